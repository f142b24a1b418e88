/** Compiles steps from YAML, as a channel would. */

import { expect } from 'chai';
import type { ChannelAction } from '../../../src/core/channel.ts';
import { ExpressionError } from '../../../src/core/errors.ts';
import { isJsonObject } from '../../../src/core/json.ts';
import { ANYTHING } from '../../../src/core/names.ts';
import type { Report } from '../../../src/core/problem.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Runtime, Scope } from '../../../src/core/runtime.ts';
import { compileTemplate, compileText } from '../../../src/expression/index.ts';
import { type Sender, STEP_KINDS, type StepPlan } from '../../../src/kinds/step/index.ts';
import { brief, documentOf } from '../../spec/support.ts';

const RUNTIME: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };
const NAMES = new Map(
  ['message', 'user', 'room'].map((name) => [name, name === 'message' ? { ...ANYTHING, mayBeBytes: true } : ANYTHING]),
);

interface Compiled {
  readonly plan: StepPlan | undefined;
  readonly told: readonly string[];
}

/** A step of a kind; the files that exist are those below /p/files. */
export function compileStep(kind: string, text: string, options: { readonly sender?: Sender } = {}): Compiled {
  const told: string[] = [];
  const report: Report = (problem) => told.push(brief(problem));
  const { value, place } = documentOf(text);
  const plan = STEP_KINDS.find(({ name }) => name === kind)?.compile(isJsonObject(value) ? value : {}, place, {
    report,
    template: (item, at) => compileTemplate(item, at, { names: NAMES, report }),
    text: (item, at) => compileText(item, at, { names: NAMES, report }),
    exists: (path) => path.startsWith('/p/files/'),
    sender: options.sender ?? 'here',
    holdFrame: (frame) => frame,
  });
  return { plan, told };
}

/** What a step without problems does. */
export function planOf(kind: string, text: string): StepPlan {
  const { plan, told } = compileStep(kind, text);
  expect(told).to.deep.equal([]);
  if (!plan) throw new Error('no plan without a problem');
  return plan;
}

export function action(kind: string, text: string, scope: Scope = {}): ChannelAction {
  return planOf(kind, text).plan(scope, RUNTIME);
}

/** Why a step fails for what an event brought. */
export function failure(kind: string, text: string, scope: Scope, options: { readonly sender?: Sender } = {}): string {
  const { plan, told } = compileStep(kind, text, options);
  expect(told).to.deep.equal([]);
  try {
    return `no failure: ${JSON.stringify(plan?.plan(scope, RUNTIME))}`;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}
