/** The JSON Schemas of a project: each read once, wherever it is referred to from, and compiled when it is first needed. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { Filling, SchemaLibrary, SchemaReading, Validator } from '../../core/kind.ts';
import { pointerKeys } from '../../core/pointer.ts';
import type { Place, Report } from '../../core/problem.ts';
import { createComplaints } from './complaints.ts';
import { releaseHidden } from './direction.ts';
import { explain } from './explain.ts';
import { cloneJson, createFill } from './fill.ts';
import { findHeirs } from './heirs.ts';
import { createKnownNames } from './known.ts';
import { createLoopFinder, type Loop, openUnionLoop, type RefHolder } from './loops.ts';
import { dialectOf, type Manner, mannerInside, mannerKey, nearestDraft, STRICT, uriInManner } from './manner.ts';
import { META_SCHEMA } from './meta-schema.ts';
import { readSchema } from './read.ts';
import type { Draught, ReadSchema, Sample, TaggedSchema } from './reading.ts';
import { type Destination, findDestination, type SchemaFiles } from './refs.ts';
import { settleTags } from './tags.ts';
import { createValidator } from './validator.ts';
import { createValidatorCache, type ValidatorCache } from './validator-cache.ts';
import { closureOf, refsOf } from './walk.ts';
import { quote } from './words.ts';

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
  readonly manner: Manner;
  read: ReadSchema;
}

/** One call of `resolve`. */
interface Session {
  /** Where the schema stands that it was called with. */
  readonly host: Place;
  readonly report: Report;
  readonly queue: Target[];
  readonly holders: RefHolder[];
  readonly samples: (Sample & { readonly isLenient: boolean })[];
  readonly tagged: TaggedSchema[];
  readonly directed: { readonly schema: Draught; readonly direction: Manner['direction'] }[];
}

const UNREAD: ReadSchema = { schema: true, isFine: true, hasRefs: false };

/** A library of one load of the project: a reload makes a new one and hands it the same cache. */
export function createSchemaLibrary(options: SchemaLibraryOptions): ProjectSchemas {
  const cache = options.cache ?? createValidatorCache();
  cache.startGeneration();
  const knownByManner = new Map<string, Map<object, ReadSchema>>();
  const targets = new Map<string, Target>();
  const usedFiles = new Set<string>();
  const wholeFiles = new Set<string>();
  const complaints = createComplaints();
  /** Absolute URIs of schemas that can be used with all that they lead to. */
  const sound = new Set<string>();
  const lookup = (ref: string): JsonSchema | undefined => targets.get(ref)?.read.schema;
  const validators = { all: new WeakMap<object, Validator>(), optional: new WeakMap<object, Validator>() };
  const loops = createLoopFinder(lookup);

  return {
    usedFiles,
    lookup,
    known: createKnownNames(lookup),
    validator,
    explain: (resolved, value) => explain(resolved, value, lookup),
    filesOf,
    resolve,
  };

  /** One for each schema object: routes that invent their answers ask for it at each request. */
  function validator(resolved: JsonSchema, filling: Filling = 'all'): Validator {
    if (!isJsonObject(resolved)) return createValidator(resolved, { lookup, cache });
    let found = validators[filling].get(resolved);
    if (!found) {
      found = createValidator(resolved, { lookup, cache, filling });
      validators[filling].set(resolved, found);
    }
    return found;
  }

  function resolve(written: Json, place: Place, report: Report, reading?: SchemaReading): JsonSchema | undefined {
    const teller = complaints.teller(report, { once: reading !== undefined });
    const session: Session = {
      host: place,
      report: teller.report,
      queue: [],
      holders: [],
      samples: [],
      tagged: [],
      directed: [],
    };
    const manner = mannerOf(written, place, reading);
    if (manner.dialect === 'openapi-3.1') warnOfDialect(place.path, session.report);
    const root = read(written, { base: place, manner, session });
    for (let target = session.queue.pop(); target; target = session.queue.pop()) readTarget(target, session);
    for (const loop of loops.search(session.holders)) mendLoop(loop, session.report);
    settleTags(session.tagged, lookup, session.report);
    for (const { schema, direction } of session.directed) {
      releaseHidden(schema, direction === 'request' ? 'readOnly' : 'writeOnly', lookup);
    }
    for (const sample of session.samples) checkSample(sample, session.report);
    teller.tellAgain(() => filesToBlame(root, place, teller.hasTold));
    return isUsable(root) ? root.schema : undefined;
  }

  function mannerOf(written: Json, place: Place, reading: SchemaReading | undefined): Manner {
    const root = options.document(place.path)?.value ?? null;
    const referrer: Manner = reading
      ? { draft: '2020-12', dialect: reading.dialect, direction: reading.direction, isLenient: true }
      : STRICT;
    return mannerInside({ path: place.path, root, schema: written }, referrer);
  }

  function warnOfDialect(path: string, report: Report): void {
    const document = options.document(path);
    const named = isJsonObject(document?.value) ? document.value.jsonSchemaDialect : undefined;
    if (!document || named === undefined || (typeof named === 'string' && nearestDraft(named))) return;
    report(
      document.place.child('jsonSchemaDialect').problem('bad-schema', `there is no dialect ${quote(named)}`, {
        severity: 'warning',
        hint: 'schemas are read as draft 2020-12',
      }),
    );
  }

  function read(
    written: Json,
    how: { readonly base: Place; readonly manner: Manner; readonly session: Session },
  ): ReadSchema {
    const { manner, session } = how;
    const { isLenient, direction } = manner;
    const key = mannerKey(manner);
    const known = knownByManner.get(key) ?? new Map<object, ReadSchema>();
    knownByManner.set(key, known);
    return readSchema(written, {
      base: how.base,
      manner,
      report: session.report,
      known,
      follow: (ref, at) => follow(ref, at, { manner, session }),
      tryFollow: (ref, at) => {
        const found = findDestination(ref, at, options);
        return found.kind === 'nowhere' ? undefined : enqueue(found, { manner, session });
      },
      heirsOf: (at) => {
        const document = options.document(at.path);
        return document ? findHeirs(document, at.pointer) : [];
      },
      onRef: (holder, at) => session.holders.push({ holder, at, isLenient }),
      onSample: (sample) => session.samples.push({ ...sample, isLenient }),
      onTagged: (tagged) => session.tagged.push(tagged),
      onRequired: (schema) => session.directed.push({ schema, direction }),
    });
  }

  /** The absolute URI for a `$ref`; its target is read once the schema around it is. */
  function follow(
    ref: string,
    place: Place,
    from: { readonly manner: Manner; readonly session: Session },
  ): string | undefined {
    const { session } = from;
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
    if (found.kind === 'place' && found.keys.length === 0 && dialectOf(found.document.value)) {
      session.report(
        place.problem('unknown-ref', `"${ref}" is a whole OpenAPI document, which is no schema`, {
          hint: `name the place of the schema: "${ref.replace(/#$/, '')}#/components/schemas/…"`,
        }),
      );
      return undefined;
    }
    return enqueue(found, from);
  }

  function enqueue(found: Target['found'], from: { readonly manner: Manner; readonly session: Session }): string {
    if (found.kind === 'meta-schema') {
      if (!targets.has(found.uri)) {
        targets.set(found.uri, { found, manner: STRICT, read: { ...UNREAD, schema: META_SCHEMA } });
      }
      return found.uri;
    }
    const root = found.document.value;
    const manner = mannerInside({ path: found.path, root, schema: found.value }, from.manner);
    const uri = uriInManner(found.uri, manner);
    if (!targets.has(uri)) {
      const target: Target = { found, manner, read: UNREAD };
      targets.set(uri, target);
      from.session.queue.push(target);
    }
    return uri;
  }

  /** A schema file is read whole, so that all of its problems are told; of any other file the part that is meant. */
  function readTarget(target: Target, session: Session): void {
    const { found, manner } = target;
    if (found.kind !== 'place') return;
    const { document, path, keys, value } = found;
    const whole = `${path} ${mannerKey(manner)}`;
    if (/\.schema\.\w+$/.test(path) && !wholeFiles.has(whole)) {
      wholeFiles.add(whole);
      read(document.value, { base: document.place, manner, session });
    }
    target.read = read(value, { base: document.place.child(...keys), manner, session });
  }

  /** A loop has no meaning; read leniently, what remains without the `$ref` that closes it has one. */
  function mendLoop(loop: Loop, report: Report): void {
    const { holder, at, isLenient } = loop.closing;
    if (isLenient && openUnionLoop(loop, lookup)) return;
    report(
      at().problem('bad-schema', 'this "$ref" leads back to itself with nothing in between', {
        hint: 'a schema may contain itself only below "properties", "items" and the like',
        ...(isLenient ? { severity: 'warning' } : {}),
      }),
    );
    const target = targets.get(String(holder.$ref));
    if (isLenient) delete holder.$ref;
    else if (target) target.read = { ...UNREAD, isFine: false };
  }

  function checkSample(sample: Session['samples'][number], report: Report): void {
    const value = cloneJson(sample.value);
    if (typeof value === 'object') createFill(sample.schema, lookup)?.(value);
    const word = sample.keyword === 'default' ? 'default' : 'example';
    for (const { pointer, message } of explain(sample.schema, value, lookup)) {
      const place = sample.at().child(...pointerKeys(pointer));
      report(
        place.problem('schema-mismatch', `${pointer === '' ? `the ${word}` : `${pointer} of the ${word}`} ${message}`, {
          ...(sample.isLenient ? { severity: 'warning' } : {}),
        }),
      );
    }
  }

  /** What was found to be sound is not walked through again for each schema that leads there. */
  function isUsable(root: ReadSchema): boolean {
    if (!root.isFine || !root.hasRefs) return root.isFine;
    const found = new Set(refsOf(root.schema));
    // A set that grows while it is walked through is walked to its new end.
    for (const uri of found) {
      if (sound.has(uri)) continue;
      const target = targets.get(uri);
      if (!target?.read.isFine) return false;
      for (const next of refsOf(target.read.schema)) found.add(next);
    }
    for (const uri of found) sound.add(uri);
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

  /** As people know them: those in which something may be wrong that was told when another schema led there. */
  function filesToBlame(root: ReadSchema, host: Place, hasTold: boolean): ReadonlySet<string> {
    const files = new Set<string>();
    if (!root.isFine && !hasTold) files.add(host.file);
    if (!root.hasRefs) return files;
    for (const uri of closureOf(root.schema, lookup).keys()) {
      const found = targets.get(uri)?.found;
      if (found?.kind === 'place') files.add(found.document.place.file);
    }
    return files;
  }
}

/** True when a schema is written inside a file that is about something else, such as a route file. */
function isWithin(path: string, host: Place): boolean {
  return path === host.path && host.pointer !== '';
}
