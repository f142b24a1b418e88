/** A step that somebody outside of the rules asks for: a test, the console. Compiled on the spot, with the very kinds of the rules. */

import type { ChannelAction } from '../core/channel.ts';
import { SpecError } from '../core/errors.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { ANYTHING } from '../core/names.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { compileTemplate, compileText, type ExpressionContext } from '../expression/index.ts';
import { STEP_KINDS, type StepKind } from '../kinds/step/index.ts';
import type { LoadedFile } from '../spec/load.ts';
import type { Document } from '../spec/parse.ts';
import { createShapeCheck, type ShapeCheck } from '../spec/shape.ts';
import { channelNames } from './names.ts';

/** What can be asked for: a frame, or the end of a connection. */
export type HandStepName = 'to' | 'close';

export interface HandStepContext {
  /** What `vars` are. */
  readonly vars: JsonObject;
  /** True when a file of this absolute path exists. */
  exists(path: string): boolean;
}

export interface HandStep {
  readonly place: Place;
  /** Throws ExpressionError. Its expressions see what those of a timer see. */
  plan(scope: Scope, runtime: Runtime): ChannelAction;
}

/** Throws SpecError with every problem when it is no such step; any address is taken. */
export function compileHandStep(
  { document, problems: before }: LoadedFile,
  name: HandStepName,
  { vars, exists }: HandStepContext,
): HandStep {
  const problems: Problem[] = [...before];
  const report = (problem: Problem): void => void problems.push(problem);
  const step = document && checkedStep(document, name, report);
  if (step) {
    const { place } = document;
    const expressions: ExpressionContext = { names: channelNames(new Map(), [], vars, ANYTHING).timer, report };
    const planned = kindOf(name)?.compile(step, place, {
      report,
      template: (item, at) => compileTemplate(item, at, expressions),
      text: (item, at) => compileText(item, at, expressions),
      exists,
      sender: 'here',
      holdFrame: (frame) => frame,
    });
    if (planned && problems.every(({ severity }) => severity === 'warning')) return { place, plan: planned.plan };
  }
  throw new SpecError(problems);
}

function kindOf(name: HandStepName): StepKind | undefined {
  return STEP_KINDS.find((kind) => kind.name === name);
}

const EXAMPLES: Readonly<Record<HandStepName, string>> = {
  to: "{ to: 'room:lobby', json: { … } }",
  close: '{ close: { code: 4001 } }',
};

const CHECKS: Readonly<Record<HandStepName, ShapeCheck>> = { to: shapeCheck('to'), close: shapeCheck('close') };

function shapeCheck(name: HandStepName): ShapeCheck {
  const properties = kindOf(name)?.keys ?? {};
  return createShapeCheck({ type: 'object', says: 'a message', additionalProperties: false, properties });
}

function checkedStep({ value, place }: Document, name: HandStepName, report: Report): JsonObject | undefined {
  if (!isJsonObject(value)) {
    report(place.problem('wrong-type', `a message must be a map such as ${EXAMPLES[name]}`));
    return undefined;
  }
  const isFine = CHECKS[name](value, place, report);
  if (value[name] !== undefined) return isFine ? value : undefined;
  const hint = `write for example ${EXAMPLES[name]}`;
  if (isFine) report(place.problem('missing-key', `a message needs "${name}"`, { hint }));
  return undefined;
}
