/** Parameters with `content`: a JSON document in a text, or any other text. */

import { RequestError } from '../../core/errors.ts';
import { isJsonType } from '../../core/media-type.ts';
import { describePlace } from '../source/issues.ts';
import { parseJsonString } from '../source/json-text.ts';
import { addRepeated } from '../source/read-texts.ts';
import type { StyleReader } from './style-reader.ts';
import { arrivingName, type StyledParam } from './styled-param.ts';

/** How deep the JSON may be nested. */
const LIMITS = { depth: 64, isFixed: true } as const;

/** The document of JSON types, the text of all others. Throws RequestError (400) for what is no JSON. */
export function compileContent(param: StyledParam, mediaType: string): StyleReader {
  const { in: place } = param;
  const name = arrivingName(param);
  const isJson = isJsonType(mediaType);
  return {
    takes: (asked) => asked === name,
    read(source, issues) {
      const [first, ...others] = source.find(name) ?? [];
      if (!first) return undefined;
      if (others.length > 0) {
        const texts = [first, ...others].map(({ text }) => text);
        addRepeated(texts, { source: place, keys: [name], issues });
      }
      return isJson ? parse(first.text, describePlace(place, [name])) : first.text;
    },
  };
}

function parse(text: string, what: string): unknown {
  if (text === '') return undefined;
  try {
    return parseJsonString(text, LIMITS);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new RequestError(error.status, error.kind, `${what}: ${error.message}`);
  }
}
