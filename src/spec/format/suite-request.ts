/** The JSON Schema of a request in a suite: what is sent, what must come back, what is kept of it. */

import type { JsonObject } from '../../core/json.ts';
import { HANDSHAKE_SOURCES } from '../../core/source.ts';
import { ANY, duration, type FormatKinds } from './parts.ts';

/** Keys that are meant as requests, well written or not; what is wrong with them is told when they are normalized. */
export const REQUEST_KEY_PATTERN =
  '^[A-Za-z][A-Za-z-]*\\s+[^\\s,]|^[A-Za-z]*:?/|^\\$\\{|^[A-Za-z]+(\\s*[,|;+]\\s*[A-Za-z]+)+\\s+/';

/** Sources of which a suite may hold defaults: a body belongs to one request. */
export const DEFAULT_SOURCES = HANDSHAKE_SOURCES;

/** An expression, which a number in quotes is not. */
const EXPRESSION = '^(?!\\s*[0-9.]+\\s*$)\\s*\\S';

const FOLLOW: JsonObject = {
  type: 'boolean',
  description: 'Follows redirects, at most 10, and looks at the last answer. Default: false.',
};

export const CONFORM: JsonObject = {
  type: 'boolean',
  description: 'Holds answers to what the route, or the channel, promises with `response` and `sends`. Default: true.',
};

export function requestSchema(kinds: FormatKinds): JsonObject {
  return {
    ...expectation('a status such as 200, an expression, or a map with "params" and "expect"'),
    says: 'a request',
    description: 'What is sent and what must come back; a number is the status.',
    elsewhere: REQUEST_ELSEWHERE,
    properties: {
      params: {
        ...sentParams(kinds, () => true),
        description: 'What is sent, by source. Defaults of the suite are merged in by name; `null` leaves one out.',
      },
      expect: EXPECT,
      until: {
        ...EXPECT,
        description:
          'Sends it again until this holds: a status, an expression or a map. What `expect` says comes then.',
      },
      within: duration('How long `until` may take. Default: 5s.'),
      every: duration('How long `until` waits between two attempts. Default: 200ms.'),
      save: SAVE,
      follow: FOLLOW,
      conform: CONFORM,
      timeout: duration('How long the answer may take before the request is given up. Default: that of the run.'),
    },
  };
}

export function defaultsSchema(kinds: FormatKinds): JsonObject {
  const noBody = 'a body belongs to its request';
  return {
    type: 'object',
    expected: 'a map with "params"',
    says: '"defaults"',
    description: 'What holds for every request of the suite, and for the handshakes of its clients.',
    elsewhere: {
      ...Object.fromEntries([...DEFAULT_SOURCES, 'headers', 'cookies'].map((key) => [key, 'write it under "params"'])),
      timeout: 'write it in the request, or run with --timeout',
      vars: 'it belongs to the file, beside "defaults"',
      expect: 'it belongs to a request',
    },
    additionalProperties: false,
    properties: {
      params: {
        ...sentParams(kinds, (source) => isDefault(source)),
        elsewhere: { body: noBody, form: noBody, file: noBody, ...PARAMS_ELSEWHERE },
        description: 'Sent with every request unless it says otherwise.',
      },
      follow: FOLLOW,
      conform: CONFORM,
    },
  };
}

function isDefault(source: string): boolean {
  return DEFAULT_SOURCES.some((name) => name === source);
}

/** `params` of a handshake. */
export function handshakeParams(kinds: FormatKinds): JsonObject {
  const noBody = 'a handshake has no body';
  return {
    ...sentParams(kinds, (source) => isDefault(source)),
    elsewhere: { ...PARAMS_ELSEWHERE, body: noBody, form: noBody, file: noBody },
    description: 'What the handshake brings, by source. Defaults of the suite are merged in by name.',
  };
}

function sentParams({ sources }: FormatKinds, takes: (source: string) => boolean): JsonObject {
  const taken = sources.filter(({ name }) => takes(name));
  return {
    type: 'object',
    expected: 'a map of sources to what is sent',
    says: '"params"',
    elsewhere: PARAMS_ELSEWHERE,
    additionalProperties: false,
    properties: Object.fromEntries(taken.map(({ name }) => [name, SENT[name] ?? named('Values by name.', REPEATED)])),
  };
}

const underBody = 'write it under "body"';
const PARAMS_ELSEWHERE: JsonObject = {
  json: underBody,
  data: underBody,
  text: underBody,
  path: 'parameters of the path are under "url"',
  expect: 'it belongs beside "params"',
  save: 'it belongs beside "params"',
};

const SCALAR: JsonObject = {
  type: ['string', 'number', 'boolean', 'null'],
  expected: 'a text, a number, true or false',
};

const REPEATED: JsonObject = {
  type: ['string', 'number', 'boolean', 'null', 'array'],
  items: { type: ['string', 'number', 'boolean'], expected: 'a text, a number, true or false' },
  expected: 'a text, a number, true, false or a list of them',
};

const FILE: JsonObject = {
  type: ['string', 'object'],
  minLength: 1,
  expected: 'the name of a file, or a map with "file", "text" or "base64"',
  says: 'a file',
  additionalProperties: false,
  properties: {
    file: { type: 'string', minLength: 1, description: 'The file whose bytes are sent, relative to this one.' },
    text: { type: 'string', description: 'Its content, written out.' },
    base64: { type: 'string', description: 'Its bytes as Base64.' },
    name: { type: 'string', description: 'The name that is sent. Default: that of the file, else the field’s.' },
    type: { type: 'string', description: 'The media type that is sent. Default: by the name’s extension.' },
  },
};

function named(description: string, value: JsonObject, names?: JsonObject): JsonObject {
  return {
    type: ['object', 'null'],
    expected: 'a map of names to values',
    description,
    ...(names && { propertyNames: names }),
    additionalProperties: value,
  };
}

/** What each source takes. */
const SENT: { readonly [source: string]: JsonObject } = {
  url: named('Values of `{name}` in the path, percent-encoded as they are inserted.', SCALAR),
  query: named('Behind `?`; a list sends the name several times.', REPEATED),
  header: named('Request headers; a list sends the header several times.', REPEATED, {
    pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
    expected: 'the name of a header',
  }),
  cookie: named('Cookies, beside those that earlier answers of the case have set.', SCALAR),
  body: { ...ANY, description: 'The body: a tree is sent as JSON, a text as it is.' },
  form: named('Fields of a form: urlencoded, or multipart when there are files.', REPEATED),
  file: named('Files of a multipart form, by field: the name of a file, or a map with its content.', {
    ...FILE,
    type: ['string', 'object', 'array', 'null'],
    items: FILE,
    expected: 'the name of a file, a map with "file", "text" or "base64", or a list of them',
  }),
};

/** A status, an expression or a map; the caller says which keys that has. */
function expectation(expected: string): JsonObject {
  return {
    type: ['integer', 'string', 'object'],
    minimum: 100,
    maximum: 599,
    pattern: EXPRESSION,
    expected,
    additionalProperties: false,
  };
}

const inBody = 'it is a part of the body: body: { … }';

/** What must come back. */
export const EXPECT: JsonObject = {
  ...expectation('a status such as 200, an expression, or a map such as { status: 200, body: { … } }'),
  says: '"expect"',
  description:
    'What must come back: a status, an expression without `${…}`, or a map of matchers. All that differs is told at once.',
  elsewhere: {
    code: inBody,
    data: inBody,
    message: inBody,
    json: 'write "body"',
    within: 'it belongs beside "until"',
    save: 'it belongs beside "expect"',
    $ref: 'a JSON Schema is written under "schema"',
  },
  properties: {
    status: {
      type: ['integer', 'string', 'object'],
      minimum: 100,
      maximum: 599,
      pattern: '^\\$\\{.*\\}$',
      expected: 'a status such as 200, or a matcher such as { $in: [200, 201] }',
      description: 'The status: a number or a matcher.',
    },
    header: {
      type: 'object',
      expected: 'a map of headers to what they must be',
      description: 'Headers by name in any case: values or matchers.',
      additionalProperties: ANY,
    },
    cookie: {
      type: 'object',
      expected: 'a map of cookies to what they must be',
      description: 'Cookies that the answer sets: values or matchers.',
      additionalProperties: ANY,
    },
    body: { ...ANY, description: 'The body: a value or a matcher; maps match in part.' },
    paths: {
      type: 'object',
      expected: 'a map of places in the body to what must be there',
      description: 'Places in the body as JSON Pointers, each with a value or a matcher: `{ /data/id: 1 }`.',
      propertyNames: { pattern: '^(/.*)?$', expected: 'a place such as /data/id' },
      additionalProperties: ANY,
    },
    schema: {
      type: ['object', 'boolean'],
      expected: 'a JSON Schema such as { $ref: ../schemas/item.schema.json }',
      description: 'A JSON Schema that the body must be valid by.',
    },
    time: {
      ...duration('How long the answer may take at most; in a matcher, milliseconds.'),
      type: ['string', 'object'],
      expected: 'a duration such as 500ms',
    },
    file: {
      type: 'string',
      minLength: 1,
      expected: 'the name of a file, relative to this one',
      description: 'A file that the body must be equal to; `--update` writes it anew.',
    },
  },
};

export const SAVE: JsonObject = {
  type: 'object',
  expected: 'a map of names to expressions such as { id: body.data.id }',
  description:
    'Values for the steps that follow: an expression each, without `${…}`; seen as `saved.name` and as `name`.',
  propertyNames: {
    pattern: '^(?!(status|header|cookie|body|time|vars|env|row|saved|message)$)[A-Za-z_][A-Za-z0-9_]*$',
    expected: 'a name of letters, digits and "_" that means nothing else in expressions',
  },
  additionalProperties: { type: 'string', pattern: '\\S', expected: 'an expression such as body.data.id' },
};

const underParams = 'write it under "params"';
const underExpect = 'write it under "expect"';

/** Parts of a request, or of an answer, one floor too high. */
const REQUEST_ELSEWHERE: JsonObject = {
  ...Object.fromEntries(
    ['url', 'query', 'header', 'headers', 'cookie', 'cookies', 'body', 'json', 'form', 'file', 'files', 'data'].map(
      (key) => [key, underParams],
    ),
  ),
  ...Object.fromEntries(
    ['status', 'paths', 'schema', 'time', 'assert', 'asserts', 'response', 'code'].map((key) => [key, underExpect]),
  ),
  retry: 'write "until", "within" and "every"',
  wait: 'it is a step of its own: { wait: 200ms }',
  ...Object.fromEntries(
    ['name', 'tags', 'skip', 'only', 'rows', 'vars', 'clients', 'steps', 'after', 'verify'].map((key) => [
      key,
      'it belongs to the case, beside the request',
    ]),
  ),
};
