/** What an operation says of itself in documents: as its contract has it. */

import type { JsonObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { ContractExample, ContractParam, OperationSpec } from '../../spec/contract/contract-spec.ts';
import type {
  DescribedBody,
  DescribedContent,
  DescribedParameter,
  DescribedResponse,
  NamedExample,
  RouteDescription,
} from '../describe/route-description.ts';
import type { ContractAnswer } from './answers.ts';
import type { RequestBody, ResolvedContent } from './request-body.ts';
import type { ResolvedParam } from './request-sources.ts';

interface Parts {
  readonly params: readonly ResolvedParam[];
  readonly body: RequestBody | undefined;
  readonly answers: readonly ContractAnswer[];
  readonly schemas: SchemaLibrary;
  /** False where nobody is asked for credentials. */
  readonly isGuarded: boolean;
}

/** Put together when it is first asked for. */
export function describeOperation(spec: OperationSpec, parts: Parts): () => RouteDescription {
  let known: RouteDescription | undefined;
  return () => {
    known ??= describe(spec, parts);
    return known;
  };
}

function describe(spec: OperationSpec, { params, body, answers, schemas, isGuarded }: Parts): RouteDescription {
  return {
    parameters: params.map(describeParam),
    bodies: body ? body.contents.map(describeBody) : [],
    isBodyRequired: spec.body?.isRequired === true,
    responses: withProblem(answers.map(describeAnswer)),
    ...(spec.operationId === undefined ? {} : { operationId: spec.operationId }),
    ...(isGuarded ? describeSecurity(spec) : {}),
    lookup: schemas.lookup,
  };
}

function describeParam({ param, schema }: ResolvedParam): DescribedParameter {
  const { in: source, slot, isRequired, description, isDeprecated, mediaType, examples } = param;
  const [example] = examples;
  return {
    in: source,
    name: slot,
    isRequired,
    schema,
    ...(description === undefined ? {} : { description }),
    ...(example ? { example: example.value } : {}),
    ...(isDeprecated ? { isDeprecated } : {}),
    ...serialization(param),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** Said where it is not the default of its place. */
function serialization({
  in: source,
  style,
  isExploded,
}: ContractParam): Pick<DescribedParameter, 'style' | 'isExploded'> {
  const usual = source === 'query' || source === 'cookie' ? 'form' : 'simple';
  // Of Swagger 2.0 alone.
  const known = style === 'tabDelimited' ? 'spaceDelimited' : style;
  return {
    ...(known === usual ? {} : { style: known }),
    ...(isExploded === (known === 'form' || known === 'deepObject') ? {} : { isExploded }),
  };
}

function describeBody({ content, schema }: ResolvedContent): DescribedBody {
  const encoding = [...content.encoding].map(([name, own]): readonly [string, JsonObject] => [
    name,
    {
      ...(own.contentType === undefined ? {} : { contentType: own.contentType }),
      ...(own.style === undefined || own.style === 'tabDelimited' ? {} : { style: own.style }),
      ...(own.isExploded === undefined ? {} : { explode: own.isExploded }),
    },
  ]);
  const said = encoding.filter(([, own]) => Object.keys(own).length > 0);
  return {
    mediaType: content.mediaType,
    schema,
    examples: content.examples.map(namedExample),
    ...(said.length > 0 ? { encoding: Object.fromEntries(said) } : {}),
  };
}

function describeAnswer({ response, contents, headerSchemas }: ContractAnswer): DescribedResponse {
  return {
    status: response.status,
    description: response.description,
    contents: contents.map(
      ({ content, schema }): DescribedContent => ({
        mediaType: content.mediaType,
        schema,
        examples: content.examples.map(namedExample),
      }),
    ),
    headers: response.headers.map(({ name, description, isRequired }, index) => ({
      name,
      schema: headerSchemas[index] ?? true,
      ...(description === undefined ? {} : { description }),
      ...(isRequired ? { isRequired } : {}),
    })),
  };
}

/** What the mock itself refuses with, where the contract has no answer for whatever else there may be. */
function withProblem(responses: readonly DescribedResponse[]): readonly DescribedResponse[] {
  return responses.some(({ status }) => status === 'default') ? responses : [...responses, PROBLEM];
}

const PROBLEM: DescribedResponse = {
  status: 'default',
  sharedName: 'Problem',
  description: 'The mock refuses the request, in words that the document has no answer for (RFC 9457).',
  contents: [
    {
      mediaType: 'application/problem+json',
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail'],
        properties: {
          type: { const: 'about:blank' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string', description: 'What was wrong.' },
          errors: { type: 'array', items: { type: 'object' }, description: 'Each parameter that is wrong.' },
        },
      },
      examples: [],
    },
  ],
  headers: [],
};

function namedExample({ name, summary, value }: ContractExample): NamedExample {
  return { name: name.replace(/[^A-Za-z0-9._-]/g, '_'), ...(summary === undefined ? {} : { summary }), value };
}

function describeSecurity({ security }: OperationSpec): Pick<RouteDescription, 'security' | 'securitySchemes'> {
  if (security.length === 0) return {};
  return {
    security: security.map((alternative) => Object.fromEntries(alternative.map(({ name, scopes }) => [name, scopes]))),
    securitySchemes: Object.fromEntries(security.flat().map(({ name, scheme }) => [name, scheme.written])),
  };
}
