/** What an endpoint takes as its body: JSON, held to a schema, with every mistake on its line. */

import { SpecError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import type { Document } from '../spec/parse.ts';
import { createShapeCheck } from '../spec/shape.ts';
import { ConsoleRefusal } from './refusal.ts';

export interface BodySpec<T> {
  /** For the OpenAPI document; undefined where no body is taken. */
  readonly schema: JsonObject | undefined;
  readonly isRequired: boolean;
  /** Throws ConsoleRefusal where it is missing or must not be, SpecError for what it says. */
  read(document: Document | undefined): T;
}

/** A body of this shape. `T` is what the schema lets through. */
export function shaped<T>(schema: JsonObject): BodySpec<T> {
  const check = createShapeCheck(schema, 'the body');
  return {
    schema,
    isRequired: true,
    read(document) {
      const { value, place } = demand(document);
      const problems: Problem[] = [];
      if (!check(value, place, (problem) => problems.push(problem))) throw new SpecError(problems);
      return value as T;
    },
  };
}

/** The same; nothing is as good as an empty object. */
export function shapedOrNone<T extends object>(schema: JsonObject): BodySpec<Partial<T>> {
  const { read } = shaped<Partial<T>>(schema);
  return { schema, isRequired: false, read: (document) => (document ? read(document) : {}) };
}

/** A body that whoever takes it checks, with the place of everything in it: `schema` only tells what it looks like. */
export function unchecked(schema: JsonObject): BodySpec<Document> {
  return { schema, isRequired: true, read: demand };
}

/** An empty object is as good as nothing: many clients cannot post less. */
export const NO_BODY: BodySpec<undefined> = {
  schema: undefined,
  isRequired: false,
  read(document) {
    if (document && JSON.stringify(document.value) !== '{}') {
      throw new ConsoleRefusal('wrong-body', 'this endpoint takes no body; send none');
    }
    return undefined;
  },
};

function demand(document: Document | undefined): Document {
  if (document) return document;
  throw new ConsoleRefusal('wrong-body', 'the body is missing; send JSON with "Content-Type: application/json"');
}
