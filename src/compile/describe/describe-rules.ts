/** The rules of a channel as they are written, without what they are to events. */

import type { Json } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import { compileTemplate, compileText, type ExpressionContext } from '../../expression/index.ts';
import type { FrameForm } from '../../kinds/step/index.ts';
import type { ChannelSpec, StepSpec } from '../../spec/channel-spec.ts';
import type { DescribedRule, DescribedStep } from './channel-description.ts';

export function describeRules({ on, timers }: Pick<ChannelSpec, 'on' | 'timers'>): readonly DescribedRule[] {
  const one = (name: DescribedRule['on'], steps: readonly StepSpec[] | undefined): readonly DescribedRule[] =>
    steps && steps.length > 0 ? [{ on: name, steps: steps.map(describeStep) }] : [];
  return [
    ...one('join', on.join),
    ...on.message.map(({ when, steps }): DescribedRule => {
      const described = steps.map(describeStep);
      return when ? { on: 'message', when: when.value, steps: described } : { on: 'message', steps: described };
    }),
    ...one('invalid', on.invalid),
    ...one('leave', on.leave),
    ...timers.map(({ everyMs, steps }): DescribedRule => ({ on: 'timer', everyMs, steps: steps.map(describeStep) })),
  ];
}

const FORMS: readonly FrameForm[] = ['json', 'text', 'binary'];

function describeStep(step: StepSpec): DescribedStep {
  const { kind, value } = step;
  switch (kind) {
    case 'to': {
      const form = FORMS.find((key) => value[key] !== undefined) ?? 'json';
      const frame = value[form] ?? null;
      return { do: 'send', to: String(value.to), form, frame, constant: constantOf(form, frame, step) };
    }
    case 'close': {
      const written = isJsonObject(value.close) ? value.close : {};
      return { do: 'close', code: written.code ?? 1000, reason: String(written.reason ?? '') };
    }
    case 'wait':
    case 'join':
    case 'leave':
      return { do: kind, value: String(value[kind]) };
    default:
      return { do: 'drop' };
  }
}

/** No name is known: what has an expression in it is no constant. */
const CONSTANTS: ExpressionContext = { names: new Map(), report: () => {} };

function constantOf(form: FrameForm, frame: Json, { place }: StepSpec): Json | undefined {
  if (form === 'binary') return undefined;
  const at = place.child(form);
  return form === 'json'
    ? compileTemplate(frame, at, CONSTANTS)?.constant
    : compileText(String(frame), at, CONSTANTS)?.constant;
}
