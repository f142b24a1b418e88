/** Parameter source `query`: what stands after `?`. */

import type { SourceKind } from '../../core/kind.ts';
import { textSourceSchema } from './parameter-schema.ts';
import { parseQueryText } from './query-text.ts';
import { compileTextParams, type TextSource } from './text-source.ts';

const QUERY: TextSource = { name: 'query', unknownMember: 'error', repeats: true };

export const querySource: SourceKind = {
  name: 'query',
  summary: 'what stands after `?`',
  schema: textSourceSchema('The parameters after `?`, by name.'),
  compile(declared, scope) {
    const { settle, ...source } = compileTextParams(QUERY, declared, scope);
    return {
      ...source,
      admit({ request }, issues) {
        const values = parseQueryText(request.queryText);
        settle(values, issues);
        return values;
      },
    };
  },
  open: ({ request }) => parseQueryText(request.queryText),
};
