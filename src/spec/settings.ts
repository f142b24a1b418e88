/** The settings of a project: the file, then variables, then flags; each with the place to blame. */

import { dirname, resolve } from 'node:path';
import { parseDuration } from '../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { LogLevel } from '../core/logger.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { parseSize } from '../core/size.ts';
import { settingsFileSchema } from './format/settings-file.ts';
import { type Document, parseDocument } from './parse.ts';
import { createShapeCheck } from './shape.ts';

export interface Settings {
  readonly server: { readonly host: string; readonly port: number; readonly headers: boolean };
  readonly cors: CorsSettings | undefined;
  readonly vars: JsonObject;
  /** Where the envelope of the project is written, if it is. */
  readonly envelope: { readonly spec: Json; readonly place: Place } | undefined;
  readonly coerce: boolean;
  readonly locale: string;
  /** Undefined takes a fresh one. */
  readonly seed: number | undefined;
  readonly limits: Limits;
  readonly log: LogSettings | undefined;
}

export interface CorsSettings {
  /** Exact origins, or any. */
  readonly origins: 'any' | readonly string[];
  /** `loopback`: pages served from this machine may send credentials. */
  readonly credentials: boolean | 'loopback';
}

export interface Limits {
  readonly bodyBytes: number;
  readonly uploadBytes: number;
  readonly memoryBytes: number;
  readonly headersBytes: number;
  readonly depth: number;
  readonly fields: number;
}

export interface LogSettings {
  /** Absolute. */
  readonly dir: string;
  readonly level: LogLevel;
  readonly rotate: 'daily' | 'hourly' | `${number}:${number}`;
  readonly keepMs: number;
}

export interface SettingsInput {
  readonly document: Document | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** From flags: wins over everything. Already of the right types. */
  readonly flags: JsonObject;
}

const checkShape = createShapeCheck(settingsFileSchema());

/** Reports every problem and returns undefined when one is an error. */
export function readSettings(input: SettingsInput, report: Report): Settings | undefined {
  const { document } = input;
  let isFine = document === undefined || checkShape(document.value, document.place, report);
  const written = isFine && isJsonObject(document?.value) ? document.value : {};
  const fromEnv = readVariables(input.env, report);
  isFine &&= fromEnv !== undefined;
  if (!isFine || !fromEnv) return undefined;
  const merged = mergeTrees(mergeTrees(written, fromEnv), input.flags);
  const logBase = mergeTrees(fromEnv, input.flags);
  const folder = document ? dirname(document.source.path) : input.cwd;
  const dirFrom = at(logBase, 'log', 'dir') !== undefined ? input.cwd : folder;
  return assemble(merged, document, { folder: dirFrom, isBesideRoutes: dirFrom !== input.cwd });
}

/** The log folder stands beside the served one: above its settings file, or in the working directory. */
interface LogBase {
  readonly folder: string;
  readonly isBesideRoutes: boolean;
}

function assemble(tree: JsonObject, document: Document | undefined, { folder, isBesideRoutes }: LogBase): Settings {
  const text = (...keys: string[]): string | undefined => {
    const value = at(tree, ...keys);
    return typeof value === 'string' ? value : undefined;
  };
  const number = (fallback: number, ...keys: string[]): number => {
    const value = at(tree, ...keys);
    return typeof value === 'number' ? value : fallback;
  };
  const bytes = (fallback: string, ...keys: string[]): number => parseSize(text(...keys) ?? fallback) ?? 0;
  const envelope = at(tree, 'envelope');
  const vars = at(tree, 'vars');
  const seed = at(tree, 'seed');
  return {
    server: {
      host: text('server', 'host') ?? '127.0.0.1',
      port: number(8010, 'server', 'port'),
      headers: isOn(at(tree, 'server', 'headers'), true),
    },
    cors: corsOf(at(tree, 'cors')),
    vars: isJsonObject(vars) ? vars : {},
    envelope:
      envelope === undefined || !document ? undefined : { spec: envelope, place: document.place.child('envelope') },
    coerce: at(tree, 'coerce') === true,
    locale: text('locale') ?? 'en',
    seed: typeof seed === 'number' ? seed : undefined,
    limits: {
      bodyBytes: bytes('1MB', 'limits', 'body'),
      uploadBytes: bytes('32MB', 'limits', 'upload'),
      memoryBytes: bytes('64KB', 'limits', 'memory'),
      headersBytes: bytes('16KB', 'limits', 'headers'),
      depth: number(64, 'limits', 'depth'),
      fields: number(1000, 'limits', 'fields'),
    },
    log: isOn(at(tree, 'log'), true)
      ? {
          dir: resolve(folder, text('log', 'dir') ?? (isBesideRoutes ? '../logs' : './logs')),
          level: (text('log', 'level') ?? 'info') as LogLevel,
          rotate: (text('log', 'rotate') ?? 'daily') as LogSettings['rotate'],
          keepMs: parseDuration(text('log', 'keep') ?? '5d') ?? 0,
        }
      : undefined,
  };
}

function corsOf(value: Json | undefined): CorsSettings | undefined {
  if (!isOn(value, true)) return undefined;
  if (!isJsonObject(value)) return { origins: 'any', credentials: 'loopback' };
  const { origins, credentials } = value;
  return {
    origins: Array.isArray(origins) ? (origins as readonly string[]) : 'any',
    credentials: typeof credentials === 'boolean' ? credentials : origins === undefined ? 'loopback' : false,
  };
}

function isOn(value: Json | undefined, fallback: boolean): boolean {
  if (value === undefined) return fallback;
  return value !== 'off' && value !== false;
}

function at(tree: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let value = tree;
  for (const key of keys) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function mergeTrees(outer: JsonObject, inner: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...outer };
  for (const [key, value] of Object.entries(inner)) {
    const below = merged[key];
    merged[key] = isJsonObject(below) && isJsonObject(value) ? mergeTrees(below, value) : value;
  }
  return merged;
}

const PREFIX = 'MOCKAPI_';
/** Variables that are ours and no setting. */
const OTHERS = /^MOCKAPI_(VAR_.*|CONSOLE_TOKEN)$/;

/** `MOCKAPI_SERVER_PORT=9000` is `server: { port: 9000 }`; undefined when one of them is wrong. */
function readVariables(env: SettingsInput['env'], report: Report): JsonObject | undefined {
  const known = new Map(
    settingPaths(settingsFileSchema(), []).map((path) => [PREFIX + path.join('_').toUpperCase(), path]),
  );
  let tree: JsonObject = {};
  let isFine = true;
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || OTHERS.test(name) || text === undefined) continue;
    const path = known.get(name);
    const document = parseVariable(name, path ?? [], text, report);
    if (!path) {
      const meant = nearest(name, known.keys());
      const place = document?.place ?? parseVariable(name, [], '', report)?.place;
      if (place)
        report(
          place.problem('unknown-key', `there is no setting behind the variable "${name}"`, {
            severity: 'warning',
            hint: meant && `did you mean "${meant}"?`,
          }),
        );
    } else if (!document || !checkShape(document.value, document.place, report)) isFine = false;
    else if (isJsonObject(document.value)) tree = mergeTrees(tree, document.value);
  }
  return isFine ? tree : undefined;
}

function parseVariable(name: string, path: readonly string[], text: string, report: Report): Document | undefined {
  const lines = path.map((key, depth) => `${'  '.repeat(depth)}${key}:`).join('\n');
  return parseDocument({ path: name, file: `environment ${name}`, text: `${lines} ${text}`, hash: text }, report);
}

function settingPaths(schema: Json | undefined, above: readonly string[]): string[][] {
  const properties = at(schema, 'properties');
  if (!isJsonObject(properties)) return above.length === 0 ? [] : [[...above]];
  const inside = Object.entries(properties).flatMap(([key, value]) => settingPaths(value, [...above, key]));
  const isSwitch = above.length > 0 && Array.isArray(at(schema, 'type'));
  return isSwitch ? [[...above], ...inside] : inside;
}
