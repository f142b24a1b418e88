/** What a route takes and promises, in the words of documents: parameters, bodies, answers, examples of each. */

import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';

/**
 * Schemas in it are resolved (draft 2020-12, absolute `$ref`s) or put together from resolved ones; some `$ref`s are of the
 * mock itself and begin with OWN_REF.
 */
export interface RouteDescription {
  /** Of url, query, header and cookie. */
  readonly parameters: readonly DescribedParameter[];
  /** One for each media type. */
  readonly bodies: readonly DescribedBody[];
  readonly isBodyRequired: boolean;
  readonly responses: readonly DescribedResponse[];
  /** Sentences that belong below the description: what no field of a document says. */
  readonly notes?: readonly string[];
  /** Names of security schemes by alternative, only of contracts: `[{ bearer: [] }]`. */
  readonly security?: readonly JsonObject[];
  /** The schemes that `security` names, as OpenAPI 3.1 writes them. */
  readonly securitySchemes?: JsonObject;
  readonly operationId?: string;
  /** Finds what a `$ref` in any of the schemas means. */
  lookup(ref: string): JsonSchema | undefined;
}

/** How the `$ref`s begin that no file stands behind: what follows is a name for people, such as `Issue`. */
export const OWN_REF = 'mockapi:';

export interface DescribedParameter {
  readonly in: 'url' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
  readonly example?: Json;
  readonly isDeprecated?: boolean;
  /** OpenAPI's, where they are not the defaults of its place. */
  readonly style?: string;
  readonly isExploded?: boolean;
  /** A parameter that is a document of its own: `content` of OpenAPI. */
  readonly mediaType?: string;
}

export interface DescribedBody {
  readonly mediaType: string;
  readonly schema: JsonSchema;
  readonly examples: readonly NamedExample[];
  /** OpenAPI's `encoding`, of forms. */
  readonly encoding?: JsonObject;
}

export interface DescribedResponse {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: string;
  /** Empty for an answer without content. */
  readonly contents: readonly DescribedContent[];
  readonly headers: readonly DescribedHeader[];
  /** What a document may call it that shares it among routes: `Invalid`. Only of what is not about one route. */
  readonly sharedName?: string;
}

export interface DescribedContent {
  readonly mediaType: string;
  readonly schema: JsonSchema;
  readonly examples: readonly NamedExample[];
}

export interface DescribedHeader {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly description?: string;
  readonly isRequired?: boolean;
}

export interface NamedExample {
  /** For people: `body.price > 1000`. */
  readonly name: string;
  readonly summary?: string;
  readonly value: Json;
}
