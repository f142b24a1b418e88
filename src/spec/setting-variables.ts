/** Settings from variables of the environment: `MOCKAPI_SERVER_PORT=9000` is `server: { port: 9000 }`. */

import { isJsonObject, type Json } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { pointer } from '../core/pointer.ts';
import type { Place, Report } from '../core/problem.ts';
import { settingsFileSchema } from './format/settings-file.ts';
import { parseDocument } from './parse.ts';
import { problemAtOffset } from './place.ts';
import { at, type Layer } from './settings-tree.ts';

type Variables = Readonly<Record<string, string | undefined>>;

interface VariableChecks {
  readonly report: Report;
  /** Holds a value to the shape of the settings file; reports what is wrong. */
  check(value: Json, place: Place, report: Report): boolean;
}

const PREFIX = 'MOCKAPI_';
/** Variables that are ours and no setting. */
const OTHERS = /^MOCKAPI_VAR_/;

/** `MOCKAPI_SERVER_PORT=9000` is `server: { port: 9000 }`, an empty one is as if it were absent; undefined when one is wrong. */
export function readVariables(env: Variables, { report, check }: VariableChecks): readonly Layer[] | undefined {
  const known = new Map(
    settingPaths(settingsFileSchema(), []).map((path) => [PREFIX + path.join('_').toUpperCase(), path]),
  );
  const layers: Layer[] = [];
  let isFine = true;
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(PREFIX) || OTHERS.test(name) || text === undefined || text === '') continue;
    const path = known.get(name);
    const place = variablePlace(name, text, []);
    if (!path) {
      const meant = nearest(name.slice(PREFIX.length), builtSettings(known));
      report(
        place.problem('unknown-key', `there is no setting behind the variable "${name}"`, {
          severity: 'warning',
          part: 'key',
          hint: meant === undefined ? undefined : `did you mean "${PREFIX}${meant}"?`,
        }),
      );
      continue;
    }
    const value = path.reduceRight<Json>((inner, key) => ({ [key]: inner }), variableValue(name, text, path));
    if (check(value, place, report)) layers.push({ value, place });
    else isFine = false;
  }
  return isFine ? layers : undefined;
}

function builtSettings(known: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const properties = at(settingsFileSchema(), 'properties');
  return [...known].flatMap(([name, [root = '']]) =>
    at(properties, root, 'notBuiltYet') === undefined ? [name.slice(PREFIX.length)] : [],
  );
}

/** Settings that are texts, whatever is in them. */
const TEXTS: ReadonlySet<string> = new Set(['console.token', 'docs.title', 'docs.version', 'docs.description']);

/** Read as YAML, so that numbers are numbers; what is no YAML is a text. */
function variableValue(name: string, text: string, path: readonly string[]): Json {
  if (TEXTS.has(path.join('.'))) return text;
  return parseDocument({ path: name, file: name, text, hash: text }, () => {})?.value ?? text;
}

/** A variable has one line, `NAME=value`, whatever the place inside its value. */
export function variablePlace(name: string, text: string, keys: readonly (string | number)[]): Place {
  const source = { path: name, file: 'environment', text: `${name}=${text}`, hash: '' };
  const problem: Place['problem'] = (code, message, options = {}) => {
    const span =
      options.part === 'key' ? { start: 0, length: name.length } : { start: name.length + 1, length: text.length };
    return problemAtOffset(source, span, code, message, options);
  };
  return {
    file: source.file,
    path: source.path,
    pointer: pointer(...keys),
    child: (...more) => variablePlace(name, text, [...keys, ...more]),
    origin: (options = {}) => problem('wrong-value', '', options).origin,
    problem,
  };
}

function settingPaths(schema: Json | undefined, above: readonly string[]): string[][] {
  const properties = at(schema, 'properties');
  if (!isJsonObject(properties)) return above.length === 0 ? [] : [[...above]];
  const inside = Object.entries(properties).flatMap(([key, value]) => settingPaths(value, [...above, key]));
  const isSwitch = above.length > 0 && Array.isArray(at(schema, 'type'));
  return isSwitch ? [[...above], ...inside] : inside;
}
