/** The seven parameter sources, and the text decoders that make a payload for them. */

import type { SourceKind } from '../../core/kind.ts';
import type { ParamSource } from '../../core/source.ts';
import { bodySource } from './body.ts';
import { cookieSource } from './cookie.ts';
import { fileSource } from './file.ts';
import { formSource } from './form.ts';
import { headerSource } from './header.ts';
import { querySource } from './query.ts';
import { urlSource } from './url.ts';

export const SOURCE_KINDS: Readonly<Record<ParamSource, SourceKind>> = {
  url: urlSource,
  query: querySource,
  header: headerSource,
  cookie: cookieSource,
  body: bodySource,
  form: formSource,
  file: fileSource,
};

export { parseCookieText } from './cookie-text.ts';
export { parseFormText } from './form-text.ts';
export { parseJsonString, parseJsonText } from './json-text.ts';
export { parseQueryText } from './query-text.ts';
