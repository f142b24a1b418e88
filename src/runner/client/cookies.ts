/** The cookies of a case (RFC 6265): what the service sets is sent back where it belongs. */

import { CookieJar } from 'tough-cookie';
import type { Answer } from '../compiled-suite.ts';
import type { HandshakeCookies } from './client-deps.ts';

export interface Cookies extends HandshakeCookies {
  /** The same cookies, from here on on their own. */
  clone(onRefused: OnRefused): Cookies;
}

/** Told in words of a cookie that is not kept. */
export type OnRefused = (message: string) => void;

export function createCookies(onRefused: OnRefused): Cookies {
  return keepIn(undefined, onRefused);
}

/** Most cases never see a cookie: without a jar there is none. */
function keepIn(jar: CookieJar | undefined, onRefused: OnRefused): Cookies {
  return {
    header: (url) => jar?.getCookieStringSync(url),
    keep(url, header) {
      for (const line of listOf(header['set-cookie'])) {
        // A service under test may well be a public suffix: `shop` in a network of containers.
        jar ??= new CookieJar(undefined, { rejectPublicSuffixes: false });
        try {
          jar.setCookieSync(line, url);
        } catch (error) {
          const name = line.split('=', 1)[0] ?? '';
          onRefused(`the cookie "${name}" was not kept: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    },
    clone: (told) => keepIn(jar?.cloneSync(), told),
  };
}

function listOf(value: Answer['header'][string] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
