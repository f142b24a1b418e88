/** A channel's own frames, held to what its `sends` says of them. */

import type { Json } from '../core/json.ts';
import type { FrameForm, FramePlan, HoldFrame } from '../kinds/step/index.ts';
import { checkLiteral, holdTo, type SchemaPromise } from './promise.ts';
import type { RouteContext } from './route-context.ts';

/**
 * A `json` frame is the value that its text says, a `text` frame is a string whatever is in it; of `binary` no JSON Schema
 * says anything. Literal frames are checked now. Under `--strict` the others are when they are made: a step whose frame
 * breaks the promise fails. Without a promise, or without `--strict`, they are made as they would be anyway.
 */
export function holdFrames(promise: SchemaPromise | undefined, context: RouteContext): HoldFrame {
  if (!promise) return (frame) => frame;
  return (frame, { form, place }) => {
    if (form === 'binary') return frame;
    const { constant } = frame;
    if (constant?.kind === 'text')
      checkLiteral({ value: describedValue(constant.text, form), place }, promise, context);
    if (constant || !context.isStrict) return frame;
    return heldFrame(frame, form, holdTo(promise, place.origin(), context.schemas));
  };
}

/** In a function of its own: what it keeps must not be the whole file as it was written. */
function heldFrame(frame: FramePlan, form: FrameForm, hold: (value: Json) => void): FramePlan {
  return {
    ...frame,
    render(scope, runtime) {
      const made = frame.render(scope, runtime);
      if (made.kind === 'text') hold(describedValue(made.text, form));
      return made;
    },
  };
}

function describedValue(text: string, form: FrameForm): Json {
  return form === 'json' ? (JSON.parse(text) as Json) : text;
}
