/** A hand-written route → what documents say of it: put together from what it was compiled from, when somebody asks. */

import type { CompiledSource, SchemaLibrary } from '../../core/kind.ts';
import type { ParamSource } from '../../core/source.ts';
import type { RouteSpec } from '../../spec/route-spec.ts';
import type { CompiledRoute } from '../compiled-route.ts';
import { describeParameters } from './parameters.ts';
import type { RouteDescription } from './route-description.ts';

/** What a route keeps for its description. */
export interface RouteBackground {
  readonly spec: RouteSpec;
  /** The declared ones. */
  readonly sources: ReadonlyMap<ParamSource, ExpectedSource>;
  readonly schemas: SchemaLibrary;
}

export type ExpectedSource = Pick<CompiledSource, 'params' | 'additional'>;

/** Everything but the route's name, summary and tags, which are its own. */
export function describeRoute(route: CompiledRoute, { sources, schemas }: RouteBackground): RouteDescription {
  return {
    parameters: describeParameters(route.pattern, sources),
    bodies: [],
    isBodyRequired: false,
    responses: [],
    lookup: schemas.lookup,
  };
}
