/** Parameter source `body`: the JSON body as one value. */

import type { Issue } from '../../core/issue.ts';
import type { Json } from '../../core/json.ts';
import type { SourceKind } from '../../core/kind.ts';
import { compileTreeCoercion } from './coerce-tree.ts';
import { ownRules, paramErrors, resolveParam } from './declared-param.ts';
import { addIssue, addViolations, issueOf } from './issues.ts';
import { bodySchema } from './parameter-schema.ts';

export const bodySource: SourceKind = {
  name: 'body',
  summary: 'the JSON body',
  schema: bodySchema('One JSON Schema for the JSON body; `required: false` makes it optional.'),
  compile(declared, scope) {
    const param = declared.params.at(-1);
    if (!param) return undefined;
    const { schema, required, fallback } = resolveParam(param, scope);
    const validator = scope.schemas.validator(schema);
    const coerce = scope.coerce ? compileTreeCoercion(schema, scope.schemas) : (value: unknown) => value;
    return {
      params: [
        {
          name: '',
          rules: ownRules(param),
          schema,
          isRequired: required !== false && fallback === undefined,
          fallback,
        },
      ],
      additional: declared.additional,
      known: scope.schemas.known(schema),
      errors: paramErrors([param], () => ''),
      admit({ payload }, issues) {
        if (payload.kind !== 'json' && fallback === undefined) {
          if (required !== false) addIssue(issues, missingBody());
          return null;
        }
        const value = coerce(payload.kind === 'json' ? payload.value : structuredClone<Json | undefined>(fallback));
        addViolations('body', validator.check(value), issues);
        return value;
      },
    };
  },
  open: ({ payload }) => (payload.kind === 'json' ? payload.value : null),
};

function missingBody(): Issue {
  return issueOf('body', [], 'is required', { keyword: 'required', expected: true, received: null });
}
