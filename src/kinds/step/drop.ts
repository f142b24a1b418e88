/** `{ drop: true }`: the connection ends without a close frame, as when a cable is cut. */

import { constantPlan, needsSender, type StepKind } from './step-kind.ts';

export const dropStep: StepKind = {
  name: 'drop',
  summary: 'ends the connection without a close frame',
  keys: {
    drop: {
      type: 'boolean',
      enum: [true],
      expected: 'true',
      description: 'Ends the connection without a close frame, as when a cable is cut.',
    },
  },
  compile: (_step, place, scope) => (needsSender('drop', place, scope) ? constantPlan({ do: 'drop' }) : undefined),
};
