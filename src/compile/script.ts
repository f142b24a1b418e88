/** The rules of a channel: steps, message rules and timers, each ready to say what is to be done. */

import type { NameTable } from '../core/names.ts';
import type { Place } from '../core/problem.ts';
import { compileTemplate, compileText, type ExpressionContext } from '../expression/index.ts';
import type { HoldFrame, Sender } from '../kinds/step/index.ts';
import type { MessageRuleSpec, StepSpec, TimerSpec } from '../spec/channel-spec.ts';
import type { ChannelTimer, MessageRule, Step } from './compiled-channel.ts';
import { compileWhen } from './condition.ts';
import type { RouteContext } from './route-context.ts';

export interface ScriptContext {
  readonly names: NameTable;
  readonly route: RouteContext;
  readonly sender: Sender;
  readonly holdFrame: HoldFrame;
  /** Takes the names that the script reads from the scope. */
  readonly uses: Set<string>;
}

/** Reports problems; a step that cannot be done is left out. */
export function compileSteps(specs: readonly StepSpec[], context: ScriptContext): readonly Step[] {
  const { names, uses, sender, holdFrame } = context;
  const { report, kinds, exists } = context.route;
  const expressions: ExpressionContext = { names, report };
  return specs.flatMap(({ kind, value, place }): readonly Step[] => {
    const planned = kinds.steps
      .find((item) => item.name === kind)
      ?.compile(value, place, {
        report,
        template: (item, at) => compileTemplate(item, at, expressions),
        text: (item, at) => compileText(item, at, expressions),
        exists,
        sender,
        holdFrame,
      });
    if (!planned) return [];
    for (const name of planned.uses) uses.add(name);
    return [{ at: atOf(place), plan: planned.plan }];
  });
}

/** `open` are the names for rules that are not held to what is known of the messages. */
export function compileMessageRules(
  specs: readonly MessageRuleSpec[],
  open: NameTable,
  context: ScriptContext,
): readonly MessageRule[] {
  return specs.flatMap(({ place, when, steps, isPreset }): readonly MessageRule[] => {
    const inside = isPreset ? { ...context, names: open } : context;
    const { report, schemas } = context.route;
    const condition = when && compileWhen(when, { names: inside.names, report }, schemas);
    for (const name of condition?.uses ?? []) context.uses.add(name);
    const compiled = compileSteps(steps, inside);
    return when && !condition ? [] : [{ at: atOf(place), when: condition, steps: compiled }];
  });
}

export function compileTimers(specs: readonly TimerSpec[], context: ScriptContext): readonly ChannelTimer[] {
  return specs.map(({ place, everyMs, steps }) => ({
    at: atOf(place),
    everyMs,
    steps: compileSteps(steps, { ...context, sender: 'none' }),
  }));
}

/** `chat.yaml:12`. */
function atOf(place: Place): string {
  const { file, line } = place.origin();
  return `${file}:${line}`;
}
