/** JSON Schema as people write it in a route file: draft 2020-12, every keyword that is taken. */

export type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

export type JsonSchemaShape = boolean | SchemaKeywords;

type SchemaMap = { readonly [name: string]: JsonSchemaShape };

export interface SchemaKeywords {
  /** A schema elsewhere, relative to the working directory, or `#/…` in what is added. */
  readonly $ref?: string;
  readonly $defs?: SchemaMap;
  readonly $anchor?: string;
  readonly $id?: string;
  readonly $schema?: string;
  readonly $comment?: string;
  readonly $dynamicRef?: string;
  readonly $dynamicAnchor?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  /** The value when there is none. */
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** RE2 syntax. */
  readonly pattern?: string;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: JsonSchemaShape;
  readonly items?: JsonSchemaShape;
  readonly prefixItems?: readonly JsonSchemaShape[];
  readonly contains?: JsonSchemaShape;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly unevaluatedItems?: JsonSchemaShape;
  readonly properties?: SchemaMap;
  readonly patternProperties?: SchemaMap;
  readonly additionalProperties?: JsonSchemaShape;
  readonly propertyNames?: JsonSchemaShape;
  readonly unevaluatedProperties?: JsonSchemaShape;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly dependentRequired?: { readonly [name: string]: readonly string[] };
  readonly dependentSchemas?: SchemaMap;
  readonly allOf?: readonly JsonSchemaShape[];
  readonly anyOf?: readonly JsonSchemaShape[];
  readonly oneOf?: readonly JsonSchemaShape[];
  readonly not?: JsonSchemaShape;
  readonly if?: JsonSchemaShape;
  readonly then?: JsonSchemaShape;
  readonly else?: JsonSchemaShape;
  readonly title?: string;
  readonly description?: string;
  /** A value to show in the docs. */
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly [extension: `x-${string}`]: unknown;
}
