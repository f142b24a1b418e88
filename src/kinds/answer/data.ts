/** `data:` any YAML tree, put into the envelope. */

import type { AnswerKind } from './answer-kind.ts';

export const dataAnswer: AnswerKind = {
  name: 'data',
  summary: 'any YAML tree, put into the envelope',
  schema: { description: 'Any tree, put into the envelope; `"${…}"` is filled in.' },
  compile(value, place, scope) {
    const tree = scope.template(value, place);
    return tree && { kind: 'tree', tree, isEnveloped: true, mayBeText: false };
  },
};
