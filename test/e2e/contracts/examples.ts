/** The published example documents: where they are, and what each of them has wrong of itself. */

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = dirname(createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'));

/** `3.1/json/petstore.json` of each. */
export const EXAMPLES: readonly string[] = ['2.0/json', '3.0/json', '3.1/json'].flatMap((folder) =>
  readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${folder}/${name}`),
);

export function examplePath(name: string): string {
  return join(FOLDER, name);
}

/** The same document as YAML; not all of them are there. */
export function yamlOf(name: string): string {
  return name.replace('/json/', '/yaml/').replace(/json$/, 'yaml');
}

/** Half a megabyte each: proved by hand, and only loaded here. */
export const HUGE: readonly string[] = ['3.0/json/star-trek.json', '3.1/json/readme.json'];

export interface Excuse {
  readonly because: string;
  /** Of complaints, or of operations that cannot be asked. */
  readonly fits: RegExp;
}

/** What a document itself makes impossible. */
export const EXCUSES: Readonly<Record<string, Excuse>> = {
  '3.0/json/circular-request-bodies.json': {
    because: 'a tree node must have a parent that must have a parent, without end',
    fits: /^POST \/direct: 200 application\/json: (\/parent)+\/id must be string/,
  },
  '3.0/json/discriminators.json': {
    because: 'its form data must be one of nothing',
    fits: /^POST \/anything\/potentially-undefined-formData$/,
  },
  '3.0/json/parameters-common.json': {
    because: 'two parameters of a path have one name',
    fits: /^GET \/anything\/\{id\}\/\{action\}\/\{id\}: /,
  },
  '3.0/json/readme-legacy.json': {
    because: 'what fits one of its errors fits the others: it is never exactly one',
    fits: /must match exactly one schema in oneOf/,
  },
  '3.0/json/response-examples.json': {
    because: 'one of its media types is a list of two',
    fits: /^GET \/examples: (example=display_view=app of 418 gives 406|406 comes as)/,
  },
  '3.0/json/schema-types.json': {
    because: 'a body must be a text and a number at once',
    fits: /^(PUT|PATCH) \/anything\/quirks\/polymorphism$/,
  },
  '3.1/json/schema-types.json': {
    because: 'a body must be a text and a number at once',
    fits: /^(PUT|PATCH) \/anything\/quirks\/polymorphism$/,
  },
  '3.0/json/schema-validation.json': {
    because: 'a pattern can be read in several ways',
    fits: /^GET \/anything\/strings$/,
  },
  '3.1/json/schema-validation-local.json': {
    because: 'a pattern can be read in several ways',
    fits: /^GET \/anything\/strings$/,
  },
};
