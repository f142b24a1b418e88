/** Steps in their order: each knows what those before it have brought. */

import type { TestStepSpec, UseStepSpec } from '../../spec/suite-spec.ts';
import type { TestStep, UseStep } from '../compiled-suite.ts';
import { compileClientStep } from './client-steps.ts';
import { compileRequest, type StepContext } from './request.ts';

export interface StepsContext extends StepContext {
  use(spec: UseStepSpec): UseStep | undefined;
}

/** Undefined when one of them cannot be run; the problems of all are reported. */
export function compileTestSteps(
  specs: readonly TestStepSpec[],
  context: StepsContext,
): readonly TestStep[] | undefined {
  const steps = specs.map((spec) => compileStep(spec, context));
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

function compileStep(spec: TestStepSpec, context: StepsContext): TestStep | undefined {
  switch (spec.kind) {
    case 'request':
      return compileRequest(spec, context);
    case 'client':
      return compileClientStep(spec, context);
    case 'use':
      return context.use(spec);
    case 'wait':
      return { kind: 'wait', origin: spec.place.origin(), ms: spec.ms };
  }
}
