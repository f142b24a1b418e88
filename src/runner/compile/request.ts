/** A request step: what is sent, what must come back, what is kept of it. */

import type { SchemaLibrary } from '../../core/kind.ts';
import type { Origin } from '../../core/origin.ts';
import type { RequestStepSpec } from '../../spec/suite-spec.ts';
import type { PreparedRequest, RequestStep } from '../compiled-suite.ts';
import { compileBody } from './body.ts';
import { compileExpectation } from './expectation.ts';
import { compileHeaders } from './headers.ts';
import { combined } from './made.ts';
import { compileSaves } from './saves.ts';
import type { StepNames } from './step-names.ts';
import { compileTarget } from './target.ts';

export interface StepContext {
  /** Of the steps so far; takes what this one adds. */
  readonly names: StepNames;
  readonly schemas: SchemaLibrary;
  exists(path: string): boolean;
}

/** Undefined when a problem was reported. */
export function compileRequest(spec: RequestStepSpec, context: StepContext): RequestStep | undefined {
  const { place, method, target, withinMs, everyMs, isFollowing, isConforming, timeoutMs } = spec;
  const { names, schemas } = context;
  const origin = place.origin({ part: 'key' });
  const prepare = compilePrepare(spec, origin, context);
  const expressions = names.answered();
  const until = spec.until && compileExpectation(spec.until, { expressions, schemas });
  const expect = spec.expect && compileExpectation(spec.expect, { expressions, schemas });
  names.noteAnswer();
  const save = compileSaves(spec.save, names, () => names.answered());
  if (!prepare || !save || (spec.until && !until) || (spec.expect && !expect)) return undefined;
  const title = `${method} ${target.value}`;
  return {
    kind: 'request',
    origin,
    title,
    method,
    prepare,
    expect,
    until,
    withinMs,
    everyMs,
    save,
    isFollowing,
    isConforming,
    timeoutMs,
  };
}

function compilePrepare(
  { method, target, params }: RequestStepSpec,
  origin: Origin,
  { names, exists }: StepContext,
): RequestStep['prepare'] | undefined {
  const expressions = names.asked();
  const where = compileTarget(target, params, expressions);
  const headers = compileHeaders(params, origin, expressions);
  const body = compileBody(params, { expressions, exists });
  if (!where || !headers || !body) return undefined;
  const request = combined({ where, headers, body }, (values): PreparedRequest => {
    const { contentType } = values.body;
    const isSaid = contentType === undefined || values.headers.some(([name]) => name.toLowerCase() === 'content-type');
    return {
      method,
      target: values.where,
      headers: isSaid ? values.headers : [...values.headers, ['content-type', contentType]],
      body: values.body.body,
    };
  });
  return request.make;
}
