/** The JSON Schemas of a project: each read once, wherever it is referred to from, and compiled when it is first needed. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary, Validator } from '../../core/kind.ts';
import { pointerKeys } from '../../core/pointer.ts';
import type { Place, Problem, Report } from '../../core/problem.ts';
import { explain } from './explain.ts';
import { cloneJson, createFill } from './fill.ts';
import { type Draft, draftOfUri } from './keywords.ts';
import { createKnownNames } from './known.ts';
import { createLoopFinder, type RefHolder } from './loops.ts';
import { META_SCHEMA } from './meta-schema.ts';
import { readSchema } from './read.ts';
import type { ReadSchema, Sample } from './reading.ts';
import { type Destination, findDestination, type SchemaFiles } from './refs.ts';
import { createValidator } from './validator.ts';
import { createValidatorCache, type ValidatorCache } from './validator-cache.ts';
import { closureOf } from './walk.ts';

export interface SchemaLibraryOptions extends SchemaFiles {
  /** Generated code of earlier libraries of this process, used again for schemas that did not change. */
  readonly cache?: ValidatorCache;
}

export interface ProjectSchemas extends SchemaLibrary {
  /** Absolute paths of all files that a `$ref` has named so far, also of those that do not exist (yet). */
  readonly usedFiles: ReadonlySet<string>;
  /** Absolute paths of the files that a resolved schema depends on through its `$ref`s, at any distance. */
  filesOf(resolved: JsonSchema): ReadonlySet<string>;
}

/** What a `$ref` leads to. */
interface Target {
  readonly found: Destination & { readonly kind: 'place' | 'meta-schema' };
  read: ReadSchema;
}

/** One call of `resolve`. */
interface Session {
  /** Where the schema stands that it was called with. */
  readonly host: Place;
  /** What was reported so far. */
  readonly told: ReadonlyMap<string, Problem>;
  readonly report: Report;
  readonly queue: Target[];
  readonly holders: RefHolder[];
  readonly samples: Sample[];
}

/** Generating code takes as long as explaining hundreds of values, and many schemas see only a few. */
const PATIENCE = 8;

const UNREAD: ReadSchema = { schema: true, isFine: true, hasRefs: false };

/** A library of one load of the project: a reload makes a new one and hands it the same cache. */
export function createSchemaLibrary(options: SchemaLibraryOptions): ProjectSchemas {
  const cache = options.cache ?? createValidatorCache();
  cache.startGeneration();
  const known = new Map<object, ReadSchema>();
  const targets = new Map<string, Target>();
  const usedFiles = new Set<string>();
  const wholeFiles = new Set<string>();
  /** By the file, as people know it, in which they are. */
  const complaints = new Map<string, Map<string, Problem>>();
  const lookup = (ref: string): JsonSchema | undefined => targets.get(ref)?.read.schema;
  const validators = new WeakMap<object, Validator>();
  const loops = createLoopFinder(lookup);

  return {
    usedFiles,
    lookup,
    known: createKnownNames(lookup),
    validator,
    filesOf,
    resolve,
  };

  /** One for each schema object: routes that invent their answers ask for it at each request. */
  function validator(resolved: JsonSchema): Validator {
    if (!isJsonObject(resolved)) return createValidator(resolved, { lookup, cache });
    let found = validators.get(resolved);
    if (!found) {
      found = createValidator(resolved, { lookup, cache, patience: PATIENCE });
      validators.set(resolved, found);
    }
    return found;
  }

  function resolve(written: Json, place: Place, report: Report): JsonSchema | undefined {
    const told = new Map<string, Problem>();
    const session: Session = { host: place, told, report: once(report, told), queue: [], holders: [], samples: [] };
    const root = read(written, { base: place, draft: draftOf(written) ?? '2020-12', session });
    for (let target = session.queue.pop(); target; target = session.queue.pop()) readTarget(target, session);
    for (const { holder, at } of loops.search(session.holders)) {
      session.report(
        at().problem('bad-schema', 'this "$ref" leads back to itself with nothing in between', {
          hint: 'a schema may contain itself only below "properties", "items" and the like',
        }),
      );
      const target = targets.get(String(holder.$ref));
      if (target) target.read = { ...UNREAD, isFine: false };
    }
    for (const sample of session.samples) checkSample(sample, session.report);
    complainAgain(root, session);
    return isUsable(root) ? root.schema : undefined;
  }

  function read(
    written: Json,
    how: { readonly base: Place; readonly draft: Draft; readonly session: Session },
  ): ReadSchema {
    const { session } = how;
    return readSchema(written, {
      base: how.base,
      draft: how.draft,
      report: session.report,
      known,
      follow: (ref, at) => follow(ref, at, session),
      onRef: (holder, at) => session.holders.push({ holder, at }),
      onSample: (sample) => session.samples.push(sample),
    });
  }

  /** The absolute URI for a `$ref`; its target is read once the schema around it is. */
  function follow(ref: string, place: Place, session: Session): string | undefined {
    const found = findDestination(ref, place, options);
    if (found.kind !== 'meta-schema' && found.path !== undefined && found.path !== session.host.path) {
      usedFiles.add(found.path);
    }
    if (found.kind === 'nowhere') {
      session.report(place.problem('unknown-ref', found.message, { hint: found.hint }));
      return undefined;
    }
    if (found.kind === 'place' && found.keys.length === 0 && isWithin(found.path, session.host)) {
      session.report(
        place.problem('unknown-ref', `"${ref}" is this whole file, which is no schema`, {
          hint: `name the place of the schema: "#${session.host.pointer}"`,
        }),
      );
      return undefined;
    }
    if (!targets.has(found.uri)) {
      const target: Target = {
        found,
        read: found.kind === 'place' ? UNREAD : { ...UNREAD, schema: META_SCHEMA },
      };
      targets.set(found.uri, target);
      session.queue.push(target);
    }
    return found.uri;
  }

  /** A schema file is read whole, so that all of its problems are told; of any other file the part that is meant. */
  function readTarget(target: Target, session: Session): void {
    const { found } = target;
    if (found.kind !== 'place') return;
    const { document, path, keys, value } = found;
    const draft = draftOf(document.value) ?? draftOf(value) ?? '2020-12';
    if (/\.schema\.\w+$/.test(path) && !wholeFiles.has(path)) {
      wholeFiles.add(path);
      read(document.value, { base: document.place, draft, session });
    }
    target.read = read(value, { base: document.place.child(...keys), draft, session });
  }

  function checkSample(sample: Sample, report: Report): void {
    const value = cloneJson(sample.value);
    if (typeof value === 'object') createFill(sample.schema, lookup)?.(value);
    const word = sample.keyword === 'default' ? 'default' : 'example';
    for (const { pointer, message } of explain(sample.schema, value, lookup)) {
      const place = sample.at().child(...pointerKeys(pointer));
      report(
        place.problem('schema-mismatch', `${pointer === '' ? `the ${word}` : `${pointer} of the ${word}`} ${message}`),
      );
    }
  }

  function isUsable(root: ReadSchema): boolean {
    if (!root.isFine || !root.hasRefs) return root.isFine;
    for (const uri of closureOf(root.schema, lookup).keys()) if (!targets.get(uri)?.read.isFine) return false;
    return true;
  }

  function filesOf(resolved: JsonSchema): ReadonlySet<string> {
    const files = new Set<string>();
    for (const uri of closureOf(resolved, lookup).keys()) {
      const found = targets.get(uri)?.found;
      if (found?.kind === 'place') files.add(found.path);
    }
    return files;
  }

  /** What many routes share is read once, and wrong for each of them. */
  function complainAgain(root: ReadSchema, { host, told, report }: Session): void {
    if (complaints.size === 0) return;
    const files = new Set<string>();
    if (!root.isFine && told.size === 0) files.add(host.file);
    if (root.hasRefs) {
      for (const uri of closureOf(root.schema, lookup).keys()) {
        const found = targets.get(uri)?.found;
        if (found?.kind === 'place') files.add(found.document.place.file);
      }
    }
    for (const file of files) for (const problem of complaints.get(file)?.values() ?? []) report(problem);
  }

  /** Within one call everything is told once. */
  function once(report: Report, told: Map<string, Problem>): Report {
    return (problem) => {
      const { file, line, column } = problem.origin;
      const key = `${file}:${line}:${column} ${problem.code} ${problem.message}`;
      if (told.has(key)) return;
      told.set(key, problem);
      const known = complaints.get(file) ?? new Map<string, Problem>();
      complaints.set(file, known.set(key, problem));
      report(problem);
    };
  }
}

/** The draft that a schema names; undefined when it names none, or one that does not exist. */
function draftOf(written: Json): Draft | undefined {
  return isJsonObject(written) && typeof written.$schema === 'string' ? draftOfUri(written.$schema) : undefined;
}

/** True when a schema is written inside a file that is about something else, such as a route file. */
function isWithin(path: string, host: Place): boolean {
  return path === host.path && host.pointer !== '';
}
