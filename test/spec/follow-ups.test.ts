import { expect } from 'chai';
import { pointer } from '../../src/core/pointer.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { ProblemCode } from '../../src/core/problem-codes.ts';
import { withoutFollowUps } from '../../src/spec/follow-ups.ts';

const keysOf = (path: string): readonly string[] => path.split(' ').filter((key) => key !== '');

function isTold(code: ProblemCode, at: string, removed: string, file = 'a.yaml'): boolean {
  const told: Problem[] = [];
  const report = withoutFollowUps([{ file, keys: keysOf(removed) }], (problem) => told.push(problem));
  const origin = { file: 'a.yaml', pointer: pointer(...keysOf(at)), line: 1, column: 1 };
  report({ code, severity: 'error', message: 'm', origin });
  return told.length === 1;
}

describe('withoutFollowUps', () => {
  const hidden: readonly (readonly [what: string, code: ProblemCode, at: string, removed: string])[] = [
    ['a key that is missing beside a removed one', 'missing-key', 'channels /a on join 0', 'channels /a on join 0 too'],
    ['the same, told at another key', 'missing-key', 'channels /a on join 0 to', 'channels /a on join 0 jsn'],
    ['a parameter without its type', 'bad-parameter', 'routes r params query a style', 'routes r params query a type'],
    ['a cookie without an attribute', 'bad-header', 'routes r cookies c', 'routes r cookies c secure'],
    ['a case behind one with a mistyped "when"', 'unreachable-case', 'routes r cases 2', 'routes r cases 0 whne'],
    ['an answer of an unknown status', 'schema-mismatch', 'routes r data user id', 'routes r status'],
    ['a case of an unknown status', 'schema-mismatch', 'routes r cases 1 data', 'routes r cases 1 staus'],
    ['an answer without its promise', 'schema-mismatch', 'routes r cases 1 data id', 'routes r response 20'],
    ['a name of removed constants', 'unknown-name', 'routes r data', 'routes r vars'],
    ['a name of mistyped constants', 'unknown-name', 'channels /a on leave 0 text', 'channels /a var'],
    ['a name of the file’s', 'doubtful-name', 'routes r data', 'params query'],
    ['a parameter that was removed', 'unknown-name', 'routes r data', 'routes r params query a'],
    ['a parameter of a mistyped prefix', 'unknown-url-parameter', 'routes r params url a', 'prefx'],
  ];
  for (const [what, code, at, removed] of hidden) {
    it(`says nothing of ${what}`, () => expect(isTold(code, at, removed)).to.equal(false));
  }

  const told: readonly (readonly [what: string, code: ProblemCode, at: string, removed: string])[] = [
    ['a key that is missing elsewhere', 'missing-key', 'channels /a on join 1', 'channels /a on join 0 too'],
    ['a key that is missing below', 'missing-key', 'channels /a on join 0', 'channels /a hearbeat'],
    ['a name beside a removed key', 'unknown-name', 'channels /a room', 'channels /a hearbeat'],
    [
      'a name beside a removed rule of a parameter',
      'unknown-name',
      'routes r data',
      'routes r params query a requird x',
    ],
    ['a name of another route', 'unknown-name', 'routes s data', 'routes r vars'],
    ['a mistake of its own', 'expression-syntax', 'routes r data', 'routes r vars'],
    ['a wrong value beside a removed one', 'wrong-value', 'channels /a heartbeat', 'channels /a history'],
    ['an unreachable case', 'unreachable-case', 'routes r cases 2', 'routes r cases 0 headers a'],
    ['a wrong default', 'schema-mismatch', 'routes r params query a default', 'routes r statu'],
    ['a wrong frame', 'schema-mismatch', 'channels /a on join 0 json', 'channels /a hearbeat'],
    ['a wrong answer of another route', 'schema-mismatch', 'routes s data', 'routes r response 20'],
  ];
  for (const [what, code, at, removed] of told) {
    it(`tells ${what}`, () => expect(isTold(code, at, removed)).to.equal(true));
  }

  it('misses of another file only what it declares for all', () => {
    expect(isTold('unknown-name', 'routes r data', 'vars', '_defaults.yaml')).to.equal(false);
    expect(isTold('unknown-name', 'routes r data', 'delay', '_defaults.yaml')).to.equal(true);
    expect(isTold('bad-parameter', 'params query a', 'params query a type', '_defaults.yaml')).to.equal(true);
  });

  it('is the report itself where nothing was removed', () => {
    const report = (): void => {};
    expect(withoutFollowUps([], report)).to.equal(report);
  });
});
