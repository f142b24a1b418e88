/** A channel → what documents say of it: put together from what it was compiled from, when somebody asks. */

import type { JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { HANDSHAKE_SOURCES, type ParamSource } from '../../core/source.ts';
import type { ChannelSpec } from '../../spec/channel-spec.ts';
import type { ChannelDescription } from './channel-description.ts';
import type { ExpectedSource } from './describe-route.ts';
import { describeRules } from './describe-rules.ts';
import { describeParameters } from './parameters.ts';
import type { DescribedParameter } from './route-description.ts';

/** What a channel keeps for its description. */
export interface ChannelBackground {
  readonly spec: ChannelSpec;
  /** The declared ones. */
  readonly sources: ReadonlyMap<ParamSource, ExpectedSource>;
  /** Resolved. */
  readonly message: JsonSchema | undefined;
  readonly sends: JsonSchema | undefined;
  readonly schemas: SchemaLibrary;
}

/** Everything but the channel's name, summary, tags and limits, which are its own. */
export function describeChannel({ spec, sources, message, sends, schemas }: ChannelBackground): ChannelDescription {
  const closed = HANDSHAKE_SOURCES.filter((name) => sources.get(name)?.additional === false);
  return {
    parameters: describeParameters(spec.pattern, sources),
    closedSources: closed as readonly DescribedParameter['in'][],
    message,
    sends,
    room: spec.room?.value,
    user: spec.user?.value,
    rules: describeRules(spec),
    lookup: schemas.lookup,
  };
}
