/** Suites from YAML texts, compiled as a run compiles them, and answers to show to them. */

import { formatKinds } from '../../../src/compile/project.ts';
import { createSchemaLibrary } from '../../../src/compile/schema/index.ts';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import type { Problem } from '../../../src/core/problem.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Runtime, Scope } from '../../../src/core/runtime.ts';
import { compileSuites } from '../../../src/runner/compile/compile-suites.ts';
import type {
  Answer,
  CompiledSuite,
  ExpectationFailure,
  PreparedRequest,
  RequestStep,
  TestCase,
  TestStep,
  UseStep,
} from '../../../src/runner/compiled-suite.ts';
import { fileMentions } from '../../../src/spec/file-mentions.ts';
import { suiteFileSchema } from '../../../src/spec/format/suite-file.ts';
import type { LoadedFile } from '../../../src/spec/load.ts';
import { normalizeSuite } from '../../../src/spec/normalize-suite.ts';
import { parseDocument } from '../../../src/spec/parse.ts';
import { createShapeCheck } from '../../../src/spec/shape.ts';
import type { SuiteSpec } from '../../../src/spec/suite-spec.ts';
import { brief } from '../../spec/support.ts';

export const runtime: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

const check = createShapeCheck(suiteFileSchema(formatKinds()));

export interface Compiled {
  readonly suites: readonly CompiledSuite[];
  /** `goods.test.yaml:3:5 unknown-name there is no "x" here (did you mean "y"?)`; without the file for the first one. */
  readonly told: readonly string[];
}

export interface CompileOptions {
  readonly snapshot?: Snapshot;
  readonly givenVars?: readonly string[];
  /** Absolute paths of files that are there beside those that are given. */
  readonly assets?: readonly string[];
  /** Where the files are; nothing is read from it. Default: `/p`. */
  readonly folder?: string;
  /** Names of suites that run. Default: all that are given. */
  readonly run?: readonly string[];
}

/** Files by name; `*.test.yaml` are suites. A text alone is `a.test.yaml`. */
export function compile(given: string | Readonly<Record<string, string>>, options: CompileOptions = {}): Compiled {
  const { folder = '/p', assets = [], givenVars = [], snapshot } = options;
  const files = typeof given === 'string' ? { 'a.test.yaml': given } : given;
  const [first = ''] = Object.keys(files);
  const told: string[] = [];
  const report = (problem: Problem): void => {
    const { file } = problem.origin;
    told.push(`${file === first ? '' : `${file}:`}${brief(problem)}`);
  };
  const loaded = new Map<string, LoadedFile>();
  const specs = new Map<string, SuiteSpec | undefined>();
  for (const [file, text] of Object.entries(files)) {
    const path = `${folder}/${file}`;
    const source = { path, file, text, hash: text };
    const problems: Problem[] = [];
    const document = file.endsWith('.csv') ? undefined : parseDocument(source, (problem) => problems.push(problem));
    problems.forEach(report);
    loaded.set(path, { source, document, problems, ...fileMentions(document?.value ?? null, path) });
    if (file.includes('.test.')) specs.set(path, document && normalizeSuite(document, { check, report }));
  }
  const run = options.run?.map((file) => `${folder}/${file}`) ?? [...specs.keys()];
  const suites = compileSuites(
    run.flatMap((path) => specs.get(path) ?? []),
    {
      report,
      specs,
      schemas: createSchemaLibrary({ document: (path) => loaded.get(path)?.document }),
      snapshot,
      rowsFile: (path) => loaded.get(path),
      exists: (path) => loaded.has(path) || assets.includes(path),
      givenVars,
    },
  );
  return { suites, told };
}

/** The problems alone. */
export function told(given: Parameters<typeof compile>[0], options?: CompileOptions): readonly string[] {
  return compile(given, options).told;
}

/** The first suite, of files without problems. */
export function suiteOf(given: Parameters<typeof compile>[0], options?: CompileOptions): CompiledSuite {
  const { suites, told: problems } = compile(given, options);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const [suite] = suites;
  if (!suite) throw new Error('no suite');
  return suite;
}

/** A case of a suite without problems; `item` is the case without its dash, `above` what stands beside `cases`. */
export function caseOf(item: string, above = '', options?: CompileOptions): TestCase {
  const [only] = suiteOf(inSuite(item, above), options).cases;
  if (!only) throw new Error('no case');
  return only;
}

/** The text of a suite with this case. */
export function inSuite(item: string, above = ''): string {
  return `${above}${above === '' ? '' : '\n'}cases:\n  - ${item.trim().replaceAll('\n', '\n    ')}\n`;
}

/** The last step of a case, which is a request. */
export function requestOf(item: string, above?: string, options?: CompileOptions): RequestStep {
  return asRequest(caseOf(item, above, options).steps.at(-1));
}

export function asRequest(step: TestStep | undefined): RequestStep {
  if (step?.kind !== 'request') throw new Error(`a step of kind ${step?.kind}`);
  return step;
}

export function asUse(step: TestStep | undefined): UseStep {
  if (step?.kind !== 'use') throw new Error(`a step of kind ${step?.kind}`);
  return step;
}

/** What is sent. */
export function sentBy(
  item: string,
  scope: Scope = {},
  options?: CompileOptions & { readonly above?: string },
): PreparedRequest {
  return requestOf(item, options?.above, options).prepare(scope, runtime);
}

/** An answer; `body` is JSON, a text or bytes. */
export function answer(body: unknown, more: Partial<Answer> = {}): Answer {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body));
  return { status: 200, header: {}, cookie: {}, body, time: 5, bytes, answeredBy: undefined, ...more };
}

/**
 * What the `expect` of `GET /x: { expect: … }` finds in an answer, one line each, the differences behind it; columns
 * count from where `expect` begins.
 */
export function missesOf(expect: string, received: Answer, scope: Scope = {}): readonly string[] {
  const head = 'GET /x: { expect: ';
  const step = requestOf(`${head}${expect} }`, 'vars: { a: 1 }');
  const found = step.expect?.look(received, { vars: { a: 1 }, ...scope }, runtime) ?? [];
  const start = '  - '.length + head.length;
  return found.map((failure) => `${failure.origin.column - start}${missLine(failure).replace(/^\d+:\d+/, '')}`);
}

/** `3:10 body.a: expected 1, received 2 | /body/a 1 2`. */
export function missLine({ origin, message, differences }: ExpectationFailure): string {
  const shown = differences.map(({ pointer, expected, received }) =>
    [pointer, show(expected), show(received)].join(' '),
  );
  return [`${origin.line}:${origin.column} ${message}`, ...shown].join(' | ');
}

function show(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : Buffer.isBuffer(value)
      ? `<${value.toString('hex')}>`
      : JSON.stringify(value);
}
