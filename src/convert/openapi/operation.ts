/** One route as an operation of OpenAPI. */

import type { CompiledRoute } from '../../compile/compiled-route.ts';
import type {
  DescribedBody,
  DescribedHeader,
  DescribedParameter,
  DescribedResponse,
  NamedExample,
  RouteDescription,
} from '../../compile/describe/route-description.ts';
import type { Lookup } from '../../compile/schema/walk.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { Components } from './components.ts';

export interface OperationContext {
  readonly components: Components;
  /** The method as OpenAPI writes it: `get`. */
  readonly method: string;
  readonly operationId: string | undefined;
  /** How the path of the document calls a parameter that the route calls otherwise. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What HTTP lets come without content, whatever the route says. */
const WITHOUT_BODY = ['head', 'trace'];

export function printOperation(route: CompiledRoute, context: OperationContext): JsonObject {
  const described = route.describe();
  const { components, method, operationId } = context;
  const description = [route.description ?? '', ...(described.notes ?? [])].filter((text) => text !== '').join('\n\n');
  const parameters = described.parameters.map((parameter) => printParameter(parameter, described.lookup, context));
  const hasBody = described.bodies.length > 0 && !WITHOUT_BODY.includes(method);
  const security = described.security?.map((names) => printSecurity(names, described, components));
  return {
    ...(route.tags.length > 0 && { tags: route.tags }),
    ...(route.summary !== undefined && { summary: route.summary }),
    ...(description !== '' && { description }),
    ...(operationId !== undefined && { operationId }),
    ...(route.isDeprecated && { deprecated: true }),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && { requestBody: printRequestBody(described, components) }),
    responses: printResponses(described, context),
    ...(security && { security }),
    'x-mockapi-route': route.at,
  };
}

const PLACES: Readonly<Record<DescribedParameter['in'], string>> = {
  url: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
};

function printParameter(
  parameter: DescribedParameter,
  lookup: Lookup,
  { components, renamed }: OperationContext,
): JsonObject {
  const { name, isRequired, description, example, mediaType, isDeprecated, style, isExploded } = parameter;
  const schema = components.schema(withoutWords(parameter), lookup);
  const shown = example !== undefined && { example };
  return {
    name: parameter.in === 'url' ? (renamed.get(name) ?? name) : name,
    in: PLACES[parameter.in],
    ...(isRequired && { required: true }),
    ...(description !== undefined && { description }),
    ...(isDeprecated && { deprecated: true }),
    ...(style !== undefined && { style }),
    ...(isExploded !== undefined && { explode: isExploded }),
    ...(mediaType === undefined ? { schema, ...shown } : { content: { [mediaType]: { schema, ...shown } } }),
  };
}

/** What is said of the parameter is not said again of its schema. */
function withoutWords({ schema, description, isDeprecated }: DescribedParameter): JsonSchema {
  if (!isJsonObject(schema)) return schema;
  const { description: said, deprecated, ...rest } = schema;
  return {
    ...rest,
    ...(said === undefined || said === description ? {} : { description: said }),
    ...(deprecated === undefined || isDeprecated ? {} : { deprecated }),
  };
}

function printRequestBody({ bodies, isBodyRequired, lookup }: RouteDescription, components: Components): JsonObject {
  const content = bodies.map(({ mediaType, schema, examples, encoding }: DescribedBody) => [
    mediaType,
    { ...printContent({ schema, examples }, lookup, components), ...(encoding && { encoding }) },
  ]);
  return { ...(isBodyRequired && { required: true }), content: Object.fromEntries(content) };
}

function printContent(
  { schema, examples }: { readonly schema: JsonSchema; readonly examples: readonly NamedExample[] },
  lookup: Lookup,
  components: Components,
): JsonObject {
  const [first] = examples;
  return {
    schema: components.schema(schema, lookup),
    ...(examples.length === 1 && first?.name === 'example' && first.summary === undefined
      ? { example: first.value }
      : examples.length > 0 && {
          examples: Object.fromEntries(
            examples.map(({ name, summary, value }) => [name, { ...(summary !== undefined && { summary }), value }]),
          ),
        }),
  };
}

function printResponses(described: RouteDescription, context: OperationContext): JsonObject {
  return Object.fromEntries(
    described.responses.map((response) => {
      const printed = printResponse(response, described.lookup, context);
      const { status, sharedName } = response;
      // An answer to HEAD has no content: it is not the one that the others share.
      const isOwn = sharedName === undefined || context.method === 'head';
      return [status, isOwn ? printed : context.components.response(sharedName, printed)];
    }),
  );
}

function printResponse(
  { description, contents, headers }: DescribedResponse,
  lookup: Lookup,
  { components, method }: OperationContext,
): JsonObject {
  const shown = method === 'head' ? [] : contents;
  const content = shown.map((item) => [item.mediaType, printContent(item, lookup, components)]);
  return {
    description,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((header) => [header.name, printHeader(header, lookup, components)])),
    }),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}

function printHeader(
  { description, isRequired, schema }: DescribedHeader,
  lookup: Lookup,
  components: Components,
): JsonObject {
  return {
    ...(description !== undefined && { description }),
    ...(isRequired && { required: true }),
    schema: components.schema(schema, lookup),
  };
}

/** One alternative, its schemes under the names that the document gives them. */
function printSecurity(
  alternative: JsonObject,
  { securitySchemes = {} }: RouteDescription,
  components: Components,
): JsonObject {
  return Object.fromEntries(
    Object.entries(alternative).map(([name, scopes]): readonly [string, Json] => {
      const scheme = Object.hasOwn(securitySchemes, name) ? securitySchemes[name] : undefined;
      return [scheme === undefined ? name : components.securityScheme(name, scheme), scopes];
    }),
  );
}
