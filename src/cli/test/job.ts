/** The words of `mockapi test`, read: what is tested, on what, how, and who is told. */

import { resolve } from 'node:path';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Reporter } from '../../runner/reporters/reporter.ts';
import type { RemoteDocuments } from '../../serve/remote-documents.ts';
import type { ProjectLocation } from '../../spec/load-find.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { type RemoteChoice, remoteDocuments } from '../project-words.ts';
import type { Terminal } from '../terminal.ts';
import { readEnv } from './env-file.ts';
import { type NamedPattern, type Output, parseReporter } from './option-values.ts';
import { splitPaths } from './paths.ts';
import { readAuthority, type Service } from './service.ts';

/** As the command line gives them. */
export interface TestOptions extends RemoteChoice {
  readonly config?: string;
  readonly target?: string;
  readonly insecure?: true;
  readonly ca?: string;
  readonly tag?: readonly string[];
  readonly grep?: NamedPattern;
  readonly bail?: true;
  readonly workers?: number;
  readonly watch?: true;
  readonly list?: true;
  readonly dryRun?: true;
  readonly timeout?: number;
  readonly retries?: number;
  readonly var?: Readonly<Record<string, Json>>;
  readonly envFile?: string;
  readonly update?: true;
  readonly reporter?: Reporter;
  readonly output?: readonly Output[];
  readonly minCoverage?: number;
  readonly strict?: true;
  readonly seed?: number;
}

export interface TestJob {
  readonly location: ProjectLocation;
  /** Suites and folders of which alone suites are run, as typed; empty for all that are found. */
  readonly chosen: readonly string[];
  /** Variables: settings, and what expressions see as `env`. */
  readonly env: Terminal['env'];
  /** Settings that win over variables and file. */
  readonly flags: JsonObject;
  readonly isStrict: boolean;
  /** Where documents behind URLs come from; undefined where they are not read. */
  readonly remote: RemoteDocuments | undefined;
  /** Undefined for the mock. */
  readonly service: Service | undefined;
  readonly choice: Choice;
  readonly vars: Readonly<Record<string, Json>>;
  readonly workers: number | undefined;
  readonly isBailing: boolean;
  readonly timeoutMs: number | undefined;
  readonly retries: number | undefined;
  readonly isUpdating: boolean;
  readonly seed: number | undefined;
  readonly outputs: readonly Output[];
  readonly minCoverage: number | undefined;
}

/** Which cases are meant; all without tags and pattern. */
export interface Choice {
  /** Any of them. */
  readonly tags: readonly string[];
  readonly grep: NamedPattern | undefined;
}

/** A mock of its own: on a free port, with no console, no files, and a journal that holds what a case can send. */
const MOCK_FLAGS: JsonObject = {
  server: { host: '127.0.0.1', port: 0 },
  console: 'off',
  log: 'off',
  journal: { keep: 100_000 },
};

/** Throws CommandFailure for what cannot be meant. */
export function readJob(paths: readonly string[], options: TestOptions, terminal: Terminal): TestJob {
  const { config, seed } = options;
  const { cwd } = terminal;
  const service = serviceOf(options, cwd);
  const { loaded, chosen } = splitPaths(paths, { cwd, isMock: service === undefined });
  return {
    location: { paths: loaded, cwd, config },
    chosen,
    env: readEnv(options.envFile, terminal),
    flags: MOCK_FLAGS,
    isStrict: options.strict === true,
    remote: remoteDocuments(options),
    service,
    choice: { tags: options.tag ?? [], grep: options.grep },
    vars: options.var ?? {},
    workers: options.workers,
    isBailing: options.bail === true,
    timeoutMs: options.timeout,
    retries: options.retries,
    isUpdating: options.update === true,
    seed,
    outputs: outputsOf(options, terminal),
    minCoverage: options.minCoverage,
  };
}

function serviceOf({ target, insecure, ca, minCoverage }: TestOptions, cwd: string): Service | undefined {
  if (target === undefined) {
    const [lonely] = [...(insecure ? ['--insecure'] : []), ...(ca === undefined ? [] : ['--ca'])];
    if (lonely !== undefined) throw wrong(`${lonely} is for the TLS of a service: name it with --target URL`);
    return undefined;
  }
  if (minCoverage !== undefined) {
    throw wrong('--min-coverage is for the mock: what of a service was exercised is not known');
  }
  return {
    url: target,
    tls: { isInsecure: insecure === true, ca: ca === undefined ? undefined : readAuthority(ca, cwd) },
  };
}

/** What goes to standard output is by default the report for people. */
function outputsOf({ reporter, output = [] }: TestOptions, { cwd, out }: Terminal): readonly Output[] {
  const named = [...(reporter ? [{ reporter, file: undefined }] : []), ...output];
  const [first, second] = named.filter(({ file }) => file === undefined);
  if (first && second) {
    const name = second.reporter.name;
    throw wrong(
      `"${first.reporter.name}" and "${name}" cannot both go to standard output: give one a file, such as --output ${name}=FILE`,
    );
  }
  const files = new Set<string>();
  for (const { file } of named) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    if (files.has(path)) throw wrong(`two reports cannot both go to "${file}"`);
    files.add(path);
  }
  if (first) return named;
  return [{ reporter: parseReporter(out.isTerminal ? 'pretty' : 'plain'), file: undefined }, ...named];
}

function wrong(message: string): CommandFailure {
  return new CommandFailure(EXIT.wrong, message);
}
