/** The seven parameter sources. */

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
