/** Shape-checked channels and the defaults around them → channels in canonical form. */

import { MAX_TIMER_MS, parseDuration } from '../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import { parseSize } from '../core/size.ts';
import { HANDSHAKE_SOURCES } from '../core/source.ts';
import { channelPreset } from './channel-preset.ts';
import type {
  ChannelLimits,
  ChannelSpec,
  MessageRate,
  MessageRuleSpec,
  RuleSpecs,
  SameUser,
  StepSpec,
  TimerSpec,
} from './channel-spec.ts';
import { type Common, checkParams, type Layers, mergeLayers } from './layers.ts';
import { normalizeSteps, type StepWords } from './normalize-steps.ts';
import { checkUrlNames, mergeParams } from './params.ts';
import type { PathPattern } from './path.ts';
import { parsePrefixedPath } from './prefixed-path.ts';
import type { Located } from './route-spec.ts';
import { warnUnreachable } from './unreachable.ts';

/** What surrounds the channels of a file. */
export interface ChannelSurroundings extends Layers {
  readonly steps: readonly StepWords[];
}

/** Reports what is wrong with paths, which leaves a channel out, with units, and with keys that exclude each other. */
export function normalizeChannels(
  channels: Located<JsonObject>,
  around: ChannelSurroundings,
  report: Report,
): ChannelSpec[] {
  const common = mergeLayers(around, report);
  const specs: ChannelSpec[] = [];
  for (const [key, value] of Object.entries(channels.value)) {
    const place = channels.place.child(key);
    const pattern = parseChannelPath(key, common.prefix, place, report);
    if (!pattern) continue;
    const written = { value: isJsonObject(value) ? value : {}, place };
    specs.push(normalizeChannel(written, pattern, common, around, report));
  }
  return specs;
}

function parseChannelPath(key: string, prefix: string, place: Place, report: Report): PathPattern | undefined {
  const path = /^[A-Za-z]+\s+(\/.*)$/.exec(key)?.[1];
  if (path === undefined) return parsePrefixedPath({ path: key, offset: 0 }, prefix, place, report);
  report(place.problem('bad-route', 'a channel has a path and no method', { part: 'key', hint: `write "${path}"` }));
  return undefined;
}

function normalizeChannel(
  { value, place }: Located<JsonObject>,
  pattern: PathPattern,
  common: Common,
  { steps }: ChannelSurroundings,
  report: Report,
): ChannelSpec {
  const at = (key: string): Located | undefined => located({ value, place }, key);
  const own = at('params') as Located<JsonObject> | undefined;
  if (own) {
    checkParams(own, report);
    checkUrlNames(own, pattern, report);
  }
  const preset = channelPreset(String(value.preset));
  const envelope = at('envelope');
  return {
    pattern,
    place,
    name: text(value.name) ?? `WS ${pattern.path}`,
    summary: text(value.summary),
    description: text(value.description),
    tags: [...new Set([...common.tags, ...((value.tags ?? []) as readonly string[])])],
    params: handshakeOnly(mergeParams([...common.params, ...(own ? [own] : [])], pattern)),
    vars: { ...common.vars, ...(isJsonObject(value.vars) ? value.vars : {}) },
    envelope: envelope ? [...common.envelope, envelope] : common.envelope,
    room: at('room'),
    user: at('user'),
    sameUser: (value['same-user'] ?? 'allow') as SameUser,
    historyCount: Number(value.history ?? 0),
    heartbeatMs: timerMs(at('heartbeat'), 30_000, report),
    protocols: value.protocols as readonly string[] | undefined,
    origins: (value.origin as readonly string[] | undefined)?.map((origin) => origin.toLowerCase()),
    limits: limitsOf(at('limits'), report),
    message: at('message') ?? (preset && located(preset, 'message')),
    sends: at('sends'),
    on: normalizeRules(at('on'), preset && located(preset, 'on'), steps, report),
    timers: normalizeTimers(at('timers'), steps, report),
  };
}

/** A handshake has no body: what a file declares of one is for its routes. */
function handshakeOnly(params: ChannelSpec['params']): ChannelSpec['params'] {
  return Object.fromEntries(HANDSHAKE_SOURCES.flatMap((name) => (params[name] ? [[name, params[name]]] : [])));
}

const DEFAULT_LIMITS: ChannelLimits = {
  members: 500,
  frameBytes: 64 * 1024,
  queueBytes: 1024 * 1024,
  rate: { count: 50, perMs: 1000 },
};

function limitsOf(written: Located | undefined, report: Report): ChannelLimits {
  if (!written || !isJsonObject(written.value)) return DEFAULT_LIMITS;
  const { members, frame, queue, rate } = written.value;
  const bytes = (key: string, value: Json | undefined): number | undefined => {
    if (value === undefined) return undefined;
    const size = parseSize(String(value));
    if (size) return size;
    report(written.place.child(key).problem('wrong-value', `"${String(value)}" lets nothing through`));
    return undefined;
  };
  return {
    members: typeof members === 'number' ? members : DEFAULT_LIMITS.members,
    frameBytes: bytes('frame', frame) ?? DEFAULT_LIMITS.frameBytes,
    queueBytes: bytes('queue', queue) ?? DEFAULT_LIMITS.queueBytes,
    rate: rate === undefined ? DEFAULT_LIMITS.rate : parseRate(String(rate)),
  };
}

/** `50/s`; undefined for `off`. */
function parseRate(text: string): MessageRate | undefined {
  const [, count, unit = ''] = /^(\d+)\/([smh])$/.exec(text) ?? [];
  return count === undefined ? undefined : { count: Number(count), perMs: parseDuration(`1${unit}`) ?? 0 };
}

/** A time between two moments: neither none nor longer than a timer takes. */
function timerMs(written: Located | undefined, fallback: number, report: Report): number {
  if (!written) return fallback;
  const ms = parseDuration(String(written.value)) ?? 0;
  if (ms >= 1 && ms <= MAX_TIMER_MS) return ms;
  const hint = 'write a time from 1ms to 24d';
  report(written.place.problem('wrong-value', `"${String(written.value)}" is no time between two events`, { hint }));
  return fallback;
}

/** A rule replaces its namesake of the preset. */
function normalizeRules(
  own: Located | undefined,
  preset: Located | undefined,
  kinds: readonly StepWords[],
  report: Report,
): RuleSpecs {
  const rule = (key: string): (Located & { readonly isPreset: boolean }) | undefined => {
    const written = own && located(own, key);
    if (written) return { ...written, isPreset: false };
    const built = preset && located(preset, key);
    return built && { ...built, isPreset: true };
  };
  const steps = (key: string): readonly StepSpec[] | undefined => {
    const found = rule(key);
    return found && normalizeSteps(found.value, found.place, kinds, report);
  };
  const message = rule('message');
  return {
    join: steps('join') ?? [],
    message: message ? normalizeMessageRules(message, message.isPreset, kinds, report) : [],
    invalid: steps('invalid'),
    leave: steps('leave') ?? [],
  };
}

function normalizeMessageRules(
  { value, place }: Located,
  isPreset: boolean,
  kinds: readonly StepWords[],
  report: Report,
): readonly MessageRuleSpec[] {
  const written: readonly Json[] = Array.isArray(value) ? value : [];
  const rules = written.map((item, index): MessageRuleSpec => {
    const at = place.child(index);
    const rule = { value: item, place: at };
    return {
      place: at,
      when: located(rule, 'when'),
      steps: normalizeSteps(located(rule, 'do')?.value, at.child('do'), kinds, report),
      isPreset,
    };
  });
  warnUnreachable(rules, { item: 'rule', all: 'every message' }, report);
  return rules;
}

function normalizeTimers(
  timers: Located | undefined,
  kinds: readonly StepWords[],
  report: Report,
): readonly TimerSpec[] {
  if (!timers || !Array.isArray(timers.value)) return [];
  return timers.value.map((item: Json, index): TimerSpec => {
    const place = timers.place.child(index);
    const timer = { value: item, place };
    return {
      place,
      everyMs: timerMs(located(timer, 'every'), 1000, report),
      steps: normalizeSteps(located(timer, 'do')?.value, place.child('do'), kinds, report),
    };
  });
}

function located({ value, place }: Located, key: string): Located | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return found === undefined ? undefined : { value: found, place: place.child(key) };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
