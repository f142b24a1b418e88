/** How a route says no, as documents describe it: what is not valid, what no case takes, what cannot even be read. */

import { codeSpan } from '../../core/code-span.ts';
import { statusPhrase } from '../../core/http-words.ts';
import type { Issue } from '../../core/issue.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { ParamSource } from '../../core/source.ts';
import { issueOf } from '../../kinds/source/issues.ts';
import type { CompiledRoute } from '../compiled-route.ts';
import type { Planner } from '../planner.ts';
import { refusalScope } from '../refusal-scope.ts';
import { envelopeOf } from '../route-context.ts';
import { accepts } from '../schema/explain.ts';
import type { Lookup } from '../schema/walk.ts';
import type { RouteBackground } from './background.ts';
import { canBeInvalid } from './can-be-invalid.ts';
import { bodyOf, hasNoContent } from './case-responses.ts';
import { conditionWords } from './case-words.ts';
import { orUndefined } from './example-answers.ts';
import { exampleExchange } from './example-exchange.ts';
import { isTemplated, type Meaning } from './infer.ts';
import { ownErrorSchema, type RefusalAround, refusalSchema } from './refusal-schema.ts';
import type { DescribedResponse, NamedExample } from './route-description.ts';
import { eitherOf } from './union.ts';

export interface RefusalContext {
  readonly route: CompiledRoute;
  readonly background: RouteBackground;
  /** What the names of the route's expressions stand for. */
  readonly meaning: Meaning;
  readonly lookup: Lookup;
  /** Gives a schema a name that documents show; returns the `$ref` to it. */
  named(name: string, schema: JsonSchema): JsonSchema;
}

/** Those that the route can give; `default` is for whatever else goes wrong. */
export function describeRefusals(context: RefusalContext): readonly DescribedResponse[] {
  const { route, background } = context;
  const around: RefusalAround = {
    ...context,
    envelope: envelopeOf(background.envelope),
    vars: route.constants.vars,
  };
  const problem = context.named(
    'Problem',
    eitherOf(
      (['refused', 'unmatched', 'failed'] as const).map((section) =>
        refusalSchema(section, statusOf(route.refusals[section]), around),
      ),
    ),
  );
  const said = (status: number | undefined, sharedName: string, description: string): DescribedResponse => ({
    status: status === undefined ? 'default' : String(status),
    description,
    contents: hasNoContent(status, route) ? [] : [{ mediaType: 'application/json', schema: problem, examples: [] }],
    headers: [],
    sharedName,
  });
  return [
    ...ownErrors(context, around),
    ...(isRefusable(context) ? [invalidResponse(context, around)] : []),
    ...(background.cases.every(({ when }) => conditionWords(when) !== undefined)
      ? [said(statusOf(route.refusals.unmatched), 'Unmatched', 'No case takes the request.')]
      : []),
    ...(background.cases.some(({ kind, answer }) => kind === 'file' && isTemplated(String(answer)))
      ? [said(404, 'NoFile', 'There is no such file.')]
      : []),
    ...(mayBeMalformed(route, background) ? [said(400, 'Malformed', 'The request cannot be decoded.')] : []),
    ...(mayHaveBody(route) ? [said(413, 'TooLarge', 'The body is larger than the mock takes.')] : []),
    ...(route.body === 'open'
      ? []
      : [said(415, 'WrongType', 'The body has a content type that the route does not take.')]),
    said(undefined, 'Refused', 'Whatever else is refused, or fails in the mock itself.'),
  ];
}

function statusOf({ form }: Planner): number | undefined {
  return form.status;
}

const WITH_BODY = ['POST', 'PUT', 'PATCH', 'ANY'];

function mayHaveBody({ body, method }: CompiledRoute): boolean {
  return body !== 'open' || WITH_BODY.includes(method);
}

/** Of the others only what is malformed in a query that nobody reads is refused. */
function mayBeMalformed(route: CompiledRoute, { sources }: RouteBackground): boolean {
  return mayHaveBody(route) || sources.length > 0 || route.pattern.params.length > 0;
}

/** True where something can be invalid that has no `error` of its own. */
function isRefusable({ background: { sources } }: RefusalContext): boolean {
  return sources.some(
    ({ name, params, additional }) =>
      !additional || params.some((param) => canBeInvalid(name, param) && param.rules?.error === undefined),
  );
}

function invalidResponse(context: RefusalContext, around: RefusalAround): DescribedResponse {
  const planner = context.route.refusals.invalids[0];
  const status = planner && statusOf(planner);
  const schema = refusalSchema('invalid', status, around);
  const example = planner && refusalExample(planner, EXAMPLE_ISSUE, { ...context, name: 'invalid', schema });
  return {
    status: status === undefined ? 'default' : String(status),
    description: 'The request misses what is declared; every violation is told.',
    contents: hasNoContent(status, context.route)
      ? []
      : [
          {
            mediaType: 'application/json',
            schema: context.named('InvalidProblem', schema),
            examples: example ? [example] : [],
          },
        ],
    headers: [],
    sharedName: 'Invalid',
  };
}

/** The same for all routes, so that they can share the answer. */
const EXAMPLE_ISSUE: Issue = issueOf('query', ['limit'], 'must be at most 100', {
  keyword: 'maximum',
  expected: 100,
  received: 101,
});

/** One for each parameter that has an `error` and can be invalid. */
function ownErrors(context: RefusalContext, around: RefusalAround): readonly DescribedResponse[] {
  return context.background.sources.flatMap(({ name: source, params }) =>
    params.flatMap((param) => {
      const error = param.rules?.error;
      if (!isJsonObject(error) || !canBeInvalid(source, param)) return [];
      return [ownError({ source, name: param.name, error }, context, around)];
    }),
  );
}

interface OwnError {
  readonly source: ParamSource;
  readonly name: string;
  readonly error: JsonObject;
}

function ownError(
  { source, name, error }: OwnError,
  context: RefusalContext,
  around: RefusalAround,
): DescribedResponse {
  const { route } = context;
  const issue = issueOf(source, name === '' ? [] : [name], 'is required', {
    keyword: 'required',
    expected: true,
    received: null,
  });
  const planner = route.refusals.invalid({ scope: {}, issues: [issue], more: 0 });
  const status = statusOf(planner);
  const schema = ownErrorSchema(error, status, around);
  const words = source === 'body' ? 'body' : `${source} ${name}`;
  const example = refusalExample(planner, issue, { ...context, name: words, schema });
  const phrase = status === undefined ? 'Refused' : statusPhrase(status);
  return {
    status: status === undefined ? 'default' : String(status),
    description: `${phrase}, when ${codeSpan(words)} is not valid`,
    contents: hasNoContent(status, route)
      ? []
      : [{ mediaType: 'application/json', schema, examples: example ? [example] : [] }],
    headers: [],
  };
}

/** What the refusal really says of an issue; undefined where its envelope fails on it. */
function refusalExample(
  planner: Planner,
  issue: Issue,
  about: RefusalContext & { readonly name: string; readonly schema: JsonSchema },
): NamedExample | undefined {
  const { route, background, lookup, name, schema } = about;
  const { method, pattern, constants } = route;
  const exchange = exampleExchange(new Map(), { method, pattern, background });
  const wrong = { status: 422, message: issue.message, issues: [issue] };
  const value: Json | undefined = orUndefined(() =>
    bodyOf(planner.plan(refusalScope(exchange, wrong, { constants }), exchange), 'application/json'),
  );
  return value !== undefined && accepts(schema, value, lookup) ? { name, value } : undefined;
}
