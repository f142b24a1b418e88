/** The settings of a project: the file, then variables, then flags; each with the place to blame. */

import { dirname, resolve } from 'node:path';
import { parseDuration } from '../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { LogLevel } from '../core/logger.ts';
import { isLoopback } from '../core/loopback.ts';
import type { Place, Report } from '../core/problem.ts';
import { parseSize } from '../core/size.ts';
import { checkDocs, type DocsSettings, readDocs } from './docs-settings.ts';
import { settingsFileSchema } from './format/settings-file.ts';
import { checkMask, type MaskPath, readMask } from './mask-path.ts';
import { type Document, parseDocument } from './parse.ts';
import { readVariables, variablePlace } from './setting-variables.ts';
import { at, type Layer, mergeLayers } from './settings-tree.ts';
import { createShapeCheck } from './shape.ts';

export interface Settings {
  readonly server: { readonly host: string; readonly port: number; readonly headers: boolean };
  readonly cors: CorsSettings | undefined;
  readonly vars: JsonObject;
  /** Where the envelope of the project is written, if it is. */
  readonly envelope: { readonly spec: Json; readonly place: Place } | undefined;
  readonly coerce: boolean;
  /** False where contracts ask for no credentials. */
  readonly security: boolean;
  readonly locale: string;
  /** Undefined takes a fresh one. */
  readonly seed: number | undefined;
  readonly limits: Limits;
  readonly log: LogSettings | undefined;
  /** Undefined when it is off. */
  readonly console: ConsoleSettings | undefined;
  /** Undefined when they are off. */
  readonly docs: DocsSettings | undefined;
  /** Undefined when it is off. */
  readonly journal: JournalSettings | undefined;
  /** Where a root key is written, by the layer that wins; undefined when it is nowhere. */
  placeOf(key: string): Place | undefined;
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

export interface ConsoleSettings {
  readonly host: string;
  readonly port: number;
  /** False for the default port, which may give way to a free one. */
  readonly isPortNamed: boolean;
  /** Whoever talks to it has to show it; undefined on loopback only. */
  readonly token: string | undefined;
}

export interface JournalSettings {
  /** Entries. */
  readonly keep: number;
  readonly bytes: number;
  readonly mask: readonly MaskPath[];
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
  const outer = readVariables(input.env, { report, check: checkShape });
  const flags = flagsLayer(input.flags);
  let isFine = outer !== undefined;
  for (const layer of [document, flags]) {
    if (layer && !checkShape(layer.value, layer.place, report)) isFine = false;
  }
  if (!isFine || !outer) return undefined;
  const layers = [...(document ? [document] : []), ...outer, flags];
  const nameless = mergeLayers([...outer, flags]);
  const isNamedOutside = at(nameless, 'log', 'dir') !== undefined;
  const folder = document && !isNamedOutside ? dirname(document.source.path) : input.cwd;
  return areSound(layers, report) ? assemble(layers, { folder, isBesideRoutes: folder !== input.cwd }) : undefined;
}

/** Reports what no shape can say. */
function areSound(layers: readonly Layer[], report: Report): boolean {
  const isMaskSound = layers
    .map(({ value, place }) => checkMask(at(value, 'journal', 'mask'), place.child('journal', 'mask'), report))
    .every((isFine) => isFine);
  const areDocsSound = layers.map((layer) => checkDocs(layer, report)).every((isFine) => isFine);
  return isGuarded(layers, report) && isMaskSound && areDocsSound;
}

/** A console that other machines reach commands the mock: it needs a token. */
function isGuarded(layers: readonly Layer[], report: Report): boolean {
  const tree = mergeLayers(layers);
  const host = at(tree, 'console', 'host');
  if (typeof host !== 'string' || isLoopback(host) || at(tree, 'console', 'token') !== undefined) return true;
  const named = layers.findLast(({ value }) => at(value, 'console', 'host') !== undefined);
  const message = `console.host "${host}" lets other machines command the mock, and there is no console.token`;
  const hint = 'set MOCKAPI_CONSOLE_TOKEN, or add "token"';
  if (named) report(named.place.child('console', 'host').problem('missing-key', message, { hint }));
  return false;
}

/** What a project is checked against while its settings are broken: the defaults, and the file's `vars` if there are any. */
export function fallbackSettings(document: Document): Settings {
  const vars = at(document.value, 'vars');
  const value = isJsonObject(vars) ? { vars } : {};
  return assemble([{ value, place: document.place }], { folder: dirname(document.source.path), isBesideRoutes: true });
}

/** Options given by a program are checked like the file: they may come from anywhere. */
function flagsLayer(flags: JsonObject): Layer {
  const text = JSON.stringify(flags);
  const document = parseDocument({ path: 'options', file: 'options', text, hash: text }, () => {});
  return { value: flags, place: document?.place ?? variablePlace('options', text, []) };
}

/** The log folder stands beside the served one: above its settings file, or in the working directory. */
interface LogBase {
  readonly folder: string;
  readonly isBesideRoutes: boolean;
}

function assemble(layers: readonly Layer[], { folder, isBesideRoutes }: LogBase): Settings {
  const tree = mergeLayers(layers);
  const placeOf = (key: string): Place | undefined =>
    layers.findLast(({ value }) => at(value, key) !== undefined)?.place.child(key);
  const envelopePlace = placeOf('envelope');
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
    envelope: envelope === undefined || !envelopePlace ? undefined : { spec: envelope, place: envelopePlace },
    coerce: at(tree, 'coerce') === true,
    security: isOn(at(tree, 'security'), true),
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
    console: isOn(at(tree, 'console'), true)
      ? {
          host: text('console', 'host') ?? '127.0.0.1',
          port: number(8011, 'console', 'port'),
          isPortNamed: at(tree, 'console', 'port') !== undefined,
          token: text('console', 'token'),
        }
      : undefined,
    docs: readDocs(layers),
    journal: isOn(at(tree, 'journal'), true)
      ? {
          keep: number(1000, 'journal', 'keep'),
          bytes: bytes('64MB', 'journal', 'bytes'),
          mask: readMask(at(tree, 'journal', 'mask')),
        }
      : undefined,
    placeOf,
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
