/** A channel → what documents say of it: put together from what it was compiled from, when somebody asks. */

import type { JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { HANDSHAKE_SOURCES } from '../../core/source.ts';
import type { ChannelSpec } from '../../spec/channel-spec.ts';
import type { DeclaredParams } from './background.ts';
import type { ChannelDescription } from './channel-description.ts';
import { describeRules } from './describe-rules.ts';
import { describeParameters } from './parameters.ts';
import type { DescribedParameter } from './route-description.ts';

/** What a channel keeps for its description. */
export interface ChannelBackground {
  readonly spec: ChannelSpec;
  /** The declared ones. */
  readonly sources: readonly DeclaredParams[];
  /** Resolved. */
  readonly message: JsonSchema | undefined;
  readonly sends: JsonSchema | undefined;
  readonly schemas: SchemaLibrary;
}

/** Everything but the channel's name, summary, tags and limits, which are its own. */
export function describeChannel({ spec, sources, message, sends, schemas }: ChannelBackground): ChannelDescription {
  const closed = HANDSHAKE_SOURCES.filter((place) =>
    sources.some(({ name, additional }) => name === place && !additional),
  );
  return {
    parameters: describeParameters(spec.pattern, sources, { values: undefined, lookup: schemas.lookup }),
    closedSources: closed as readonly DescribedParameter['in'][],
    message,
    sends,
    room: spec.room?.value,
    user: spec.user?.value,
    rules: describeRules(spec),
    lookup: schemas.lookup,
  };
}
