/** What of a project a run exercises: told by the journals of its mocks as things happen, so that nothing is forgotten. */

import { CHANNEL_METHOD } from '../compile/channel.ts';
import type { CompiledChannel } from '../compile/compiled-channel.ts';
import type { CompiledRoute } from '../compile/compiled-route.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { Entry, ExchangeEntry } from '../journal/entry.ts';
import { createReceived } from './received-parameters.ts';
import type { Coverage, Missed, Share } from './result.ts';
import type { CoverageCollector } from './run-options.ts';

/** Of one route or channel, over all mocks of the run: each compiles the same files for itself. */
interface Tally {
  isMet: boolean;
  /** Of cases, by their index. */
  readonly cases: Set<number>;
  /** By their index. */
  readonly parameters: Set<number>;
  /** `join`, `leave`, `invalid`, and message rules by their index. */
  readonly rules: Set<string | number>;
}

export function createCoverage(): CoverageCollector {
  const tallies = new Map<string, Tally>();
  const tallyOf = (id: string): Tally => {
    const tally = tallies.get(id) ?? { isMet: false, cases: new Set(), parameters: new Set(), rules: new Set() };
    tallies.set(id, tally);
    return tally;
  };
  return {
    watch({ journal }) {
      return journal.onAppend(({ entry }) => note(entry, tallyOf));
    },
    result: (snapshot) => sumUp(snapshot, (id) => tallies.get(id)),
  };
}

function note(entry: Entry, tallyOf: (id: string) => Tally): void {
  switch (entry.kind) {
    case 'request':
      if (entry.met) noteExchange(entry, entry.met, tallyOf(entry.met.id));
      return;
    case 'connect':
      tallyOf(entry.connection.channel.id).rules.add('join');
      return;
    case 'received': {
      const { connection, rule, issues } = entry;
      const { id, on } = connection.channel;
      if (issues) tallyOf(id).rules.add('invalid');
      if (rule) tallyOf(id).rules.add(on.message.indexOf(rule));
      return;
    }
    case 'close':
      // The leave rule is not run for those who are there when the server goes.
      if (entry.code !== GOING_AWAY) tallyOf(entry.connection.channel.id).rules.add('leave');
      return;
    case 'sent':
      return;
  }
}

/** RFC 6455 §7.4.1. */
const GOING_AWAY = 1001;

function noteExchange(entry: ExchangeEntry, met: CompiledRoute | CompiledChannel, tally: Tally): void {
  // A plain request to a channel is refused before anybody looks at it.
  if (!isRoute(met) && entry.method !== CHANNEL_METHOD) return;
  tally.isMet = true;
  if (isRoute(met)) {
    const index = chosenIndex(entry, met);
    if (index >= 0) tally.cases.add(index);
  }
  const { parameters } = met;
  if (tally.parameters.size === parameters.length) return;
  const hasCome = createReceived(entry);
  for (const [index, parameter] of parameters.entries()) {
    if (!tally.parameters.has(index) && hasCome(parameter)) tally.parameters.add(index);
  }
}

/** A literal answer is that of the only case, and nobody has to choose it. */
function chosenIndex({ chosen, admission, refusal }: ExchangeEntry, { cases }: CompiledRoute): number {
  if (chosen) return cases.indexOf(chosen);
  return admission || refusal ? -1 : 0;
}

function isRoute(met: CompiledRoute | CompiledChannel): met is CompiledRoute {
  return 'cases' in met;
}

/** One thing that a run can exercise. */
interface Item extends Missed {
  readonly isCovered: boolean;
}

function sumUp({ routes, channels }: Snapshot, tallyOf: (id: string) => Tally | undefined): Coverage {
  const items = [
    ...routes.flatMap((route) => routeItems(route, tallyOf(route.id))),
    ...channels.flatMap((channel) => channelItems(channel, tallyOf(channel.id))),
  ];
  const { total, covered } = shareOf(items);
  return {
    routes: shareOf(items.filter(({ kind }) => kind === 'route')),
    cases: shareOf(items.filter(({ kind }) => kind === 'case')),
    parameters: shareOf(items.filter(({ kind }) => kind === 'parameter')),
    rules: shareOf(items.filter(({ kind }) => kind === 'rule')),
    // Rounded down: 100 is all of them.
    percent: total === 0 ? 100 : Math.floor((1000 * covered) / total) / 10,
    missed: items.flatMap(({ isCovered, ...missed }) => (isCovered ? [] : [missed])),
  };
}

function shareOf(items: readonly Item[]): Share {
  return { total: items.length, covered: items.filter(({ isCovered }) => isCovered).length };
}

function routeItems(route: CompiledRoute, tally: Tally | undefined): readonly Item[] {
  const { id, at, cases } = route;
  return [
    { kind: 'route', name: id, at, isCovered: tally?.isMet ?? false },
    ...parameterItems(route, tally),
    ...cases.map((item, index): Item => {
      const name = `${id} case ${index + 1}`;
      return { kind: 'case', name, at: item.at, isCovered: tally?.cases.has(index) ?? false };
    }),
  ];
}

function parameterItems(met: CompiledRoute | CompiledChannel, tally: Tally | undefined): readonly Item[] {
  return met.parameters.map(({ in: source, name }, index): Item => {
    const keys = source === 'body' ? ['params', source] : ['params', source, name];
    // One that a folder or the file declares for many is told where the route is.
    const { file, line } = met.place.child(...keys).origin({ part: 'key' });
    return {
      kind: 'parameter',
      name: `${met.id} ${source === 'body' ? source : `${source}.${name}`}`,
      at: `${file}:${line}`,
      isCovered: tally?.parameters.has(index) ?? false,
    };
  });
}

/** Timers are not among them: they go off by themselves. That nobody was let in is told by `join`, whatever it does. */
function channelItems(channel: CompiledChannel, tally: Tally | undefined): readonly Item[] {
  const { id, on } = channel;
  const rule = (key: string | number, name: string, written: string | undefined): Item => ({
    kind: 'rule',
    name: `${id} ${name}`,
    // Not what a preset's own text says.
    at: written?.startsWith(`${channel.origin.file}:`) ? written : channel.at,
    isCovered: tally?.rules.has(key) ?? false,
  });
  return [
    ...parameterItems(channel, tally),
    rule('join', 'join', on.join[0]?.at),
    ...on.message.map(({ at }, index) => rule(index, `message rule ${index + 1}`, at)),
    ...(on.invalid ? [rule('invalid', 'invalid', on.invalid[0]?.at)] : []),
    ...(on.leave.length > 0 ? [rule('leave', 'leave', on.leave[0]?.at)] : []),
  ];
}
