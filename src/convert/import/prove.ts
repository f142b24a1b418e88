/** What an import wrote, compiled as `check` would: what is refused is taken out again, and told as lost. */

import { createHash } from 'node:crypto';
import { dirname, join, resolve, sep } from 'node:path';
import { createCompiler } from '../../compile/project.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { pointerKeys } from '../../core/pointer.ts';
import type { Place, Problem } from '../../core/problem.ts';
import { fileMentions } from '../../spec/file-mentions.ts';
import type { ProjectFiles } from '../../spec/load.ts';
import type { LoadedFile } from '../../spec/load-file.ts';
import { parseDocument } from '../../spec/parse.ts';
import type { ImportContext } from './import-context.ts';

/** A file as data, and how it is printed. */
export interface Provable {
  /** `schemas/Pet.schema.yaml`. */
  readonly name: string;
  readonly value: Json;
  print(): string;
  /** Where a part of it comes from that has no place of its own. */
  placeOf(keys: readonly string[]): Place | undefined;
}

/** Each round takes out what it finds; what is found behind that, the next one does. */
const MOST_ROUNDS = 12;

/** Changes the values of the files. Gives the errors that are left: none, unless something here is wrong. */
export function prove(files: readonly Provable[], context: Pick<ImportContext, 'lose' | 'traces'>): readonly Problem[] {
  const compiler = createCompiler({ env: {}, cwd: ROOT, flags: {}, isStrict: false });
  let errors: readonly Problem[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { problems } = compiler.compile(projectOf(files));
    errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length === 0 || !withdrawAll(errors, files, context)) break;
  }
  return errors;
}

const ROOT = resolve(sep, 'import');

function projectOf(files: readonly Provable[]): ProjectFiles {
  const loaded = files.map(({ name, print }) => loadText(name, print()));
  const isSchema = ({ source }: LoadedFile): boolean => /\.schema\.\w+$/.test(source.path);
  return {
    settings: undefined,
    remote: undefined,
    defaults: new Map(),
    routeFiles: loaded
      .filter((file) => !isSchema(file))
      .map((file) => ({ ...file, folders: [dirname(file.source.path)], layer: 0 })),
    overlays: [],
    suiteFiles: [],
    suiteNeeds: { documents: new Map(), assets: new Map() },
    documents: new Map(loaded.map((file) => [file.source.path, file])),
    schemaFiles: [],
    assets: new Map(),
    skipped: [],
    problems: [],
    unreachable: [],
    watched: { roots: [], files: [] },
  };
}

function loadText(name: string, text: string): LoadedFile {
  const path = join(ROOT, name);
  const source = { path, file: name, text, hash: createHash('sha1').update(text).digest('base64') };
  const problems: Problem[] = [];
  const document = parseDocument(source, (problem) => problems.push(problem));
  const named = document ? fileMentions(document.value, path) : { refs: [], sends: [] };
  return { source, document, problems, ...named };
}

interface Target {
  readonly file: string;
  readonly keys: readonly string[];
  readonly message: string;
}

/** True when something was taken out. */
function withdrawAll(
  problems: readonly Problem[],
  files: readonly Provable[],
  { lose, traces }: Pick<ImportContext, 'lose' | 'traces'>,
): boolean {
  const targets = new Map<string, Target>();
  for (const problem of problems) {
    const target = targetOf(problem);
    const id = JSON.stringify([target.file, target.keys]);
    if (!targets.has(id)) targets.set(id, target);
  }
  let isChanged = false;
  // Of a list the last ones first: the places of the others stay what they are.
  for (const { file, keys, message } of [...targets.values()].sort(byPlaceBackwards)) {
    const owner = files.find(({ name }) => name === file);
    if (!owner || keys.length === 0) continue;
    const place = nearestPlace(owner, keys, traces);
    if (!remove(owner.value, keys)) continue;
    isChanged = true;
    if (place) lose(isSample(keys) ? 'example' : 'refused', place, `${describe(keys)}: ${message}`);
  }
  return isChanged;
}

function byPlaceBackwards(a: Target, b: Target): number {
  for (const [index, key] of a.keys.entries()) {
    const other = b.keys[index];
    if (other === undefined) return -1;
    if (key !== other) return Number(other) - Number(key) || (key < other ? 1 : -1);
  }
  return b.keys.length > a.keys.length ? 1 : 0;
}

/** What has to go so that the problem does: of an answer that breaks its promise that is the promise. */
function targetOf({ code, message, origin, related }: Problem): Target {
  const keys = pointerKeys(origin.pointer);
  const [promise] = related ?? [];
  if (code === 'schema-mismatch' && keys[0] === 'routes' && promise && isAnswer(keys)) {
    return {
      file: promise.origin.file,
      keys: pointerKeys(promise.origin.pointer),
      message: `left out, since ${message.replace(/^the answer /, 'the example ')}`,
    };
  }
  const when = keys.indexOf('when');
  // Without its condition a case would take everything.
  if (keys[0] === 'routes' && keys[2] === 'cases' && when === 4) {
    return { file: origin.file, keys: keys.slice(0, 4), message };
  }
  const sample = code === 'schema-mismatch' ? keys.findLastIndex((key) => SAMPLES.includes(key)) : -1;
  if (sample >= 0) {
    return { file: origin.file, keys: keys.slice(0, sample + (keys[sample] === 'examples' ? 2 : 1)), message };
  }
  return { file: origin.file, keys, message };
}

const SAMPLES = ['example', 'examples', 'default'];

function isAnswer(keys: readonly string[]): boolean {
  const answer = keys[2] === 'cases' ? keys[4] : keys[2];
  return answer === 'body' || answer === 'data';
}

function isSample(keys: readonly string[]): boolean {
  return keys.some((key, index) => SAMPLES.includes(key) && index >= keys.length - 2) || keys[2] === 'response';
}

/** `GET /pets response 200`, `Pet properties id`: where it was. */
function describe(keys: readonly string[]): string {
  return (keys[0] === 'routes' ? keys.slice(1) : keys).join(' ');
}

function nearestPlace(owner: Provable, keys: readonly string[], traces: ImportContext['traces']): Place | undefined {
  let found = traces.placeOf(owner.value);
  let at: Json | undefined = owner.value;
  for (const key of keys) {
    at = memberOf(at, key);
    if (at === undefined) break;
    found = traces.placeOf(at) ?? found;
  }
  return found ?? owner.placeOf(keys);
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)] as Json | undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Also the list or the map that is empty then; false where nothing is there. */
function remove(root: Json, keys: readonly string[]): boolean {
  const chain: Json[] = [root];
  for (const key of keys) {
    const next = memberOf(chain.at(-1), key);
    if (next === undefined) return false;
    chain.push(next);
  }
  for (let depth = keys.length - 1; depth >= 0; depth--) {
    const holder = chain[depth];
    const key = keys[depth] ?? '';
    if (Array.isArray(holder)) (holder as Json[]).splice(Number(key), 1);
    else delete (holder as Record<string, Json>)[key];
    const isEmptied =
      depth > 1 && Object.keys(holder as object).length === 0 && EMPTIABLE.includes(keys[depth - 1] ?? '');
    if (!isEmptied) break;
  }
  return true;
}

/** What says nothing when nothing is in it. */
const EMPTIABLE = ['examples', 'response', 'params', 'query', 'header', 'cookie', 'url', 'required', 'enum', 'headers'];
