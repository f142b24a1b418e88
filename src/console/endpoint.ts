/** One endpoint of the console: what the router, the reading of its request and the OpenAPI document are made from. */

import type { ServerResponse } from 'node:http';
import { SpecError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Document } from '../spec/parse.ts';
import { type BodySpec, NO_BODY } from './body.ts';
import type { ConsoleContext } from './context.ts';
import { onBody } from './on-body.ts';
import { type Parameters, readPath, readQuery, type Values } from './parameter.ts';
import type { RefusalCode } from './refusal.ts';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With parameters as FORMAT has them: `/requests/{number}`. */
  readonly path: string;
  /** Names it for programs that are generated from the document: `getRequest`. */
  readonly id: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What else one should know. */
  readonly description?: string;
  readonly pathParameters: Parameters;
  readonly queryParameters: Parameters;
  readonly body: BodySpec<unknown>;
  readonly answer: AnswerSpec;
  /** How it may refuse, beside what any endpoint may. */
  readonly refusals: readonly RefusalCode[];
  /** Throws ConsoleRefusal, or SpecError for what the body says. */
  run(request: RawRequest, context: ConsoleContext): Promise<Answer>;
}

/** JSON where there is a schema; events otherwise. */
export type AnswerSpec =
  | { readonly description: string; readonly schema: JsonObject }
  | { readonly description: string; readonly type: 'text/event-stream' };

/** What is sent as JSON, or whoever writes the answer. */
export type Answer = object | ((response: ServerResponse) => void);

/** A request as the router has it. */
export interface RawRequest {
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined where there is none. */
  readonly document: Document | undefined;
  /** The header `Last-Event-ID`. */
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
}

/** The same, read. */
export interface Asked<Path extends Parameters, Query extends Parameters, Body> {
  readonly path: Values<Path>;
  readonly query: Values<Query>;
  readonly body: Body;
  readonly lastEventId: string | undefined;
  /** Aborted once nobody waits for the answer any more, or the console stops: its reason is what to answer then. */
  readonly signal: AbortSignal;
}

interface EndpointSpec<Path extends Parameters, Query extends Parameters, Body>
  extends Omit<Endpoint, 'pathParameters' | 'queryParameters' | 'body' | 'refusals' | 'run'> {
  readonly pathParameters?: Path;
  readonly queryParameters?: Query;
  readonly body?: BodySpec<Body>;
  readonly refusals?: readonly RefusalCode[];
  handle(asked: Asked<Path, Query, Body>, context: ConsoleContext): Answer | Promise<Answer>;
}

type NoParameters = Readonly<Record<never, never>>;

export function endpoint<
  Path extends Parameters = NoParameters,
  Query extends Parameters = NoParameters,
  Body = undefined,
>({ handle, ...spec }: EndpointSpec<Path, Query, Body>): Endpoint {
  const pathParameters = spec.pathParameters ?? ({} as Path);
  const queryParameters = spec.queryParameters ?? ({} as Query);
  const body = spec.body ?? (NO_BODY as BodySpec<Body>);
  return {
    ...spec,
    pathParameters,
    queryParameters,
    body,
    refusals: spec.refusals ?? [],
    async run({ parts, query, document, lastEventId, signal }, context) {
      const asked = {
        path: readPath(pathParameters, parts),
        query: readQuery(queryParameters, query),
        body: body.read(document),
        lastEventId,
        signal,
      };
      try {
        return await handle(asked, context);
      } catch (error) {
        throw error instanceof SpecError && document ? onBody(error, document) : error;
      }
    },
  };
}
