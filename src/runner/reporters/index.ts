/** The reporters that `--output` names. */

import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { plain } from './plain.ts';
import { pretty } from './pretty.ts';
import type { Reporter } from './reporter.ts';
import { tap } from './tap.ts';

export const REPORTERS: readonly Reporter[] = [pretty, plain, junit, tap, json, html, github];
