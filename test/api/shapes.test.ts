import { expect } from 'chai';
import { formatKinds } from '../../src/compile/project.ts';
import { isObject } from '../../src/core/json.ts';
import type {
  BodyShape,
  CaseShape,
  ChannelEventsShape,
  ChannelLimitsShape,
  ChannelShape,
  CookieShape,
  EnvelopeAnswer,
  EnvelopeParts,
  FileShape,
  HandshakeParamsShape,
  MessageRuleShape,
  ParameterErrorShape,
  ParameterSchema,
  ParamsShape,
  RouteFileShape,
  RouteShape,
  Routes,
  StepShape,
  TimerShape,
} from '../../src/index.ts';
import { routeFileSchema } from '../../src/spec/format/route-file.ts';

type KeyOf<T> = T extends unknown ? keyof T : never;
/** The keys that are written out; those of an index signature (`x-…`) are not. */
type Named<T> = Exclude<{ [K in KeyOf<T>]: `x-${string}` extends K ? never : K }[KeyOf<T>], `x-${string}`>;
/** Every key of a shape, none left out and none too many. */
const keysOf =
  <T>() =>
  <const Keys extends readonly Named<T>[]>(
    ...keys: Exclude<Named<T>, Keys[number]> extends never ? Keys : [never, Exclude<Named<T>, Keys[number]>]
  ): readonly string[] =>
    keys.map(String).sort();

/** Keys that are served; those of a later version are no part of the types. */
function keysAt(...path: readonly string[]): readonly string[] {
  let schema: unknown = routeFileSchema(formatKinds());
  for (const key of path) schema = isObject(schema) ? schema[key] : undefined;
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  const keys = Object.keys(properties);
  return keys.filter((key) => !(isObject(properties[key]) && 'notBuiltYet' in properties[key])).sort();
}

const ROUTE = ['properties', 'routes', 'additionalProperties'] as const;
const CHANNEL = ['properties', 'channels', 'additionalProperties'] as const;
const PARAMS = [...ROUTE, 'properties', 'params'] as const;
const QUERY = [...PARAMS, 'properties', 'query', 'additionalProperties'] as const;
const EVENTS = [...CHANNEL, 'properties', 'on'] as const;
const ENVELOPE = ['properties', 'envelope'] as const;

const ANSWER = [
  ...['data', 'body', 'file', 'status', 'code', 'message', 'headers', 'cookies', 'delay', 'envelope', 'times'],
] as const;
const SCHEMA = [
  ...['$ref', '$defs', '$anchor', '$id', '$schema', '$comment', '$dynamicRef', '$dynamicAnchor', 'type', 'enum'],
  ...['const', 'default', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength'],
  ...['maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema', 'items'],
  ...['prefixItems', 'contains', 'minContains', 'maxContains', 'minItems', 'maxItems', 'uniqueItems'],
  ...['unevaluatedItems', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedProperties', 'minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas', 'allOf'],
  ...['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'title', 'description', 'example', 'examples', 'deprecated'],
  ...['readOnly', 'writeOnly', 'required', 'error'],
] as const;

describe('the shapes of routes and channels', () => {
  const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      'a route file',
      keysOf<RouteFileShape>()(
        ...([
          'prefix',
          'tags',
          'params',
          'vars',
          'headers',
          'envelope',
          'coerce',
          'delay',
          'routes',
          'channels',
        ] as const),
      ),
      keysAt().filter((key) => key !== '$schema'),
    ],
    [
      'a route',
      keysOf<RouteShape>()(
        ...ANSWER,
        ...([
          'name',
          'summary',
          'description',
          'deprecated',
          'tags',
          'params',
          'vars',
          'coerce',
          'response',
          'cases',
        ] as const),
      ),
      keysAt(...ROUTE),
    ],
    ['a case', keysOf<CaseShape>()('when', ...ANSWER), keysAt(...ROUTE, 'properties', 'cases', 'items')],
    ['params', keysOf<ParamsShape>()('url', 'query', 'header', 'cookie', 'body', 'form', 'file'), keysAt(...PARAMS)],
    ['a parameter', keysOf<ParameterSchema>()('style', ...SCHEMA), keysAt(...QUERY)],
    ['a body', keysOf<BodyShape>()(...SCHEMA), keysAt(...PARAMS, 'properties', 'body')],
    [
      'a file',
      keysOf<FileShape>()('required', 'count', 'maxSize', 'types', 'extensions', 'name', 'description', 'error'),
      keysAt(...PARAMS, 'properties', 'file', 'additionalProperties'),
    ],
    ['an error', keysOf<ParameterErrorShape>()('status', 'code', 'message'), keysAt(...QUERY, 'properties', 'error')],
    [
      'a cookie',
      keysOf<CookieShape>()(
        ...(['value', 'maxAge', 'expires', 'path', 'domain', 'httpOnly', 'secure', 'sameSite', 'partitioned'] as const),
      ),
      keysAt(...ROUTE, 'properties', 'cookies', 'additionalProperties'),
    ],
    [
      'an envelope',
      keysOf<EnvelopeParts>()('body', 'success', 'invalid', 'unmatched', 'refused', 'failed'),
      keysAt(...ENVELOPE),
    ],
    [
      'an answer of the envelope',
      keysOf<EnvelopeAnswer>()('status', 'code', 'message', 'data'),
      keysAt(...ENVELOPE, 'properties', 'invalid'),
    ],
    [
      'a channel',
      keysOf<ChannelShape>()(
        ...(['preset', 'name', 'summary', 'description', 'tags', 'params', 'vars', 'envelope', 'room'] as const),
        ...(['user', 'same-user', 'history', 'heartbeat', 'protocols', 'origin', 'limits', 'message'] as const),
        ...(['sends', 'on', 'timers'] as const),
      ),
      keysAt(...CHANNEL),
    ],
    [
      'the params of a channel',
      keysOf<HandshakeParamsShape>()('url', 'query', 'header', 'cookie'),
      keysAt(...CHANNEL, 'properties', 'params'),
    ],
    [
      'the limits of a channel',
      keysOf<ChannelLimitsShape>()('members', 'frame', 'queue', 'rate'),
      keysAt(...CHANNEL, 'properties', 'limits'),
    ],
    ['events', keysOf<ChannelEventsShape>()('join', 'message', 'invalid', 'leave'), keysAt(...EVENTS)],
    ['a rule', keysOf<MessageRuleShape>()('when', 'do'), keysAt(...EVENTS, 'properties', 'message', 'items')],
    ['a timer', keysOf<TimerShape>()('every', 'do'), keysAt(...CHANNEL, 'properties', 'timers', 'items')],
    [
      'a step',
      keysOf<StepShape>()('to', 'json', 'text', 'binary', 'wait', 'join', 'leave', 'close', 'drop'),
      keysAt(...EVENTS, 'properties', 'join', 'items'),
    ],
  ];
  for (const [name, typed, written] of rows) {
    it(`have the keys of the file format: ${name}`, () => {
      expect(written).to.not.deep.equal([]);
      expect(typed).to.deep.equal(written);
    });
  }

  it('take what a file may hold, and refuse typos while they are typed', () => {
    const path: string = '/x';
    const fine: Routes = {
      'GET /goods/{id}': null,
      [`GET ${path}`]: { data: 1 },
      'POST /orders': {
        params: {
          url: { id: 'integer' },
          header: { 'x-token': { type: 'string', required: true, error: { status: 401 } }, additional: false },
          body: { type: 'object', required: ['item'], properties: { item: { type: 'string' } }, 'x-note': 'mine' },
          file: { photo: { maxSize: '2MB' } },
        },
        cases: [
          { when: 'body.price > 1000', status: 403 },
          { when: { body: { item: 'pen' } }, times: { $gte: 1 } },
          {},
        ],
        response: { 200: true, default: { type: 'object' } },
      },
    };
    const wrong: readonly Routes[] = [
      // @ts-expect-error a method that there is not
      { 'GTE /x': {} },
      // @ts-expect-error a path without a slash
      { 'GET x': {} },
      // @ts-expect-error a key of a route
      { 'GET /x': { dta: 1 } },
      // @ts-expect-error a key of a case
      { 'GET /x': { cases: [{ whne: 'true' }] } },
      // @ts-expect-error a source of parameters
      { 'GET /x': { params: { qery: {} } } },
      // @ts-expect-error a type
      { 'GET /x': { params: { query: { n: 'int' } } } },
      // @ts-expect-error a keyword of JSON Schema
      { 'GET /x': { params: { query: { n: { minimun: 1 } } } } },
      // @ts-expect-error a status is a number
      { 'GET /x': { status: true } },
      // @ts-expect-error a matcher begins with $
      { 'GET /x': { times: { gte: 1 } } },
    ];
    const channels: readonly RouteFileShape[] = [
      { channels: { '/ws/{user}': { preset: 'chat' } } },
      // @ts-expect-error a preset
      { channels: { '/ws': { preset: 'chta' } } },
      // @ts-expect-error a step has one of json, text and binary
      { channels: { '/ws': { on: { join: [{ to: 'room' }] } } } },
      // @ts-expect-error a form of bytes
      { channels: { '/ws': { on: { join: [{ to: 'room', binary: { base46: '' } }] } } } },
      // @ts-expect-error a path
      { channels: { ws: {} } },
    ];
    expect([Object.keys(fine).length, wrong.length, channels.length]).to.deep.equal([3, 9, 5]);
  });
});
