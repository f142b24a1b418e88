/** What is sent: a tree as JSON, a text, or bytes; literal frames are made when the file is loaded. */

import type { Frame } from '../../core/channel.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { binarySchema, compileBinary } from './binary.ts';
import type { StepScope } from './step-kind.ts';

export interface FramePlan {
  readonly uses: ReadonlySet<string>;
  /** The frame, when every event sends the same. */
  readonly constant: Frame | undefined;
  /** Throws ExpressionError. */
  render(scope: Scope, runtime: Runtime): Frame;
}

/** The keys of which a frame has one. */
export const FRAME_KEYS: JsonObject = {
  json: { description: 'Any tree, sent as JSON in a text frame; `"${…}"` is filled in.' },
  text: { type: 'string', description: 'A text frame as it is; `${…}` is filled in.' },
  binary: binarySchema,
};

/** Reports problems; undefined when there is nothing to send. */
export function compileFrame(step: JsonObject, place: Place, scope: StepScope): FramePlan | undefined {
  const [kind, ...others] = Object.keys(FRAME_KEYS).filter((key) => step[key] !== undefined);
  for (const other of others) {
    const hint = 'a frame has one of them';
    scope.report(
      place.child(other).problem('conflicting-keys', `"${other}" stands beside "${kind}"`, { part: 'key', hint }),
    );
  }
  if (kind === undefined) {
    const hint = 'write for example { to: room, json: { user: "${user}" } }';
    scope.report(
      place.child('to').problem('missing-key', 'a step with "to" needs "json", "text" or "binary"', {
        part: 'key',
        hint,
      }),
    );
  }
  if (kind === undefined || others.length > 0) return undefined;
  if (kind === 'binary') {
    return compileBinary(isJsonObject(step.binary) ? step.binary : {}, place.child('binary'), scope);
  }
  return kind === 'json' ? jsonFrame(step, place, scope) : textFrame(step, place, scope);
}

function jsonFrame(step: JsonObject, place: Place, scope: StepScope): FramePlan | undefined {
  const tree = scope.template(step.json ?? null, place.child('json'));
  if (!tree) return undefined;
  const { uses } = tree;
  return tree.constant === undefined
    ? { uses, constant: undefined, render: (values, runtime) => frameOf(tree.stringify(values, runtime)) }
    : constantFrame(JSON.stringify(tree.constant));
}

function textFrame(step: JsonObject, place: Place, scope: StepScope): FramePlan | undefined {
  const text = scope.text(String(step.text), place.child('text'));
  if (!text) return undefined;
  return text.constant === undefined
    ? { uses: text.uses, constant: undefined, render: (values, runtime) => frameOf(text.render(values, runtime)) }
    : constantFrame(text.constant);
}

function frameOf(text: string): Frame {
  return { kind: 'text', text };
}

function constantFrame(text: string): FramePlan {
  const frame = frameOf(text);
  return { uses: new Set(), constant: frame, render: () => frame };
}
