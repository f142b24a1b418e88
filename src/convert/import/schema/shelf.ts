/** The schemas of an import: small ones stand where they are used, the others in files of their own under `schemas/`. */

import { findDestination, type SchemaFiles } from '../../../compile/schema/refs.ts';
import { isJsonObject, type JsonSchema } from '../../../core/json.ts';
import type { Place } from '../../../core/problem.ts';
import type { ContractDialect } from '../../../spec/contract/contract-spec.ts';
import type { Located } from '../../../spec/route-spec.ts';
import { createNames } from '../file-names.ts';
import type { FindRef, Traces } from '../import-context.ts';
import type { Lose } from '../loss.ts';
import { rewriteSchema } from './rewrite.ts';
import { createSensitivity } from './sensitivity.ts';

export type Direction = 'request' | 'response';

export interface SchemaUse {
  readonly direction: Direction;
  /** What its file is called if it needs one: `create-pet-request`. */
  readonly name: string;
  /** True where it has to be a `$ref`: our own keys beside it would mean something else. */
  readonly needsFile?: boolean;
}

export interface Shelf {
  /** As it stands in a route file. */
  write(schema: Located | undefined, use: SchemaUse): JsonSchema;
  /** Of files below `schemas/`, by name; complete once everything was written. */
  files(): ReadonlyMap<string, JsonSchema>;
}

/** How often each schema behind a `$ref` is used, and how large it is: found by a first writing, for a second one. */
export interface Survey {
  readonly uses: Map<string, number>;
  readonly sizes: Map<string, number>;
}

export interface ShelfOptions {
  readonly dialect: ContractDialect;
  readonly find: FindRef;
  readonly documents: SchemaFiles;
  readonly lose: Lose;
  readonly traces: Traces;
  /** Undefined for the first writing, which puts everything behind a `$ref` into files. */
  readonly survey: Survey | undefined;
}

/** As JSON: what is smaller is written out wherever it is used. */
const TINY = 70;
/** What is larger gets a file even if it is used once. */
const LARGE = 600;
/** Schemas written out inside each other: more would be hard to read. */
const MOST_NESTED = 3;

interface Waiting {
  readonly at: Located;
  readonly direction: Direction;
  readonly file: string;
}

export interface SurveyedShelf extends Shelf {
  /** What this writing found. */
  readonly survey: Survey;
}

export function createShelf(options: ShelfOptions): SurveyedShelf {
  const { dialect, find, lose, traces, documents, survey: known } = options;
  const survey: Survey = { uses: new Map(), sizes: new Map() };
  const names = createNames();
  const fileOf = new Map<string, string>();
  const files = new Map<string, JsonSchema>();
  const queue: Waiting[] = [];
  const sensitivity = createSensitivity(find);

  return { write, survey, files: finished };

  function write(schema: Located | undefined, use: SchemaUse): JsonSchema {
    if (!schema) return {};
    const { direction } = use;
    const made = rewrite(schema, { direction, folder: './schemas/', depth: 0 });
    const plain: JsonSchema = made === true ? {} : made;
    if (!isJsonObject(plain)) return plain;
    const isRef = typeof plain.$ref === 'string';
    if (isRef || (use.needsFile !== true && JSON.stringify(plain).length <= LARGE * 2)) return plain;
    const key = `${use.name} ${schema.place.path}#${schema.place.pointer}`;
    const file = fileFor(key, use.name, { at: schema, direction });
    return traces.trace({ $ref: `./schemas/${file}` }, schema.place);
  }

  interface View {
    readonly direction: Direction;
    readonly folder: string;
    readonly depth: number;
  }

  function rewrite(at: Located, view: View): JsonSchema {
    return rewriteSchema(at, {
      dialect,
      direction: view.direction,
      lose,
      find,
      traces,
      refer: (ref, place) => refer(ref, place, view),
    });
  }

  function refer(ref: string, place: Place, view: View): JsonSchema {
    const found = findDestination(ref, place, documents);
    if (found.kind === 'meta-schema') return { $ref: ref };
    if (found.kind === 'nowhere') {
      lose('ref', place, found.message, { part: 'value' });
      return true;
    }
    const at: Located = { value: found.value, place: found.document.place.child(...found.keys) };
    const isOwn = sensitivity.differs(at, view.direction);
    const key = isOwn ? `${found.uri} ${view.direction}` : found.uri;
    survey.uses.set(key, (survey.uses.get(key) ?? 0) + 1);
    if (known && !needsFile(key, view.depth)) return rewrite(at, { ...view, depth: view.depth + 1 });
    const name = nameOf(ref, found.keys) + (isOwn ? `-${view.direction}` : '');
    return traces.trace({ $ref: `${view.folder}${fileFor(key, name, { at, direction: view.direction })}` }, at.place);
  }

  function needsFile(key: string, depth: number): boolean {
    const size = known?.sizes.get(key) ?? LARGE;
    if (size <= TINY) return false;
    return depth >= MOST_NESTED || size > LARGE || (known?.uses.get(key) ?? 0) > 1;
  }

  function fileFor(key: string, name: string, waiting: Omit<Waiting, 'file'>): string {
    let file = fileOf.get(key);
    if (file === undefined) {
      file = `${names.take(name)}.schema.yaml`;
      fileOf.set(key, file);
      queue.push({ ...waiting, file });
    }
    return file;
  }

  function finished(): ReadonlyMap<string, JsonSchema> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { at, direction, file } = next;
      const schema = rewrite(at, { direction, folder: './', depth: 0 });
      files.set(file, schema);
    }
    for (const [key, file] of fileOf) survey.sizes.set(key, sizeOf(files.get(file) ?? true));
    return files;
  }
}

/** What refers to others is no tiny thing, however short. */
function sizeOf(schema: JsonSchema): number {
  const text = JSON.stringify(schema);
  return text.includes('"$ref"') ? Math.max(text.length, TINY + 1) : text.length;
}

/** `Pet` for `#/components/schemas/Pet`, `pet` for `models/pet.yaml`, `Pet-owner` for `#/…/Pet/properties/owner`. */
function nameOf(ref: string, keys: readonly string[]): string {
  const [, , named, ...inside] = keys[0] === 'components' ? keys : ['', ...keys];
  const base = named ?? ref.replace(/#.*$/s, '').replace(/^.*\/|\.(schema\.)?[^./]*$/g, '');
  const words = inside.filter((key) => !STRUCTURE.includes(key) && !/^\d+$/.test(key));
  return [base, ...words].join('-');
}

const STRUCTURE = [
  'properties',
  'items',
  'schema',
  'content',
  'responses',
  'allOf',
  'oneOf',
  'anyOf',
  'additionalProperties',
];
