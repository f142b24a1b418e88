/** Parameter source `form`: urlencoded or multipart fields. */

import type { Exchange } from '../../core/exchange.ts';
import type { SourceKind } from '../../core/kind.ts';
import { textSourceSchema } from './parameter-schema.ts';
import { compileTextParams, type TextSource } from './text-source.ts';
import { groupTexts, noValues, type Values } from './text-values.ts';

const FORM: TextSource = { name: 'form', unknownMember: 'error', repeats: true };

export const formSource: SourceKind = {
  name: 'form',
  summary: 'urlencoded or multipart fields',
  schema: textSourceSchema('Fields of an urlencoded or multipart form, by name; brackets are plain characters.'),
  compile(declared, scope) {
    const { settle, ...source } = compileTextParams(FORM, declared, scope);
    return {
      ...source,
      admit(exchange, issues) {
        const values = readFields(exchange);
        settle(values, issues);
        return values;
      },
    };
  },
  open: readFields,
};

function readFields({ payload }: Exchange): Values {
  return payload.kind === 'form' || payload.kind === 'multipart' ? groupTexts('form', payload.fields) : noValues();
}
