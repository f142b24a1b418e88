/** The room that a step names: text, or a value that an expression gives. */

import type { ChannelAction } from '../../core/channel.ts';
import { ExpressionError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { shorten } from '../../core/shorten.ts';
import { needsSender, type StepPlan, type StepScope } from './step-kind.ts';

/** JSON Schema of the value of `join` and `leave`. */
export const roomSchema = (description: string): JsonObject => ({
  type: 'string',
  minLength: 1,
  expected: 'the name of a room',
  description,
});

/** `join` or `leave`: an action with the room that the step names. */
export function compileRoomStep(
  name: 'join' | 'leave',
  step: JsonObject,
  place: Place,
  scope: StepScope,
): StepPlan | undefined {
  const at = place.child(name);
  const template = scope.template(step[name] ?? null, at);
  if (!needsSender(name, place, scope) || !template) return undefined;
  const origin = at.origin();
  return {
    uses: template.uses,
    plan(values, runtime): ChannelAction {
      const room = template.render(values, runtime);
      if (room === null || room === '') throw new ExpressionError(`the room to ${name} has no name`, origin);
      if (Array.isArray(room) || isObject(room)) {
        throw new ExpressionError(`the room to ${name} must be one name, not ${shorten(room)}`, origin);
      }
      return { do: name, room: String(room) };
    },
  };
}
