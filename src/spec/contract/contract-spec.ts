/** A contract in canonical form: OpenAPI 3.1, 3.0 and Swagger 2.0 as one, every value with its place, every `$ref` but those of schemas followed. */

import type { Json, JsonObject } from '../../core/json.ts';
import type { SchemaReading } from '../../core/kind.ts';
import type { Place } from '../../core/problem.ts';
import type { PathPattern } from '../path.ts';
import type { Located } from '../route-spec.ts';

export type ContractDialect = SchemaReading['dialect'];

export interface ContractSpec {
  readonly dialect: ContractDialect;
  readonly info: ContractInfo;
  /** What the contract says of its tags, in its order. */
  readonly tags: readonly { readonly name: string; readonly description: string | undefined }[];
  /** Joined before each path: the path of the first server, or `prefix` of `x-mockapi`. */
  readonly basePath: string;
  readonly operations: readonly OperationSpec[];
}

export interface ContractInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string | undefined;
}

export interface OperationSpec {
  /** Upper case. */
  readonly method: string;
  readonly pattern: PathPattern;
  /** The path as the contract has it, without its base. */
  readonly path: string;
  /** Its key is the method. */
  readonly place: Place;
  readonly operationId: string | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly tags: readonly string[];
  readonly params: readonly ContractParam[];
  readonly body: ContractBody | undefined;
  /** In the order of the contract; at least one. */
  readonly responses: readonly ContractResponse[];
  /** Who may come: one of them is enough. Empty for everyone. */
  readonly security: readonly SecurityAlternative[];
}

/** The styles of OpenAPI, and `tabDelimited` for `collectionFormat: tsv` of Swagger 2.0. */
export type ContractStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject';

/** How values are written as text. */
export interface Serialization {
  readonly style: ContractStyle;
  /** Items, or members, are written each for itself. */
  readonly isExploded: boolean;
  /** Brackets, commas and the like may come unencoded, and `+` is a plus. */
  readonly allowsReserved: boolean;
  /** `a=` is a value, whatever the schema says. */
  readonly allowsEmpty: boolean;
}

export interface ContractParam extends Serialization {
  readonly in: 'url' | 'query' | 'header' | 'cookie';
  readonly name: string;
  /** What the path calls it, where its own name is none for a path of ours. */
  readonly slot: string;
  readonly isRequired: boolean;
  /** The parameter is a document of its own (`content`). */
  readonly mediaType: string | undefined;
  /** Undefined takes anything. */
  readonly schema: Located | undefined;
  readonly examples: readonly ContractExample[];
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly place: Place;
}

export interface ContractBody {
  readonly isRequired: boolean;
  readonly description: string | undefined;
  /** One for each media type; at least one. */
  readonly contents: readonly ContractContent[];
  readonly place: Place;
}

export interface ContractContent {
  /** As written, perhaps a range: `image/*`. */
  readonly mediaType: string;
  /** Undefined takes anything. */
  readonly schema: Located | undefined;
  /** In the order of the contract; the one under `example` is called so. */
  readonly examples: readonly ContractExample[];
  /** How the members of a form are written, by name; those that it says nothing of are left out. */
  readonly encoding: ReadonlyMap<string, ContractEncoding>;
  readonly place: Place;
}

export interface ContractEncoding extends Partial<Serialization> {
  readonly contentType: string | undefined;
}

export interface ContractExample {
  readonly name: string;
  readonly summary: string | undefined;
  readonly value: Json;
  readonly place: Place;
}

export interface ContractResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly contents: readonly ContractContent[];
  readonly headers: readonly ContractHeader[];
  /** Its key is the status. */
  readonly place: Place;
}

export interface ContractHeader {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isExploded: boolean;
  readonly schema: Located | undefined;
  readonly examples: readonly ContractExample[];
  readonly description: string | undefined;
  /** Its key is the name. */
  readonly place: Place;
}

/** What a request must bring to be let in. */
export type SecurityScheme = (
  | { readonly kind: 'apiKey'; readonly in: 'query' | 'header' | 'cookie'; readonly name: string }
  /** `scheme` is that of the Authorization header, in lower case: `basic`, `bearer`. */
  | { readonly kind: 'http'; readonly scheme: string }
  /** Not to be seen in a request: a client certificate. */
  | { readonly kind: 'unseen' }
) & {
  /** As OpenAPI 3.1 writes it. */
  readonly written: JsonObject;
};

/** All of these schemes together; none lets everyone in. */
export type SecurityAlternative = readonly {
  readonly name: string;
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}[];
