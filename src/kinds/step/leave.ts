/** `{ leave: ROOM }`: the connection is no member of a room any more, and stays open. */

import { compileRoomStep, roomSchema } from './room.ts';
import type { StepKind } from './step-kind.ts';

export const leaveStep: StepKind = {
  name: 'leave',
  summary: 'takes the connection out of a room',
  keys: { leave: roomSchema('A room to leave; the connection stays open.') },
  compile: (step, place, scope) => compileRoomStep('leave', step, place, scope),
};
