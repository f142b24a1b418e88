/**
 * JUnit XML. There is no one schema of it, so this keeps to what the two in use both allow: that of Jenkins' xUnit
 * plugin (junit-10.xsd) and that of Ant's task (JUnit.xsd of windyroad). Hence no attributes on `testsuites`, no
 * `file` on a case, one `failure` or `error` a case, `properties`, `system-out` and `system-err` in every suite,
 * and a timestamp in UTC that does not say so.
 */

import type { CaseResult, Failure, RunResult, SuiteResult } from '../result.ts';
import { failureText } from './failure-lines.ts';
import { markupAttribute, markupText } from './markup.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { INTERRUPTED, NOT_RUN } from './run-words.ts';
import { cutBefore, oneLine } from './shown-text.ts';

/** Of one case; GitLab takes reports up to 30 MB. */
const MOST_TEXT = 64 * 1024;

export const junit: Reporter = {
  name: 'junit',
  summary: 'JUnit XML for Jenkins, GitLab and their kin',
  create: (options) => ({ end: (result) => documentOf(result, options) }),
};

interface Testcase {
  readonly name: string;
  readonly ms: number;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** The element inside, when it did not pass. */
  readonly element: string;
}

function documentOf(result: RunResult, options: ReporterOptions): string {
  const uniqueName = createUniqueNames();
  const suites = result.suites.map((suite, id) => suiteElement(suite, { id, result, options, uniqueName }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

interface SuiteContext {
  readonly id: number;
  readonly result: RunResult;
  readonly options: ReporterOptions;
  uniqueName(className: string, name: string): string;
}

function suiteElement(suite: SuiteResult, { id, result, options, uniqueName }: SuiteContext): string {
  const testcases = testcasesOf(suite);
  const countOf = (outcome: Testcase['outcome']): string =>
    String(testcases.filter((testcase) => testcase.outcome === outcome).length);
  const className = classNameOf(suite.file);
  const attributes = attributesText({
    id: String(id),
    name: suite.name,
    package: className,
    hostname: 'localhost',
    timestamp: new Date(suite.startedAt).toISOString().slice(0, 19),
    tests: String(testcases.length),
    failures: countOf('failure'),
    errors: countOf('error'),
    skipped: countOf('skipped'),
    time: seconds(suite.ms),
  });
  const properties = Object.entries({
    file: suite.file,
    target: result.target ?? 'mock',
    mockapi: options.version,
    ...(result.interrupted === undefined ? {} : { interrupted: INTERRUPTED[result.interrupted] }),
  });
  return [
    `  <testsuite ${attributes}>\n    <properties>\n`,
    ...properties.map(([name, value]) => `      <property ${attributesText({ name, value })}/>\n`),
    '    </properties>\n',
    ...testcases.map(({ name, ms, element }) => {
      const head = attributesText({ classname: className, name: uniqueName(className, name), time: seconds(ms) });
      return element === '' ? `    <testcase ${head}/>\n` : `    <testcase ${head}>${element}</testcase>\n`;
    }),
    `    <system-out>${markupText(notesText(suite))}</system-out>\n    <system-err/>\n  </testsuite>\n`,
  ].join('');
}

/** `before` and `after` are cases of their own where they failed: readers know nothing else. */
function testcasesOf(suite: SuiteResult): readonly Testcase[] {
  return [
    ...aroundTestcase('before', suite.before),
    ...suite.cases.map((result) => testcaseOf(result, suite)),
    ...aroundTestcase('after', suite.after),
  ];
}

function aroundTestcase(name: string, failures: readonly Failure[]): readonly Testcase[] {
  return failures.length === 0 ? [] : [{ name, ms: 0, outcome: 'error', element: failureElement('error', failures) }];
}

function testcaseOf({ name, ms, status, reason, failures }: CaseResult, { before }: SuiteResult): Testcase {
  if (status === 'passed') return { name, ms, outcome: 'passed', element: '' };
  if (status === 'skipped') {
    const message = reason === undefined ? '' : ` ${attributesText({ message: reason })}`;
    return { name, ms, outcome: 'skipped', element: `<skipped${message}/>` };
  }
  if (failures.length === 0 && before.length > 0) {
    const attributes = attributesText({ type: 'before', message: NOT_RUN });
    return { name, ms, outcome: 'error', element: `<error ${attributes}/>` };
  }
  const outcome = failures.every((failure) => failure.kind === 'error') ? 'error' : 'failure';
  return { name, ms, outcome, element: failureElement(outcome, failures) };
}

function failureElement(element: 'failure' | 'error', failures: readonly Failure[]): string {
  const [first] = failures;
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  const attributes = attributesText({ type: first?.kind ?? 'error', message: `${first?.message ?? 'failed'}${more}` });
  const text = failureText(failures);
  const shown = text.length > MOST_TEXT ? `${cutBefore(text, MOST_TEXT)}…` : text;
  return `<${element} ${attributes}>${markupText(shown)}</${element}>`;
}

function notesText({ cases, notes: around }: SuiteResult): string {
  return [{ name: 'before, after', notes: around }, ...cases]
    .flatMap(({ name, notes }) => notes.map((note) => `${oneLine(name)}: ${oneLine(note)}\n`))
    .join('');
}

/** `routes.d/shop/goods.test.yaml` is `routes.d.shop.goods`: Jenkins groups by what is before the last dot. */
function classNameOf(file: string): string {
  return file
    .replace(/\.test\.(ya?ml|json)$/, '')
    .replace(/^(\.{0,2}[/\\])+/, '')
    .replace(/[/\\]+/g, '.');
}

/** GitLab drops a case that has the class and the name of one before it: the second `x` is `x (2)`. */
function createUniqueNames(): SuiteContext['uniqueName'] {
  /** How often a name was asked for. */
  const seen = new Map<string, number>();
  return (className, name) => {
    const shown = oneLine(name);
    const keyOf = (text: string): string => `${className}\n${text}`;
    let count = (seen.get(keyOf(shown)) ?? 0) + 1;
    let unique = count === 1 ? shown : `${shown} (${count})`;
    while (seen.has(keyOf(unique))) unique = `${shown} (${++count})`;
    seen.set(keyOf(shown), count);
    if (unique !== shown) seen.set(keyOf(unique), 1);
    return unique;
  };
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${markupAttribute(oneLine(value))}"`)
    .join(' ');
}

/** With a dot, whatever the locale; never an exponent. */
function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
