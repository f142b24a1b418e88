/** Bodies of a contract by media type: of requests, of answers, of parameters that are documents. */

import type { Located } from '../route-spec.ts';
import type {
  ContractBody,
  ContractContent,
  ContractEncoding,
  ContractHeader,
  ContractResponse,
} from './contract-spec.ts';
import { readExamples } from './examples.ts';
import {
  asObject,
  checkKeys,
  deref,
  entriesOf,
  flagOf,
  type LocatedObject,
  memberOf,
  objectOf,
  type Reading,
  type Risky,
  textOf,
  withoutExtensions,
} from './reading.ts';
import { readFormStyle } from './styles.ts';

const BODY_KEYS = ['description', 'content', 'required'];
const MEDIA_KEYS = [
  'schema',
  'example',
  'examples',
  'encoding',
  'itemSchema',
  'prefixEncoding',
  'itemEncoding',
  'description',
];
const ENCODING_KEYS = ['contentType', 'headers', 'style', 'explode', 'allowReserved', 'encoding'];
const RESPONSE_KEYS = ['description', 'headers', 'content', 'links', 'summary'];
const HEADER_KEYS = [
  ...['description', 'required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved', 'schema'],
  ...['example', 'examples', 'content'],
];

/** What a media type looks like (RFC 9110 §8.3.1), ranges included. */
const MEDIA_TYPE = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+\s*(;.*)?$/;

export function readBody(at: Located, reading: Risky): ContractBody | undefined {
  const body = deref(at, 'a request body', reading, reading.lose);
  if (!body) return undefined;
  checkKeys(body, BODY_KEYS, reading);
  const contents = readContents(body, reading);
  if (contents.length === 0) return undefined;
  return {
    isRequired: flagOf(body, 'required', reading) === true,
    description: textOf(body, 'description', reading),
    contents,
    place: body.place,
  };
}

export function readContents(at: LocatedObject, reading: Reading): readonly ContractContent[] {
  const content = objectOf(at, 'content', reading);
  return (content ? entriesOf(content) : []).flatMap(([mediaType, member]) => {
    if (!MEDIA_TYPE.test(mediaType)) {
      if (mediaType.startsWith('x-')) return [];
      reading.report(
        member.place.problem('wrong-value', `"${mediaType}" is no media type`, {
          part: 'key',
          severity: 'warning',
          hint: 'write for example application/json',
        }),
      );
      return [];
    }
    const media = deref(member, 'a media type', reading);
    return media ? [readMedia(mediaType, media, reading)] : [];
  });
}

function readMedia(mediaType: string, at: LocatedObject, reading: Reading): ContractContent {
  checkKeys(at, MEDIA_KEYS, reading);
  const encoding = objectOf(at, 'encoding', reading);
  return {
    mediaType,
    schema: memberOf(at, 'schema'),
    examples: readExamples(at, reading),
    encoding: new Map(
      (encoding ? entriesOf(encoding) : []).flatMap(([name, member]) => {
        const own = asObject(member, `the encoding of "${name}"`, reading.report);
        return own ? [[name, readEncoding(own, reading)] as const] : [];
      }),
    ),
    place: at.place,
  };
}

function readEncoding(at: LocatedObject, reading: Reading): ContractEncoding {
  checkKeys(at, ENCODING_KEYS, reading);
  const style = readFormStyle(at, reading);
  const isExploded = flagOf(at, 'explode', reading);
  const allowsReserved = flagOf(at, 'allowReserved', reading);
  return {
    contentType: textOf(at, 'contentType', reading),
    ...(style === undefined ? {} : { style }),
    ...(isExploded === undefined ? {} : { isExploded }),
    ...(allowsReserved === undefined ? {} : { allowsReserved }),
  };
}

/** Statuses as a contract writes them. */
const STATUS = /^([2-5]\d\d|[2-5]XX|default)$/;

/** Reports what is wrong; an answer that cannot be read is left out. */
export function readResponses(
  responses: LocatedObject,
  reading: Risky,
  readOne: (status: string, at: LocatedObject) => ContractResponse,
): readonly ContractResponse[] {
  return withoutExtensions(entriesOf(responses)).flatMap(([key, member]) => {
    const status = key.toUpperCase() === 'DEFAULT' ? 'default' : key.toUpperCase();
    if (!STATUS.test(status)) {
      const isInterim = /^1(\d\d|XX)$/.test(status);
      const message = isInterim ? `an interim answer (${key}) is not sent` : `"${key}" is no status`;
      const hint = isInterim ? 'it has no effect' : 'write 200, 4XX or default';
      reading.report(member.place.problem('wrong-value', message, { part: 'key', severity: 'warning', hint }));
      return [];
    }
    const response = deref(member, 'a response', reading, reading.lose);
    // The key stands where the response is referred to, not where it is written.
    return response ? [{ ...readOne(status, response), place: member.place }] : [];
  });
}

export function readResponse(status: string, at: LocatedObject, reading: Reading): ContractResponse {
  checkKeys(at, RESPONSE_KEYS, reading);
  const headers = objectOf(at, 'headers', reading);
  return {
    status,
    description: textOf(at, 'description', reading) ?? '',
    contents: readContents(at, reading),
    headers: (headers ? entriesOf(headers) : []).flatMap(([name, member]) => readHeader(name, member, reading)),
    place: at.place,
  };
}

function readHeader(name: string, member: Located, reading: Reading): readonly ContractHeader[] {
  // OpenAPI 3.1 §4.8.17.1: the media type of the content says it.
  if (name.toLowerCase() === 'content-type') return [];
  const header = deref(member, `the header "${name}"`, reading);
  if (!header) return [];
  checkKeys(header, HEADER_KEYS, reading);
  const [content] = readContents(header, reading);
  return [
    {
      name,
      isRequired: flagOf(header, 'required', reading) === true,
      isExploded: flagOf(header, 'explode', reading) === true,
      schema: content ? content.schema : memberOf(header, 'schema'),
      examples: content ? content.examples : readExamples(header, reading),
      description: textOf(header, 'description', reading),
      place: member.place,
    },
  ];
}
