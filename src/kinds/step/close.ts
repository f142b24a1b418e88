/** `{ close: { code: 4001, reason: bye } }`: ends the connection with a close frame (RFC 6455 §5.5.1). */

import { ExpressionError } from '../../core/errors.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { shorten } from '../../core/shorten.ts';
import { needsSender, type StepKind, type StepScope } from './step-kind.ts';

/** A control frame holds 125 bytes, two of them the code (RFC 6455 §5.5). */
const MAX_REASON_BYTES = 123;

export const closeStep: StepKind = {
  name: 'close',
  summary: 'ends the connection with a close frame',
  keys: {
    close: {
      type: 'object',
      expected: 'a map such as { code: 4001, reason: bye }',
      says: '"close"',
      description: 'Ends the connection with a close frame.',
      additionalProperties: false,
      properties: {
        code: {
          type: ['integer', 'string'],
          minimum: 1000,
          maximum: 4999,
          pattern: '^\\$\\{.*\\}$',
          expected: 'a close code: 1000 to 1014, or 3000 to 4999',
          description: 'Close code; 4000 to 4999 are free for applications. Default: 1000.',
        },
        reason: { type: 'string', description: 'Why, in at most 123 bytes.' },
      },
    },
  },
  compile(step, place, scope) {
    const written = isJsonObject(step.close) ? step.close : {};
    const at = place.child('close');
    const code = compileCode(written.code ?? 1000, at.child('code'), scope);
    const reason = scope.text(String(written.reason ?? ''), at.child('reason'));
    if (!needsSender('close', place, scope) || !code || !reason) return undefined;
    if (reason.constant !== undefined && !fits(reason.constant)) {
      const message = `the reason has ${Buffer.byteLength(reason.constant)} bytes: a close frame has room for ${MAX_REASON_BYTES}`;
      scope.report(at.child('reason').problem('wrong-value', message, { hint: 'make it shorter' }));
      return undefined;
    }
    return {
      uses: new Set([...code.uses, ...reason.uses]),
      plan: (values, runtime) => ({
        do: 'close',
        code: code.render(values, runtime),
        reason: cut(reason.render(values, runtime)),
      }),
    };
  },
};

interface Code {
  readonly uses: ReadonlySet<string>;
  render(scope: Scope, runtime: Runtime): number;
}

function compileCode(written: Json, place: Place, scope: StepScope): Code | undefined {
  const template = scope.template(written, place);
  if (!template) return undefined;
  const { constant } = template;
  if (constant !== undefined && !isSendable(constant)) {
    const message = `${shorten(constant)} is no code that a close frame may have`;
    const hint =
      Number(constant) === 1006
        ? 'it says that there was no close frame: write { drop: true }'
        : 'write 1000 to 1014 without 1004, 1005 and 1006, or 3000 to 4999';
    scope.report(place.problem('wrong-value', message, { hint }));
    return undefined;
  }
  const origin = place.origin();
  return {
    uses: template.uses,
    render(values, runtime) {
      const code = template.render(values, runtime);
      if (isSendable(code)) return code;
      throw new ExpressionError(`${shorten(code)} is no code that a close frame may have`, origin);
    },
  };
}

/** RFC 6455 §7.4: 1004, 1005, 1006 and 1015 are never sent; 3000 on are for libraries and applications. */
function isSendable(code: unknown): code is number {
  if (typeof code !== 'number' || !Number.isInteger(code)) return false;
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}

function fits(reason: string): boolean {
  return Buffer.byteLength(reason) <= MAX_REASON_BYTES;
}

/** What does not fit any more is left out, never half a character. */
function cut(reason: string): string {
  if (fits(reason)) return reason;
  let text = '';
  let bytes = 0;
  for (const character of reason.slice(0, MAX_REASON_BYTES)) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_REASON_BYTES) break;
    text += character;
  }
  return text;
}
