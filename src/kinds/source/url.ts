/** Parameter source `url`: the parameters of the path. */

import type { Exchange } from '../../core/exchange.ts';
import type { SourceKind } from '../../core/kind.ts';
import { textSourceSchema } from './parameter-schema.ts';
import { compileTextParams, type TextSource } from './text-source.ts';
import { noValues, type Values } from './text-values.ts';

const URL: TextSource = { name: 'url', unknownMember: 'error', repeats: false, alwaysRequired: true };

export const urlSource: SourceKind = {
  name: 'url',
  summary: 'the parameters of the path',
  schema: textSourceSchema('The parameters of the path, by name; always required.'),
  compile(declared, scope) {
    const { settle, ...source } = compileTextParams(URL, declared, scope);
    return {
      ...source,
      admit(exchange, issues) {
        const values = readPath(exchange);
        settle(values, issues);
        return values;
      },
    };
  },
  open: readPath,
};

function readPath({ pathParams }: Exchange): Values {
  const values = noValues();
  for (const name of Object.keys(pathParams)) values[name] = pathParams[name];
  return values;
}
