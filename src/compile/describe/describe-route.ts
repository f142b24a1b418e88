/** A hand-written route → what documents say of it: put together from what it was compiled from, when somebody asks. */

import type { JsonSchema } from '../../core/json.ts';
import type { CompiledRoute } from '../compiled-route.ts';
import type { Lookup } from '../schema/walk.ts';
import type { RouteBackground } from './background.ts';
import { describeBodies } from './bodies.ts';
import { describeCases } from './case-responses.ts';
import { exampleAnswers } from './example-answers.ts';
import { routeMeaning } from './meaning.ts';
import { ownSchema } from './own-schemas.ts';
import { describeParameters } from './parameters.ts';
import { describePromises } from './promised-responses.ts';
import { describeRefusals } from './refusal-responses.ts';
import { mergeResponses } from './responses.ts';
import { OWN_REF, type RouteDescription } from './route-description.ts';

/** Everything but the route's name, summary and tags, which are its own. */
export function describeRoute(route: CompiledRoute, background: RouteBackground): RouteDescription {
  const { pattern } = route;
  const { sources, schemas } = background;
  const own = new Map<string, JsonSchema>();
  const lookup: Lookup = (ref) => own.get(ref) ?? ownSchema(ref) ?? schemas.lookup(ref);
  const named = (name: string, schema: JsonSchema): JsonSchema => {
    own.set(`${OWN_REF}${name}`, schema);
    return { $ref: `${OWN_REF}${name}` };
  };
  const meaning = routeMeaning({ pattern, sources, vars: route.constants.vars, lookup });
  const examples = exampleAnswers(route, background);
  const context = { route, background, meaning, examples };
  const notes = notesOf(route, background);
  return {
    parameters: describeParameters(pattern, sources, { values: examples.values, lookup }),
    ...describeBodies(background, examples),
    responses: mergeResponses([
      ...describeCases(context),
      ...describePromises(context),
      ...describeRefusals({ route, background, meaning, lookup, named }),
    ]),
    ...(notes.length === 0 ? {} : { notes }),
    lookup,
  };
}

function notesOf({ pattern }: CompiledRoute, { sources }: RouteBackground): readonly string[] {
  const [rest] = pattern.segments.flatMap((segment) => (segment.kind === 'rest' ? [segment.param] : []));
  const closed = sources.filter(({ additional }) => !additional).map(({ name }) => name);
  return [
    ...(rest === undefined ? [] : [`\`{${rest}}\` is the rest of the path: it may have slashes in it, or be empty.`]),
    ...(closed.length === 0 ? [] : [`What is not declared is refused in: ${closed.join(', ')}.`]),
  ];
}
