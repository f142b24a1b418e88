/** `body:` the answer without the envelope: a tree is sent as JSON, a text as text. */

import type { AnswerKind } from './answer-kind.ts';

export const bodyAnswer: AnswerKind = {
  name: 'body',
  summary: 'the same without the envelope: a tree is sent as JSON, a string as text',
  schema: { description: 'Any tree, sent as JSON without the envelope; a text is sent as text.' },
  compile(value, place, scope) {
    const tree = scope.template(value, place);
    return tree && { kind: 'tree', tree, isEnveloped: false, mayBeText: typeof value === 'string' };
  },
};
