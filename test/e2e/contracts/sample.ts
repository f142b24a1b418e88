/** A small value that a schema takes, made by the book; whether it does is for the judge to say. */

import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Document } from './document.ts';
import { linear } from './judge.ts';

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-11-22',
  'date-time': '2026-11-22T08:30:00Z',
  time: '08:30:00Z',
  duration: 'P1D',
  email: 'ann@example.com',
  'idn-email': 'ann@example.com',
  uuid: '0b2c9a5e-6f5c-4d2e-9a7b-1c2d3e4f5a6b',
  uri: 'https://example.com/a',
  url: 'https://example.com/a',
  iri: 'https://example.com/a',
  'uri-reference': '/a',
  'uri-template': '/a/{b}',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'YWJj',
  regex: 'a+',
  'json-pointer': '/a',
  'relative-json-pointer': '1/a',
};

export interface Sampler {
  /** Different turns take different branches, texts and depths. */
  sample(schema: JsonObject | undefined, turn: number): Json;
}

/** Of one sample: some schemas branch without end. */
const MOST_VALUES = 300;

/** How many turns are worth trying. */
export const TURNS = 24;

/** Texts for patterns: there is no way back from most of them but to try. */
const TEXTS = [
  'abc',
  'stable',
  '0123456789abcdef01234567',
  '/projects/me',
  '1.0',
  '/branches/stable',
  '#aabbcc',
  'A-1',
  '12345',
  '/images/0123456789abcdef01234567',
  '+15555550123',
  'rdme_a',
  '/branches/stable/categories/guides/a',
  '/projects/me/apikeys/0123456789abcdef01234567',
];

/** `skips` leaves members out: what only answers have, in a request. */
export function createSampler({ root }: Document, skips: (schema: JsonObject) => boolean): Sampler {
  let turn = 0;
  let left = 0;

  const resolved = (schema: JsonObject): JsonObject => {
    let found = schema;
    for (let steps = 0; typeof found.$ref === 'string' && steps < 20; steps++) {
      let target: Json = root;
      for (const key of found.$ref.slice(2).split('/')) {
        target = (target as JsonObject)[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')] as Json;
      }
      found = target as JsonObject;
    }
    return merged(found);
  };

  function branch(list: Json | undefined): readonly JsonObject[] {
    const branches = (list ?? []) as readonly JsonObject[];
    return branches.length === 0 ? [] : branches.slice(turn % branches.length, (turn % branches.length) + 1);
  }

  /** `allOf`, and one of the other choices, as one. */
  function merged(schema: JsonObject): JsonObject {
    const parts = [
      ...((schema.allOf ?? []) as readonly JsonObject[]),
      ...branch(schema.oneOf),
      ...branch(schema.anyOf),
    ];
    const { allOf: _all, oneOf: _one, anyOf: _any, ...own } = schema;
    let whole: JsonObject = own;
    for (const part of parts.map(resolved)) {
      const properties = { ...((part.properties ?? {}) as JsonObject), ...((whole.properties ?? {}) as JsonObject) };
      const required = [...((part.required as string[]) ?? []), ...((whole.required as string[]) ?? [])];
      whole = {
        ...part,
        ...whole,
        ...(Object.keys(properties).length > 0 ? { properties } : {}),
        ...(required.length > 0 ? { required } : {}),
      };
    }
    return whole;
  }

  function make(written: JsonObject | undefined, depth: number): Json {
    if (!isJsonObject(written) || left-- <= 0) return 'x';
    const schema = resolved(written);
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return schema.enum[0] as Json;
    if (turn % 2 === 0 && schema.example !== undefined) return schema.example;
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object' || (type === undefined && schema.properties)) return object(schema, depth);
    if (type === 'array' || (type === undefined && schema.items)) return list(schema, depth);
    if (type === 'integer' || type === 'number') return number(schema);
    if (type === 'boolean') return true;
    return type === 'null' ? null : text(schema, turn);
  }

  function object(schema: JsonObject, depth: number): Json {
    const required = new Set(Array.isArray(schema.required) ? (schema.required as readonly string[]) : []);
    const properties = Object.entries((schema.properties ?? {}) as JsonObject);
    const kept = properties.filter(([name, member]) => {
      const own = resolved(member as JsonObject);
      return (
        !skips(own) && ((required.has(name) && depth < 12) || (depth < (turn < 4 ? 2 : 0) && own.deprecated !== true))
      );
    });
    const made = kept.map(([name, member]) => [name, make(member as JsonObject, depth + 1)] as const);
    const others = [...required]
      .filter((name) => !properties.some(([one]) => one === name))
      .map((name) => [name, 'x'] as const);
    return Object.fromEntries([...made, ...others]);
  }

  function list(schema: JsonObject, depth: number): Json {
    const least = Math.max(Number(schema.minItems ?? 0), depth < 4 ? 1 : 0);
    const item = make(schema.items as JsonObject | undefined, depth + 1);
    return Array.from({ length: Math.min(least, 5) }, () => item);
  }

  return {
    sample(schema, now) {
      turn = now;
      left = MOST_VALUES;
      return make(schema, 0);
    },
  };
}

function number(schema: JsonObject): number {
  const step = Number(schema.multipleOf ?? 1);
  const least = Number(
    schema.minimum ??
      (typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum : undefined) ??
      Math.min(1, Number(schema.maximum ?? 1)),
  );
  const lowest = schema.exclusiveMinimum === undefined ? least : least + step;
  return Math.ceil(lowest / step) * step;
}

function text(schema: JsonObject, turn: number): string {
  const known = FORMATS[String(schema.format)];
  if (known !== undefined) return known;
  if (typeof schema.pattern === 'string')
    return TEXTS.filter((text) => linear(schema.pattern as string).test(text))[0] ?? TEXTS[turn % TEXTS.length] ?? '';
  const least = Number(schema.minLength ?? 1);
  return 'abc'
    .repeat(Math.ceil(Math.max(least, 3) / 3))
    .slice(0, Math.max(least, Math.min(3, Number(schema.maxLength ?? 3))));
}
