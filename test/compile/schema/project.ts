/** A project of literal files for the tests of schemas. */

import {
  createSchemaLibrary,
  createValidatorCache,
  type ProjectSchemas,
  type ValidatorCache,
} from '../../../src/compile/schema/index.ts';
import type { Json, JsonSchema } from '../../../src/core/json.ts';
import type { SchemaReading } from '../../../src/core/kind.ts';
import { formatOrigin } from '../../../src/core/origin.ts';
import type { Place, Problem } from '../../../src/core/problem.ts';
import { type Document, parseDocument } from '../../../src/spec/parse.ts';

/** Texts by path below `/p/`. */
export type Files = Readonly<Record<string, string>>;

export interface Project {
  readonly library: ProjectSchemas;
  readonly problems: Problem[];
  /** The place of a value in a file, by its keys. */
  place(file: string, ...keys: string[]): Place;
  /** Resolves the value that stands at a place. */
  resolve(file: string, ...keys: string[]): JsonSchema | undefined;
  /** Resolves the value at a place as a contract's: leniently. */
  read(reading: SchemaReading, file: string, ...keys: string[]): JsonSchema | undefined;
}

export function project(files: Files, cache?: ValidatorCache): Project {
  const problems: Problem[] = [];
  const report = (problem: Problem): number => problems.push(problem);
  const documents = new Map<string, Document | undefined>();
  for (const [name, text] of Object.entries(files)) {
    documents.set(`/p/${name}`, parseDocument({ path: `/p/${name}`, file: name, text, hash: text }, report));
  }
  const library = createSchemaLibrary({
    document: (path) => documents.get(path),
    files: () => documents.keys(),
    ...(cache ? { cache } : {}),
  });
  const documentOf = (file: string): Document => {
    const document = documents.get(`/p/${file}`);
    if (!document) throw new Error(`the test has no readable file "${file}"`);
    return document;
  };
  const place = (file: string, ...keys: string[]): Place => documentOf(file).place.child(...keys);
  const valueAt = (file: string, keys: readonly string[]): Json =>
    keys.reduce<Json>((at, key) => (at as Record<string, Json>)[key] ?? null, documentOf(file).value);
  return {
    library,
    problems,
    place,
    resolve: (file, ...keys) => library.resolve(valueAt(file, keys), place(file, ...keys), report),
    read: (reading, file, ...keys) => library.resolve(valueAt(file, keys), place(file, ...keys), report, reading),
  };
}

/** A project of one schema, resolved, whose code is generated at once; throws when it has errors. */
export function schemaOf(text: string): { readonly schema: JsonSchema; readonly library: ProjectSchemas } {
  const made = project({ 'x.schema.yaml': text }, createValidatorCache({ leastCalls: 0 }));
  const schema = made.resolve('x.schema.yaml');
  if (schema === undefined) throw new Error(told(made.problems).join('\n'));
  return { schema, library: made.library };
}

/** `file:line:column code message — hint`, in the order of the files. */
export function told(problems: readonly Problem[]): string[] {
  return [...problems]
    .sort(
      (a, b) =>
        a.origin.file.localeCompare(b.origin.file) ||
        a.origin.line - b.origin.line ||
        a.origin.column - b.origin.column,
    )
    .map(({ code, message, hint, origin, severity }) => {
      const mark = severity === 'warning' ? ' (warning)' : '';
      return `${formatOrigin(origin)} ${code}${mark} ${message}${hint ? ` — ${hint}` : ''}`;
    });
}
