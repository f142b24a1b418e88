/** `{ to, json | text | binary }`: one frame to whoever is meant. */

import { compileAddress } from './address.ts';
import { compileFrame, FRAME_KEYS } from './frame.ts';
import { constantPlan, type FrameForm, type StepKind } from './step-kind.ts';

const FORMS: readonly FrameForm[] = ['json', 'text', 'binary'];

export const sendStep: StepKind = {
  name: 'to',
  summary: 'sends a frame: `json`, `text` or `binary`',
  keys: {
    to: {
      type: 'string',
      minLength: 1,
      expected: 'sender, others, room, room:NAME, user:NAME or everyone',
      description:
        'Who hears it: `sender`, `others`, `room` (the sender too), `room:NAME`, `user:NAME` or `everyone` of the channel.',
    },
    ...FRAME_KEYS,
  },
  compile(step, place, scope) {
    const to = compileAddress(String(step.to), place.child('to'), scope);
    const written = compileFrame(step, place, scope);
    const form = FORMS.find((key) => step[key] !== undefined);
    const frame = written && form && scope.holdFrame(written, { form, place: place.child(form) });
    if (!to || !frame) return undefined;
    if (to.constant && frame.constant) return constantPlan({ do: 'send', to: to.constant, frame: frame.constant });
    return {
      uses: new Set([...to.uses, ...frame.uses]),
      plan: (values, runtime) => ({
        do: 'send',
        to: to.render(values, runtime),
        frame: frame.render(values, runtime),
      }),
    };
  },
};
