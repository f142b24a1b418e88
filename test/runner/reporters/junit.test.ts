import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { validateXML } from 'xmllint-wasm';
import { junit } from '../../../src/runner/reporters/junit.ts';
import type { RunResult, SuiteResult } from '../../../src/runner/result.ts';
import {
  caseResult,
  failure,
  GOOD_RUN,
  HOSTILE_NAME,
  PLAIN_OPTIONS,
  RICH_RUN,
  runResult,
  suiteResult,
  told,
} from './fixture.ts';

const SCHEMA = readFileSync(fileURLToPath(new URL('junit.xsd', import.meta.url)), 'utf8');

/** libxml2's words; empty for a document that is well-formed and valid. */
async function complaints(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'report.xml', contents: xml }, schema: SCHEMA });
  return errors.map((error) => error.message);
}

function reportOf(result: RunResult): string {
  return told(junit.create(PLAIN_OPTIONS), result);
}

function reportOfSuite(suite: Partial<SuiteResult>): string {
  return reportOf(runResult([suiteResult(suite)]));
}

/** The start tags of the test cases, in order. */
function testcases(xml: string): readonly string[] {
  return xml.match(/<testcase [^>]*>/g) ?? [];
}

describe('junit', () => {
  const everyCharacter = String.fromCharCode(...Array.from({ length: 0x3000 }, (_, code) => code));
  const rows: readonly (readonly [title: string, result: RunResult])[] = [
    ['a run with everything', RICH_RUN],
    ['a run in which all is well', GOOD_RUN],
    ['a run of nothing', runResult([])],
    ['a suite without cases', runResult([suiteResult()])],
    [
      'control characters, half characters and what is no character',
      runResult([
        suiteResult({
          name: everyCharacter,
          file: `${HOSTILE_NAME}.test.yaml`,
          cases: [caseResult({ name: `${everyCharacter}\ud800\ufffe\uffff\udc00` })],
        }),
      ]),
    ],
    [
      'a run that took no time, or days',
      runResult([suiteResult({ ms: 1e9, cases: [caseResult({ ms: 1e-7 }), caseResult({ ms: 3e8 })] })]),
    ],
    [
      'failures of every kind',
      runResult([
        suiteResult({
          cases: (['expectation', 'conformance', 'verify', 'error'] as const).map((kind) =>
            caseResult({ failures: [failure({ kind })] }),
          ),
        }),
      ]),
    ],
    ['a failed case that says nothing', runResult([suiteResult({ cases: [caseResult({ status: 'failed' })] })])],
  ];
  for (const [title, result] of rows) {
    it(`is valid for ${title}`, async () => {
      expect(await complaints(reportOf(result))).to.deep.equal([]);
    });
  }

  it('is read by a reader that would find a mistake', async () => {
    const good = reportOf(GOOD_RUN);
    expect(await complaints(good.replace('time="0.003"', 'time="3e-3"'))).to.have.lengthOf(1);
    expect(await complaints(good.replace('<system-err/>', ''))).to.have.lengthOf(1);
    expect(await complaints(good.replace('name="goods"', 'name="\u0007"'))).not.to.deep.equal([]);
  });

  it('counts what it lists: before and after are cases where they failed', () => {
    const xml = reportOfSuite({
      before: [failure({ kind: 'error' })],
      cases: [caseResult({ name: 'a', status: 'failed' }), caseResult({ name: 'b', status: 'skipped' })],
      after: [failure()],
    });
    expect(xml).to.include('tests="4" failures="0" errors="3" skipped="1"');
    expect(testcases(xml).map((tag) => /name="(\w+)" time/.exec(tag)?.[1])).to.deep.equal([
      'before',
      'a',
      'b',
      'after',
    ]);
    expect(xml).to.include('<error type="before" message="not run: before failed"/>');
  });

  it('tells a failure where anything was not as expected, an error where nothing else went wrong', () => {
    const broken = failure({ kind: 'error', message: 'connection refused' });
    const outcome = (...failures: readonly ReturnType<typeof failure>[]): string | undefined =>
      /<(failure|error) [^>]*>/.exec(reportOfSuite({ cases: [caseResult({ failures })] }))?.[0];
    expect(outcome(broken)).to.equal('<error type="error" message="connection refused">');
    expect(outcome(broken, failure())).to.equal('<failure type="error" message="connection refused (and 1 more)">');
  });

  it('gives cases of one name names of their own: GitLab would drop the second', () => {
    const cases = ['x', 'x', 'x (2)', 'x', 'y (2)', 'y', 'y'].map((name) => caseResult({ name }));
    const names = testcases(reportOfSuite({ cases })).map((tag) => / name="([^"]*)"/.exec(tag)?.[1]);
    expect(names).to.deep.equal(['x', 'x (2)', 'x (2) (2)', 'x (3)', 'y (2)', 'y', 'y (3)']);
  });

  const files: readonly (readonly [file: string, className: string])[] = [
    ['goods.test.yaml', 'goods'],
    ['routes.d/shop/goods.test.yml', 'routes.d.shop.goods'],
    ['./a/b.test.json', 'a.b'],
    ['../../other/a.test.yaml', 'other.a'],
    ['/srv/a.test.yaml', 'srv.a'],
    ['..\\win\\a.test.yaml', 'win.a'],
  ];
  for (const [file, className] of files) {
    it(`names the class of ${file} ${className}`, () => {
      expect(testcases(reportOfSuite({ file, cases: [caseResult()] }))[0]).to.include(`classname="${className}"`);
    });
  }

  it('keeps the text of a case within bounds, whole characters only', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => failure({ message: `${index} ${'😀'.repeat(200)}` }));
    const xml = reportOfSuite({ cases: [caseResult({ failures: many })] });
    expect(xml.length).to.be.below(70_000);
    expect(await complaints(xml)).to.deep.equal([]);
  });
});
