/** With what a mock is made inside a program. */

import type { JsonObject } from '../core/json.ts';
import type { Channels, Routes } from './shapes.ts';

export interface MockApiOptions {
  /** Folders and files to serve. Default: `['./routes.d']` where there is such a folder, else none. */
  readonly paths?: readonly string[];
  /** Routes of the program, served over those of files as long as the mock lives. */
  readonly routes?: Routes;
  /** Channels of the program, by path. */
  readonly channels?: Channels;
  /** Where relative paths start. Default: the working directory. */
  readonly cwd?: string;
  /** A settings file; otherwise mockapi.yaml is looked for in the first path, then in `cwd`. */
  readonly config?: string;
  /** Wins over variables and the settings file, in the shape of mockapi.yaml. Default: port 0, `log: off` and `console: off`. */
  readonly settings?: JsonObject;
  /** Variables: settings as `MOCKAPI_…`, `env` of expressions as `MOCKAPI_VAR_…`. Default: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Reloads by itself when files change. Default: false. */
  readonly watch?: boolean;
  /** Holds generated answers to their `response` schemas, frames of channels to `sends`. Default: false. */
  readonly strict?: boolean;
  /**
   * Fetches the documents that a `$ref` names by an http or https URL: before the start, once in the process, and again
   * when `reload` is called. Until `start` has resolved nothing is loaded then, and problems of the project reject it
   * instead of being thrown. Default: false.
   */
  readonly allowRemoteRefs?: boolean;
}
