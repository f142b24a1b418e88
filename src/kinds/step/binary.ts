/** `binary:` of a frame: bytes as Base64, as hex digits, or from a file. */

import { dirname, resolve } from 'node:path';
import type { Frame } from '../../core/channel.ts';
import { ExpressionError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { shorten } from '../../core/shorten.ts';
import type { FramePlan } from './frame.ts';
import type { StepScope } from './step-kind.ts';

/** JSON Schema of what people write under `binary`. */
export const binarySchema: JsonObject = {
  type: 'object',
  expected: 'a map with "base64", "hex" or "file"',
  says: '"binary"',
  description: 'A binary frame: `{ base64: … }`, `{ hex: … }` or `{ file: … }`.',
  additionalProperties: false,
  properties: {
    base64: { type: 'string', description: 'Bytes as Base64; `"${message}"` of a binary frame is that.' },
    hex: { type: 'string', description: 'Bytes as hex digits, two each; white space between them is skipped.' },
    file: {
      type: 'string',
      minLength: 1,
      expected: 'the name of a file, relative to this one',
      description: 'A file whose bytes are sent, relative to this one.',
    },
  },
};

const FORMS = ['base64', 'hex', 'file'] as const;

/** Reports problems; undefined when there is nothing to send. */
export function compileBinary(written: JsonObject, place: Place, scope: StepScope): FramePlan | undefined {
  const [form, ...others] = FORMS.filter((name) => written[name] !== undefined);
  for (const other of others) {
    const hint = 'a frame has one of them';
    scope.report(
      place.child(other).problem('conflicting-keys', `"${other}" stands beside "${form}"`, { part: 'key', hint }),
    );
  }
  if (form === undefined) {
    scope.report(place.problem('missing-key', '"binary" needs "base64", "hex" or "file"', { part: 'key' }));
  }
  if (form === undefined || others.length > 0) return undefined;
  const value = written[form] ?? null;
  return form === 'file'
    ? fileFrame(value, place.child(form), scope)
    : textFrame(form, value, place.child(form), scope);
}

/** It is read by whoever sends it: its name is written out, so that no message can choose another. */
function fileFrame(value: Json, place: Place, scope: StepScope): FramePlan | undefined {
  const name = String(value);
  const text = scope.text(name, place);
  if (!text) return undefined;
  if (text.constant === undefined) {
    const message = 'the name of this file must be written out';
    scope.report(place.problem('wrong-value', message, { hint: 'write one rule for each file' }));
    return undefined;
  }
  const path = resolve(dirname(place.path), text.constant);
  if (scope.exists(path)) return constantFrame({ kind: 'file', path });
  const hint = name.startsWith('/') ? undefined : 'a relative name starts at the folder of this file';
  scope.report(place.problem('file-not-found', `there is no file "${name}"`, { hint }));
  return undefined;
}

const WORDS = { base64: 'Base64', hex: 'hex digits' } as const;

function textFrame(form: 'base64' | 'hex', value: Json, place: Place, scope: StepScope): FramePlan | undefined {
  const text = scope.text(String(value), place);
  if (!text) return undefined;
  const origin = place.origin();
  const fault = (shown: string): string => `${shorten(shown)} is not ${WORDS[form]}`;
  if (text.constant === undefined) {
    return {
      uses: text.uses,
      constant: undefined,
      render(values, runtime) {
        const rendered = text.render(values, runtime);
        const bytes = decode(rendered, form);
        if (!bytes) throw new ExpressionError(fault(rendered), origin);
        return { kind: 'binary', bytes };
      },
    };
  }
  const bytes = decode(text.constant, form);
  if (bytes) return constantFrame({ kind: 'binary', bytes });
  scope.report(place.problem('wrong-value', fault(text.constant)));
  return undefined;
}

function constantFrame(frame: Frame): FramePlan {
  return { uses: new Set(), constant: frame, render: () => frame };
}

/** RFC 4648 §4 and §8; undefined for anything else, which Node would skip. */
function decode(text: string, form: 'base64' | 'hex'): Buffer | undefined {
  const dense = text.replace(/\s+/g, '');
  const isFine = form === 'hex' ? /^[0-9a-f]*$/i.test(dense) : /^[A-Za-z0-9+/]*={0,2}$/.test(dense);
  return isFine && dense.length % (form === 'hex' ? 2 : 4) === 0 ? Buffer.from(dense, form) : undefined;
}
