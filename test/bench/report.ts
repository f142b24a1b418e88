/** What was measured, as a table for people and as data. */

import type { Growth } from './growth.ts';
import { type JournalReport, printJournal } from './journal.ts';
import type { Measurement, Round } from './rounds.ts';
import type { Scenario } from './scenarios.ts';
import { median, type Spread, spread } from './statistics.ts';
import { printSpread, printTable } from './table.ts';

export const BARE = 'node:http';
export const KOA = 'empty koa';
export const FEW = 'mockapi 10';
export const MANY = 'mockapi 10,000';

export interface ScenarioReport {
  readonly name: string;
  readonly what: string;
  readonly aim: number;
  readonly servers: readonly {
    readonly name: string;
    readonly perSecond: number;
    readonly cpuUs: number;
    readonly loadBusy: number;
  }[];
  /** Of the requests a second, one ratio a round. */
  readonly toKoa: Spread;
  readonly toBare: Spread;
  readonly manyToFew: Spread;
  /** The same of the processor time of a request, the reference's by ours: what a busy machine changes least. */
  readonly toKoaByCpu: Spread;
  readonly manyToFewByCpu: Spread;
}

export interface Report {
  readonly machine: string;
  readonly scenarios: readonly ScenarioReport[];
  readonly journal: readonly JournalReport[];
  readonly growth: readonly Growth[];
}

export function reportScenario(scenario: Scenario, rounds: readonly Round[]): ScenarioReport {
  const ratios = (of: string, to: string, measure: 'perSecond' | 'cpuUs'): Spread =>
    spread(rounds.map((round) => (round.get(of)?.[measure] ?? Number.NaN) / (round.get(to)?.[measure] ?? Number.NaN)));
  const middle = (name: string, measure: keyof Measurement): number =>
    median(rounds.map((round) => round.get(name)?.[measure] ?? Number.NaN));
  return {
    name: scenario.name,
    what: scenario.what,
    aim: scenario.aim,
    servers: [BARE, KOA, FEW, MANY].map((name) => ({
      name,
      perSecond: middle(name, 'perSecond'),
      cpuUs: middle(name, 'cpuUs'),
      loadBusy: middle(name, 'loadBusy'),
    })),
    toKoa: ratios(MANY, KOA, 'perSecond'),
    toBare: ratios(MANY, BARE, 'perSecond'),
    manyToFew: ratios(MANY, FEW, 'perSecond'),
    toKoaByCpu: ratios(KOA, MANY, 'cpuUs'),
    manyToFewByCpu: ratios(FEW, MANY, 'cpuUs'),
  };
}

export function printReport({ machine, scenarios, journal, growth }: Report): string {
  return [
    machine,
    ...scenarios.map(printScenario),
    ...(journal.length === 0 ? [] : [printJournal(journal)]),
    ...(growth.length === 0 ? [] : [printGrowth(growth)]),
  ].join('\n\n');
}

function printScenario(report: ScenarioReport): string {
  const rows = report.servers.map((server) => [
    server.name,
    String(Math.round(server.perSecond)),
    server.cpuUs.toFixed(1),
    `${Math.round(server.loadBusy * 100)} %`,
  ]);
  return [
    report.what,
    printTable(['', 'requests/s', 'server CPU µs', 'load core busy'], rows),
    `  ${MANY} / ${KOA}      ${printSpread(report.toKoa)}   aim ${report.aim}   by CPU ${printSpread(report.toKoaByCpu)}`,
    `  ${MANY} / ${BARE}      ${printSpread(report.toBare)}`,
    `  ${MANY} / ${FEW}     ${printSpread(report.manyToFew)}   aim 0.95   by CPU ${printSpread(report.manyToFewByCpu)}`,
  ].join('\n');
}

function printGrowth(growth: readonly Growth[]): string {
  const rows = growth.map((item) => [
    String(item.routes),
    `${Math.round(item.upMs)} ms`,
    `${Math.round(item.processMs)} ms`,
    `${Math.round(item.liveMs)} ms`,
    `${Math.round(item.workMs)} ms`,
    `${Math.round(item.heapBytes / 1_048_576)} MB`,
    `${Math.round(item.rssBytes / 1_048_576)} MB`,
  ]);
  return [
    'growth with the number of routes (ten a file)',
    printTable(['routes', 'up', 'with Node', 'edit live', 'of it work', 'heap', 'resident'], rows),
  ].join('\n');
}
