/** The proof: values that an independent client serialises come back as they were. */

import { expect } from 'chai';
import {
  defaultPathSerializer,
  serializeArrayParam,
  serializeObjectParam,
  serializePrimitiveParam,
} from 'openapi-fetch';
import { isJsonObject, type Json, type JsonSchema, jsonEqual } from '../../../src/core/json.ts';
import type { StyledParam } from '../../../src/kinds/style/styled-param.ts';
import { param, read, type StyledParts } from './support.ts';

type Kind = 'primitive' | 'array' | 'object';

/** One cell of the table of OpenAPI 3.1.1 §4.8.12.4. */
interface Combination {
  readonly in: StyledParam['in'];
  readonly style: StyledParam['style'];
  readonly explode: boolean;
  readonly kind: Kind;
  /** The request that a client makes of a value. */
  readonly write: (value: never) => StyledParts;
  /** Values that the specification gives no way back for. */
  readonly undefinedFor?: (value: unknown) => boolean;
}

const NASTY = [
  'blue',
  'a,b',
  'a b',
  ' a ',
  'a/b',
  'a?b',
  'a&b',
  'a=b',
  '100%',
  '%2C',
  '%zz',
  'a+b',
  'a[b]',
  'a;b',
  'a.b',
  'a|b',
  "it's",
  '"q"',
  'a\tb',
  'ä#ö',
  '中文',
  '🎉👩‍👩‍👧',
  '__proto__',
  'null',
  '[1]',
  '{}',
];

const SCHEMAS: Readonly<Record<Kind, JsonSchema>> = {
  primitive: { type: 'string' },
  array: { type: 'array', items: { type: 'string' } },
  object: {
    type: 'object',
    properties: {
      R: { type: 'integer' },
      nice: { type: 'boolean' },
      text: { type: 'string' },
      more: { type: 'string' },
    },
  },
};

const VALUES: Readonly<Record<Kind, readonly unknown[]>> = {
  primitive: ['', ...NASTY],
  array: [[], [''], ...NASTY.map((text) => [text]), ...NASTY.map((text) => [text, '', text]), NASTY, ['', '']],
  object: [{ R: 100, nice: false }, ...['', ...NASTY].map((text) => ({ R: 1, text })), { text: 'a', more: 'b' }],
};

/** No way to tell no items, or one empty item, from no value (RFC 6570 §2.3, §3.2.1). */
const isNothing = (value: unknown): boolean => Array.isArray(value) && value.join('') === '' && value.length < 2;
const holds =
  (character: string) =>
  (value: unknown): boolean =>
    isNothing(value) || Object.values(value as object).some((item) => String(item).includes(character));
/** An empty segment is no segment, and clients take `/a/.` for `/a/`: no route is found. */
const isEmpty = (value: unknown): boolean => value === '' || isNothing(value);

/** Two empty labels are `..`, which clients take for the folder above. */
const isDots = (value: unknown): boolean => jsonEqual(value, ['', '']);

function query(style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject', explode: boolean) {
  const options = { style, explode } as const;
  return {
    primitive: (value: never) => ({ query: serializePrimitiveParam('color', value) }),
    array: (value: never) => ({ query: asSent(serializeArrayParam('color', value, options as never)) }),
    object: (value: never) => ({ query: asSent(serializeObjectParam('color', value, options as never)) }),
  };
}

/** As `fetch` sends it: some characters are encoded that the serializer leaves. */
function asSent(text: string): string {
  return new URL(`http://x/?${text}`).search.slice(1);
}

function path(template: string) {
  return (value: never) => {
    const { pathname } = new URL(`http://x${defaultPathSerializer(`/a/${template}`, { color: value })}`);
    return { segment: pathname.slice('/a/'.length) };
  };
}

function form(explode: boolean, kind: 'array' | 'object') {
  return (value: never) => {
    const text = query('form', explode)[kind](value).query;
    return { payload: { kind: 'form', text, fields: [...new URLSearchParams(text)] } } as const;
  };
}

function cookie(explode: boolean, kind: Kind) {
  return (value: never) => ({ headers: { cookie: `z=1; ${query('form', explode)[kind](value).query}` } });
}

/** Headers are not written by that client: by hand, after the table of the specification; nothing is encoded in them. */
function header(explode: boolean) {
  const quoted = (text: unknown): string => (/[",=]|^\s|\s$/.test(String(text)) ? JSON.stringify(text) : String(text));
  return {
    primitive: (value: never) => ({ headers: { color: String(value) } }),
    array: (value: readonly string[]) => ({
      headers: value.length === 0 ? {} : { color: value.map(quoted).join(', ') },
    }),
    object: (value: object) => ({
      headers: {
        color: Object.entries(value)
          .map(([name, item]) => `${name}${explode ? '=' : ','}${quoted(item)}`)
          .join(','),
      },
    }),
  };
}

/** Objects of the delimited styles are not written by that client either. */
function delimitedObject(delimiter: string) {
  return (value: object) => ({
    query: `color=${Object.entries(value)
      .flat()
      .map((item) => encodeURIComponent(String(item)))
      .join(delimiter)}`,
  });
}

const EXPLODED = [true, false];
const KINDS: readonly Kind[] = ['primitive', 'array', 'object'];

const COMBINATIONS: readonly Combination[] = [
  ...EXPLODED.flatMap((explode) =>
    KINDS.flatMap((kind): Combination[] => [
      { in: 'query', style: 'form', explode, kind, write: query('form', explode)[kind], undefinedFor: isNothing },
      { in: 'cookie', style: 'form', explode, kind, write: cookie(explode, kind), undefinedFor: isNothing },
      { in: 'header', style: 'simple', explode, kind, write: header(explode)[kind], undefinedFor: isNothing },
      { in: 'url', style: 'simple', explode, kind, write: path(`{color${explode ? '*' : ''}}`), undefinedFor: isEmpty },
      {
        in: 'url',
        style: 'matrix',
        explode,
        kind,
        write: path(`{;color${explode ? '*' : ''}}`),
        undefinedFor: isNothing,
      },
    ]),
  ),
  { in: 'url', style: 'label', explode: false, kind: 'primitive', write: path('{.color}'), undefinedFor: isEmpty },
  { in: 'url', style: 'label', explode: true, kind: 'primitive', write: path('{.color*}'), undefinedFor: isEmpty },
  // One item without a comma: versions of the specification disagree on what stands between items.
  {
    in: 'url',
    style: 'label',
    explode: false,
    kind: 'array',
    write: path('{.color}'),
    undefinedFor: (value) => isNothing(value) || ((value as unknown[]).length === 1 && holds('.')(value)),
  },
  { in: 'url', style: 'label', explode: false, kind: 'object', write: path('{.color}') },
  // A dot is never encoded.
  {
    in: 'url',
    style: 'label',
    explode: true,
    kind: 'array',
    write: path('{.color*}'),
    undefinedFor: (value) => holds('.')(value) || isDots(value),
  },
  { in: 'url', style: 'label', explode: true, kind: 'object', write: path('{.color*}'), undefinedFor: holds('.') },
  // The delimiter is a space that is encoded, as it is inside an item.
  {
    in: 'query',
    style: 'spaceDelimited',
    explode: false,
    kind: 'array',
    write: query('spaceDelimited', false).array,
    undefinedFor: holds(' '),
  },
  {
    in: 'query',
    style: 'spaceDelimited',
    explode: false,
    kind: 'object',
    write: delimitedObject('%20'),
    undefinedFor: holds(' '),
  },
  {
    in: 'query',
    style: 'spaceDelimited',
    explode: false,
    kind: 'object',
    write: delimitedObject('+'),
    undefinedFor: holds(' '),
  },
  // Of one item with a bar nothing says whether it is one item, or two with an encoded delimiter.
  {
    in: 'query',
    style: 'pipeDelimited',
    explode: false,
    kind: 'array',
    write: query('pipeDelimited', false).array,
    undefinedFor: (value) => isNothing(value) || ((value as unknown[]).length === 1 && holds('|')(value)),
  },
  { in: 'query', style: 'pipeDelimited', explode: false, kind: 'object', write: delimitedObject('|') },
  {
    in: 'query',
    style: 'pipeDelimited',
    explode: false,
    kind: 'object',
    write: delimitedObject('%7C'),
    undefinedFor: holds('|'),
  },
  {
    in: 'query',
    style: 'tabDelimited',
    explode: false,
    kind: 'object',
    write: delimitedObject('%09'),
    undefinedFor: holds('\t'),
  },
  { in: 'query', style: 'deepObject', explode: true, kind: 'object', write: query('deepObject', true).object },
  ...EXPLODED.flatMap((explode): Combination[] => [
    { in: 'form', style: 'form', explode, kind: 'array', write: form(explode, 'array'), undefinedFor: isNothing },
    { in: 'form', style: 'form', explode, kind: 'object', write: form(explode, 'object') },
  ]),
];

const IS_OF_KIND: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  primitive: (value) => typeof value === 'string',
  array: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  object: (value) => isJsonObject(value as Json),
};

describe('compileStyle, against an independent client', () => {
  for (const { in: place, style, explode, kind, write, undefinedFor } of COMBINATIONS) {
    const values = VALUES[kind].filter((value) => !undefinedFor?.(value));
    const styled = param({ in: place, style, isExploded: explode, schema: SCHEMAS[kind] });

    it(`reads back ${values.length} values: ${place}, ${style}, ${explode ? 'exploded' : 'in one text'}, ${kind}`, () => {
      for (const value of values) {
        const sent = write(value as never);
        expect({ sent, ...read(styled, sent) }).to.deep.equal({ sent, value, issues: [] });
      }
    });
  }

  it('makes something of every value for which nothing is defined: a value of its kind, none, an issue, or its own text', () => {
    const undefinedValues = COMBINATIONS.flatMap(({ undefinedFor = () => false, ...combination }) =>
      VALUES[combination.kind].filter(undefinedFor).map((value) => ({ ...combination, value })),
    );
    expect(undefinedValues).not.to.deep.equal([]);
    for (const { in: place, style, explode, kind, write, value } of undefinedValues) {
      const sent = write(value as never);
      const made = read(param({ in: place, style, isExploded: explode, schema: SCHEMAS[kind] }), sent);
      // What is no object is left to the validator, which refuses it: the text as it came, nothing else.
      const text = sent.segment ?? sent.query?.replaceAll('+', '%20') ?? '';
      const isOwnText =
        kind === 'object' && ['.', 'color='].some((mark) => mark + made.value === decodeURIComponent(text));
      const isFine = made.issues.length > 0 || made.value === undefined || IS_OF_KIND[kind](made.value) || isOwnText;
      expect(isFine, JSON.stringify({ place, style, explode, sent, ...made })).to.equal(true);
    }
  });
});
