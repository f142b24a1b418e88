/** A failure as a step finds it: before its secrets are taken out and its request is written as a curl line. */

import type { Origin } from '../core/origin.ts';
import type { PreparedBody } from './compiled-suite.ts';
import { FileError } from './files.ts';
import type { Failure } from './result.ts';

export interface Found extends Omit<Failure, 'curl'> {
  /** Undefined where none was made. */
  readonly request: ShownRequest | undefined;
}

/** A request as a curl line tells it. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: PreparedBody | undefined;
  readonly isFollowing: boolean;
  readonly isInsecure: boolean;
}

/** What went wrong where no answer was looked at. */
export function foundError(origin: Origin, step: string, message: string, more: Partial<Found> = {}): Found {
  return {
    origin,
    step,
    message,
    kind: 'error',
    differences: [],
    answeredBy: undefined,
    details: [],
    request: undefined,
    ...more,
  };
}

/** Of a step that was not run to its end. */
export function foundInterrupted(origin: Origin, step: string): Found {
  return foundError(origin, step, 'the run was interrupted');
}

/** An error that knows its place in the user's files is told there, a file's at the step; any other is ours, and says so. */
export function foundThrown(error: unknown, origin: Origin, step: string): Found {
  if (isLocated(error)) return foundError(error.origin, step, error.message);
  if (error instanceof FileError) return foundError(origin, step, error.message);
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const details = stack
    .split('\n')
    .slice(1, 9)
    .map((line) => line.trim());
  return foundError(origin, step, `mockapi itself failed: ${message}`, { details });
}

function isLocated(error: unknown): error is Error & { readonly origin: Origin } {
  return error instanceof Error && 'origin' in error;
}
