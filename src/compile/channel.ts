/** A channel in canonical form → a channel ready to talk. */

import type { Issues } from '../core/issue.ts';
import type { JsonSchema } from '../core/json.ts';
import { ANYTHING } from '../core/names.ts';
import { addViolations } from '../kinds/source/issues.ts';
import type { ChannelSpec } from '../spec/channel-spec.ts';
import type { Located } from '../spec/route-spec.ts';
import { compileAdmit } from './admit.ts';
import type { ChannelRules, CompiledChannel } from './compiled-channel.ts';
import type { Constants } from './compiled-route.ts';
import { keepSources } from './describe/background.ts';
import type { ChannelDescription } from './describe/channel-description.ts';
import { type ChannelBackground, describeChannel } from './describe/describe-channel.ts';
import { compileRooms, compileUser } from './membership.ts';
import { channelNames, envelopeNames } from './names.ts';
import { ownRefusals } from './own-refusals.ts';
import { compileSources, parameterInfos } from './parameters.ts';
import { keepPromise, type SchemaPromise } from './promise.ts';
import { type RouteContext, watchErrors } from './route-context.ts';
import { compileMessageRules, compileSteps, compileTimers, type ScriptContext } from './script.ts';
import { holdFrames } from './sends.ts';

/** What a channel stands under in its table: no method of HTTP. */
export const CHANNEL_METHOD = 'WS';

/** Reports every problem of the channel; undefined when it cannot be served. */
export function compileChannel(spec: ChannelSpec, context: RouteContext): CompiledChannel | undefined {
  const watched = watchErrors(context.report);
  const { report } = watched;
  const inside = { ...context, report };
  const { pattern, vars } = spec;
  const sources = compileSources({ params: spec.params, coerce: false }, inside);
  const message = resolved(spec.message, inside);
  const promise = promised(spec.sends, inside);
  const known = new Map([...sources].map(([name, source]) => [name, source.known]));
  const names = channelNames(
    known,
    pattern.params,
    vars,
    message === undefined ? ANYTHING : context.schemas.known(message),
  );
  const rooms = compileRooms(spec.room, pattern, { names: names.handshake, report });
  const user = compileUser(spec.user, pattern, { names: names.handshake, report });
  const uses = new Set<string>([...(rooms?.uses ?? []), ...(user?.uses ?? [])]);

  const holdFrame = holdFrames(promise, inside);
  const script: ScriptContext = { names: names.presence, route: inside, sender: 'here', holdFrame, uses };
  const open = channelNames(known, pattern.params, vars, ANYTHING).message;
  const on: ChannelRules = {
    join: compileSteps(spec.on.join, script),
    message: compileMessageRules(spec.on.message, open, { ...script, names: names.message }),
    invalid: spec.on.invalid && compileSteps(spec.on.invalid, { ...script, names: names.invalid }),
    leave: compileSteps(spec.on.leave, { ...script, sender: 'gone' }),
  };
  const timers = compileTimers(spec.timers, { ...script, names: names.timer });
  const refusals = ownRefusals(spec, sources, { ...inside, envelopeNames: envelopeNames(vars) });
  if (watched.hasErrors() || !refusals || !rooms || !user) return undefined;

  const origin = spec.place.origin({ part: 'key' });
  const constants: Constants = {
    route: { name: spec.name, path: pattern.path, tags: spec.tags },
    env: context.env,
    vars,
  };
  return {
    id: `${CHANNEL_METHOD} ${pattern.path}`,
    method: CHANNEL_METHOD,
    path: pattern.path,
    pattern,
    summary: spec.summary,
    description: spec.description,
    tags: spec.tags,
    place: spec.place,
    origin,
    at: `${origin.file}:${origin.line}`,
    parameters: parameterInfos(spec),
    constants,
    refusals,
    admit: compileAdmit({ sources, uses, constants, kinds: context.kinds.sources }),
    rooms: rooms.read,
    user: user.read,
    sameUser: spec.sameUser,
    historyCount: spec.historyCount,
    heartbeatMs: spec.heartbeatMs,
    protocols: spec.protocols,
    origins: spec.origins,
    limits: spec.limits,
    checkMessage: message === undefined ? undefined : messageCheck(message, context),
    sends: promise && keepPromise(promise, context.schemas),
    on,
    timers,
    describe: describing({
      spec,
      sources: keepSources(sources),
      message,
      sends: promise?.schema,
      schemas: context.schemas,
    }),
  };
}

/** In a function of its own: a closure keeps all that the closures beside it use, and this one lives as long as its channel. */
function describing(background: ChannelBackground): () => ChannelDescription {
  let known: ChannelDescription | undefined;
  return () => {
    known ??= describeChannel(background);
    return known;
  };
}

function resolved(written: Located | undefined, { schemas, report }: RouteContext): JsonSchema | undefined {
  return written && schemas.resolve(written.value, written.place, report);
}

function promised(sends: Located | undefined, context: RouteContext): SchemaPromise | undefined {
  const schema = resolved(sends, context);
  return sends && schema !== undefined ? { key: 'sends', schema, place: sends.place } : undefined;
}

function messageCheck(schema: JsonSchema, { schemas }: RouteContext): (message: unknown, issues: Issues) => void {
  const validator = schemas.validator(schema);
  return (message, issues) => addViolations('message', validator.check(message), issues);
}
