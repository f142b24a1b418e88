/** What every step of a channel's script has in common: written value in, action out. */

import type { ChannelAction } from '../../core/channel.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { Template, TextTemplate } from '../../expression/index.ts';
import type { FramePlan } from './frame.ts';

export interface StepKind {
  /** The key that people know it by. */
  readonly name: string;
  readonly summary: string;
  /** JSON Schema of each key that such a step may have, for shape checks, editors and docs. */
  readonly keys: JsonObject;
  /** Reports problems; undefined when nothing can be done. */
  compile(step: JsonObject, place: Place, scope: StepScope): StepPlan | undefined;
}

export interface StepPlan {
  /** Names that it reads from the scope. */
  readonly uses: ReadonlySet<string>;
  /** Throws ExpressionError. An action that no event can change is the same object each time. */
  plan(scope: Scope, runtime: Runtime): ChannelAction;
}

/** What a step may use while it is compiled. */
export interface StepScope {
  readonly report: Report;
  template(value: Json, place: Place): Template | undefined;
  text(value: string, place: Place): TextTemplate | undefined;
  /** True when a file of this absolute path exists. */
  exists(path: string): boolean;
  readonly sender: Sender;
  readonly holdFrame: HoldFrame;
}

/** Holds a frame to what the channel says of its own (`sends`): reports what is wrong with it, or has it checked when it is made. */
export type HoldFrame = (frame: FramePlan, written: WrittenFrame) => FramePlan;

export interface WrittenFrame {
  readonly form: FrameForm;
  readonly place: Place;
}

/** The key under which a frame is written. */
export type FrameForm = 'json' | 'text' | 'binary';

/** Whose event it is: a connection, one that has just gone (`leave`), or nobody's (a timer, which runs for a room). */
export type Sender = 'here' | 'gone' | 'none';

/** The plan of a step that is always the same. */
export function constantPlan(action: ChannelAction): StepPlan {
  return { uses: new Set(), plan: () => action };
}

/** False, and told, for a step that does something with a connection where there is none; a gone one is warned of. */
export function needsSender(name: string, place: Place, { sender, report }: StepScope): boolean {
  const at = place.child(name);
  if (sender === 'none') {
    const hint = 'it runs once for each room, not for a connection';
    report(at.problem('wrong-value', `a timer has no "${name}"`, { part: 'key', hint }));
  } else if (sender === 'gone') {
    const hint = 'when "leave" runs, the connection is gone';
    report(at.problem('wrong-value', `"${name}" has no effect here`, { part: 'key', hint, severity: 'warning' }));
  }
  return sender !== 'none';
}
