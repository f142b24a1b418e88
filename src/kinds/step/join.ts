/** `{ join: ROOM }`: the connection becomes a member of one more room. */

import { compileRoomStep, roomSchema } from './room.ts';
import type { StepKind } from './step-kind.ts';

export const joinStep: StepKind = {
  name: 'join',
  summary: 'puts the connection into one more room',
  keys: { join: roomSchema('A room to join beside those that it is in.') },
  compile: (step, place, scope) => compileRoomStep('join', step, place, scope),
};
