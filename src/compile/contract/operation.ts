/** An operation of a contract → a route ready to answer. */

import type { Exchange } from '../../core/exchange.ts';
import type { Issue, Issues } from '../../core/issue.ts';
import { isJsonType } from '../../core/media-type.ts';
import { noValues } from '../../kinds/source/text-values.ts';
import type { OperationSpec } from '../../spec/contract/contract-spec.ts';
import type { Admission, CompiledRoute, Constants, ParameterInfo } from '../compiled-route.ts';
import { emptyScope } from '../empty-scope.ts';
import { type KeptPromise, keepPromise } from '../promise.ts';
import { requestFacts } from '../request-facts.ts';
import {
  type ContractAnswer,
  compileAnswers,
  compileCases,
  compileWishes,
  type FindWish,
  usualAnswer,
  WISH,
} from './answers.ts';
import type { ContractContext } from './contract-context.ts';
import { describeOperation } from './describe.ts';
import { compileGuard, deniedStatus, type Guard } from './guard.ts';
import { readPreference } from './preference.ts';
import { contractRefusals } from './refusals.ts';
import { compileRequestBody, type RequestBody } from './request-body.ts';
import { compileRequestSources, type RequestSource, type ResolvedParam, resolveParams } from './request-sources.ts';

export function compileOperation(spec: OperationSpec, context: ContractContext): CompiledRoute {
  const id = `${spec.method} ${spec.pattern.path}`;
  const params = resolveParams(spec.params, context);
  const body = spec.body && compileRequestBody(spec.body, context);
  const answers = compileAnswers(spec.responses, id, context);
  const usual = usualAnswer(answers);
  const origin = spec.place.origin({ part: 'key' });
  const tags = [...new Set([...context.tags, ...spec.tags])];
  const name = spec.operationId ?? id;
  const constants: Constants = { route: { name, path: spec.pattern.path, tags }, env: context.env, vars: context.vars };
  return {
    id,
    method: spec.method,
    path: spec.pattern.path,
    pattern: spec.pattern,
    name,
    summary: spec.summary,
    description: spec.description,
    isDeprecated: spec.isDeprecated,
    tags,
    place: spec.place,
    origin,
    at: `${origin.file}:${origin.line}`,
    parameters: parameterInfos(spec, params),
    bodyNames: undefined,
    // What comes is for the operation to judge: it may take several media types.
    body: 'open',
    literal: undefined,
    cases: compileCases(answers, usual, context),
    expectation: undefined,
    refusals: contractRefusals(answers, context.schemas),
    responses: promisesOf(answers, context),
    constants,
    isOfContract: true,
    admit: admitBy({
      guard: context.isGuarded ? compileGuard(spec.security, deniedStatus(spec.responses)) : undefined,
      sources: compileRequestSources(params, spec.pattern, context),
      body,
      findWish: compileWishes(answers, usual),
      constants,
      readsRequest: answers.some(({ head }) => head.uses.has('request')),
      open: context.kinds.sources,
    }),
    describe: describeOperation(spec, {
      params,
      body,
      answers,
      schemas: context.schemas,
      isGuarded: context.isGuarded,
    }),
  };
}

function parameterInfos({ pattern, body }: OperationSpec, params: readonly ResolvedParam[]): readonly ParameterInfo[] {
  const declared = params.map(
    ({ param }): ParameterInfo => ({ in: param.in, name: param.slot, isRequired: param.isRequired }),
  );
  const named = new Set(declared.flatMap(({ in: source, name }) => (source === 'url' ? [name] : [])));
  const open = pattern.params.flatMap((name): ParameterInfo[] =>
    named.has(name) ? [] : [{ in: 'url', name, isRequired: true }],
  );
  const ofBody: readonly ParameterInfo[] = body ? [{ in: 'body', name: '', isRequired: body.isRequired }] : [];
  return [...open, ...declared, ...ofBody];
}

/** What is promised of JSON; other media types are nobody's to check. */
function promisesOf(
  answers: readonly ContractAnswer[],
  { schemas }: ContractContext,
): ReadonlyMap<string, KeptPromise> {
  const promises = answers.flatMap(({ response, contents }) => {
    const json = contents.find(({ content }) => isJsonType(content.mediaType));
    const place = json?.content.schema?.place;
    if (!json || !place || contents.some(({ content }) => !isJsonType(content.mediaType))) return [];
    return [
      [response.status.toUpperCase(), keepPromise({ key: 'response', schema: json.schema, place }, schemas)] as const,
    ];
  });
  return new Map(promises);
}

interface AdmitParts {
  readonly guard: Guard | undefined;
  readonly sources: readonly RequestSource[];
  readonly body: RequestBody | undefined;
  readonly findWish: FindWish;
  readonly constants: Constants;
  readonly readsRequest: boolean;
  /** How places are read of which nothing is declared. */
  readonly open: ContractContext['kinds']['sources'];
}

/** In a function of its own: a closure keeps all that the closures beside it use, and this one lives as long as its route. */
function admitBy({
  guard,
  sources,
  body,
  findWish,
  constants,
  readsRequest,
  open,
}: AdmitParts): CompiledRoute['admit'] {
  const readsQuery = !sources.some(({ place }) => place === 'query');
  return (exchange: Exchange): Admission => {
    guard?.(exchange);
    const preference = readPreference(exchange);
    const issues: Issues = [] as Issue[];
    const scope = emptyScope(constants);
    scope.url = exchange.pathParams;
    scope.header = exchange.request.headers;
    scope[WISH] = preference ? findWish(preference) : null;
    for (const { place, admit } of sources) scope[place] = admit(exchange, issues);
    if (readsQuery) scope.query = exchange.request.queryText === '' ? noValues() : open.query.open(exchange);
    if (body) Object.assign(scope, body.admit(exchange, issues));
    else if (exchange.payload.kind !== 'none') scope.body = open.body.open(exchange);
    if (readsRequest) scope.request = requestFacts(exchange);
    return { scope, issues, more: issues.more ?? 0 };
  };
}
