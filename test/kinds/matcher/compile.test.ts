import { assert } from 'chai';
import { ExpressionError } from '../../../src/core/errors.ts';
import { ANYTHING, type Known, type NameTable } from '../../../src/core/names.ts';
import type { Problem } from '../../../src/core/problem.ts';
import { compileTemplate } from '../../../src/expression/index.ts';
import { compileMatcher, describeDifference } from '../../../src/kinds/matcher/index.ts';
import { parseDocument } from '../../../src/spec/parse.ts';
import { compileYaml, differenceLines, itMatches, itReports, problemLines, runtime, scope } from './support.ts';

describe('compileMatcher', () => {
  describe('plain values', () => {
    itMatches([
      ['1', 1],
      ['1.0', 1],
      ['-0.0', 0],
      ['1', '1', 'expected 1, received "1" (a string)'],
      ['"1"', 1, 'expected "1", received 1 (a number)'],
      ['true', 'true', 'expected true, received "true" (a string)'],
      ['true', false, 'expected true, received false'],
      ['""', ''],
      ['""', null, 'expected "", received null'],
      ['pen', undefined, 'expected "pen", received nothing'],
      ['0', null, 'expected 0, received null'],
      ['null', null],
      ['null', undefined],
      ['null', 0, 'expected null or nothing, received 0'],
      ['null', false, 'expected null or nothing, received false'],
      ['pen', { a: 1 }, 'expected "pen", received {"a": 1}'],
    ]);
  });

  describe('maps', () => {
    itMatches([
      ['{}', {}],
      ['{}', { a: 1 }],
      ['{}', [], 'expected a map, received [] (a list)'],
      ['{}', null, 'expected a map, received null'],
      ['{ a: 1 }', { a: 1, b: 2 }],
      ['{ a: null }', {}],
      ['{ a: null }', { a: null }],
      ['{ a: 1, b: { c: 2 } }', { a: 1, b: { c: 2, d: 3 }, e: 4 }],
      ['{ a: 1, b: { c: 2 } }', { a: 2, b: { c: 3 } }, 'a: expected 1, received 2', 'b.c: expected 2, received 3'],
      ['{ a: { b: 1 } }', {}, 'a: expected a map with "b", received nothing'],
      ['{ a: 1, b: 2, c: 3, d: 4, e: 5 }', 0, 'expected a map with "a", "b", "c" and 2 more, received 0 (a number)'],
      ['{ dry_run: true }', { dryrun: true }, 'dry_run: expected true, received nothing; there is "dryrun"'],
      ['{ Name: a }', { name: 'a' }, 'Name: expected "a", received nothing; there is "name"'],
      ['{ name: a }', { nope: 1, nam: 'a' }, 'name: expected "a", received nothing; there is "nam"'],
      ['{ name: a, nam: b }', { nam: 'b' }, 'name: expected "a", received nothing'],
      [
        '{ "x-id": 1, a: { "0": 2 } }',
        { a: {} },
        '["x-id"]: expected 1, received nothing',
        'a[0]: expected 2, received nothing',
      ],
      ['{ constructor: null, toString: null, hasOwnProperty: null }', {}],
      ['{ constructor: { name: Object } }', {}, 'constructor: expected a map with "name", received nothing'],
      ['{ length: 2 }', [1, 2], 'expected a map with "length", received [1, 2] (a list)'],
      ['{ length: 3 }', 'abc', 'expected a map with "length", received "abc" (a string)'],
      ['{ $$gt: 3, $$$x: 1, $$: 2 }', { $gt: 3, $$x: 1, $: 2 }],
      ['{ $$gt: 3 }', { $gt: 4 }, '["$gt"]: expected 3, received 4'],
    ]);

    it('reads values without a prototype, and values behind getters', () => {
      const bare: unknown = Object.assign(Object.create(null), { constructor: 1 });
      assert.deepEqual(differenceLines('{ constructor: 1 }', bare), []);
      class Lazy {
        get query(): unknown {
          return { dry_run: true };
        }
      }
      assert.deepEqual(differenceLines('{ query: { dry_run: true } }', new Lazy()), []);
    });

    it('touches only what it asks for', () => {
      const value = {
        a: 1,
        get b(): unknown {
          throw new Error('touched');
        },
      };
      assert.deepEqual(differenceLines('{ a: 1 }', value), []);
    });
  });

  describe('lists', () => {
    itMatches([
      ['[]', []],
      ['[1, two, null]', [1, 'two', null]],
      ['[{ a: 1 }]', [{ a: 1, b: 2 }]],
      ['[1, 2]', [1, 2, 3], 'expected 2 items, received 3'],
      ['[1, 2, 3]', [1, 5], 'expected 3 items, received 2', '[1]: expected 2, received 5'],
      ['[1]', { 0: 1, length: 1 }, 'expected a list of 1 item, received {"0": 1, "length": 1} (a map)'],
      ['[a]', 'a', 'expected a list of 1 item, received "a" (a string)'],
      ['[[1], [2]]', [[1], [3]], '[1][0]: expected 2, received 3'],
      ['[]', undefined, 'expected a list of 0 items, received nothing'],
    ]);
  });

  describe('expressions', () => {
    itMatches([
      ['{ name: "${row.name}" }', { name: 'pen' }],
      ['{ name: "a ${row.name}" }', { name: 'a pencil' }, 'name: expected "a pen", received "a pencil"'],
      ['{ id: "${row.id}" }', { id: '7' }, 'id: expected 7, received "7" (a string)'],
      ['{ id: "${row.missing}" }', {}],
      ['"${row.part}"', { a: 1, b: 2 }],
      ['"${row.part}"', { a: 2 }, 'a: expected 1, received 2'],
      ['"${row.part}"', {}, 'a: expected 1, received nothing'],
      ['"${row.part}"', [], 'expected a map with "a", received [] (a list)'],
      ['"${row.tags}"', ['a', 'b']],
      ['"${row.tags}"', ['a'], 'expected 2 items, received 1'],
      ['{ $exact: "${row.part}" }', { a: 1, b: 2 }, 'expected no other keys, received "b"'],
    ]);

    it('takes what an expression gave as data, whatever its keys are called', () => {
      const { matcher } = compileYaml('"${data}"');
      assert.isTrue(matcher?.matches({ $gt: 5 }, { data: { $gt: 5 } }, runtime));
      assert.isFalse(matcher?.matches(6, { data: { $gt: 5 } }, runtime));
      assert.isFalse(matcher?.matches({}, { data: { constructor: {} } }, runtime));
    });

    it('names the roots that its expressions use, each once', () => {
      const text =
        '{ a: "${row.id}", b: [{ $gt: "${vars.min}" }, { $in: ["${env.x}"] }], c: { $not: { $len: "${n}" } }, d: { $contains: "${row.x}" } }';
      assert.deepEqual([...(compileYaml(text).matcher?.uses ?? [])], ['row', 'vars', 'env', 'n']);
      assert.deepEqual([...(compileYaml('{ a: 1 }').matcher?.uses ?? ['?'])], []);
    });
  });

  describe('with the real expressions', () => {
    const names: NameTable = new Map([['row', ANYTHING]]);
    const rows: readonly (readonly [text: string, value: unknown, ...differences: readonly string[]])[] = [
      ['{ a: "$${x}" }', { a: '${x}' }],
      ['{ a: "$${x}" }', { a: 'x' }, 'a: expected "${x}", received "x"'],
      ['{ a: "${row.min + 1}", b: { $gt: "${row.min}" } }', { a: 4, b: 4 }],
      ['{ a: { $lt: "${1 + 2}" } }', { a: 3 }, 'a: expected less than 3, received 3'],
      ['{ a: { $contains: "${row.tags}" } }', { a: ['b', 'a'] }],
      ['{ a: { $in: [{ x: "${row.id}" }] } }', { a: { x: 7 } }],
      ['{ a: { $len: "${size(row.tags)}" } }', { a: 'ab' }],
    ];
    for (const [text, value, ...lines] of rows) {
      it(`compares ${text} with ${JSON.stringify(value)}`, () => {
        const problems: Problem[] = [];
        const report = (problem: Problem) => problems.push(problem);
        const document = parseDocument({ path: '/p/x.yaml', file: 'x.yaml', text, hash: text }, report);
        const matcher =
          document &&
          compileMatcher(document.value, document.place, {
            report,
            template: (spec, place) => compileTemplate(spec, place, { names, report }),
          });
        assert.deepEqual(problems, []);
        assert.deepEqual(matcher?.differences(value, scope, runtime).map(describeDifference), lines);
        assert.strictEqual(matcher?.matches(value, scope, runtime), lines.length === 0);
      });
    }
  });

  describe('several operators in one map', () => {
    itMatches([
      ['{ $gte: 1, $lte: 9 }', 5],
      ['{ $gte: 1, $lte: 9 }', 10, 'expected at most 9, received 10'],
      [
        '{ $len: 2, $contains: a, $regex: "^b" }',
        'c',
        'length: expected 2, received 1',
        'expected a text with "a" in it, received "c"',
        'expected a match of "^b", received "c"',
      ],
    ]);
  });

  describe('problems', () => {
    itReports([
      ['{ a: { $gtt: 1 } }', '1:8 unknown-matcher: there is no matcher "$gtt" | did you mean "$gt"?'],
      ['{ $regx: a }', '1:3 unknown-matcher: there is no matcher "$regx" | did you mean "$regex"?'],
      ['{ $matches: a }', '1:3 unknown-matcher: there is no matcher "$matches" | did you mean "$regex"?'],
      ['{ $exists: true }', '1:3 unknown-matcher: there is no matcher "$exists" | write { $absent: false }'],
      [
        '{ $ref: x }',
        '1:3 unknown-matcher: there is no matcher "$ref" | write "$$ref" for a key that is called "$ref"',
      ],
      [
        '{ $constructor: x }',
        '1:3 unknown-matcher: there is no matcher "$constructor" | write "$$constructor" for a key that is called "$constructor"',
      ],
      ['{ $: x }', '1:3 unknown-matcher: there is no matcher "$" | write "$$" for a key that is called "$"'],
      [
        '{ name: a, $gt: 1 }',
        '1:3 bad-matcher: the plain key "name" stands beside the matcher "$gt" | a map holds plain keys or matchers, not both',
      ],
      [
        '{ $$a: 1, $gt: 1 }',
        '1:3 bad-matcher: the plain key "$$a" stands beside the matcher "$gt" | a map holds plain keys or matchers, not both',
      ],
      ['{ a: "${!}" }', '1:6 expression-syntax: it does not parse'],
    ]);

    it('reports every problem of an expectation at its own place', () => {
      const text = [
        'a:',
        '  $gtt: 1',
        'b:',
        '  - $type: strin',
        '  - $len: -1',
        'c: { $not: { $eq: { $x: 1 } } }',
      ].join('\n');
      assert.deepEqual(problemLines(text), [
        '2:3 unknown-matcher: there is no matcher "$gtt" | did you mean "$gt"?',
        '4:12 bad-matcher: there is no type "strin" | did you mean "string"?',
        '5:11 bad-matcher: "$len" takes a whole number or a matcher for one, not -1 | write { $len: 3 } or { $len: { $gte: 1 } }',
        '6:21 bad-matcher: no matcher works inside plain data: "$x" | use "$exact" for data with matchers inside, or write "$$x" for a key of that name',
      ]);
    });
  });

  describe('known names', () => {
    const open: Known = { unknownMember: 'allow' };
    const known: Known = {
      unknownMember: 'error',
      members: new Map<string, Known>([
        [
          'query',
          {
            unknownMember: 'error',
            members: new Map([
              ['dry_run', open],
              ['name', open],
            ]),
          },
        ],
        ['header', { unknownMember: 'near-error', lowerCase: true, members: new Map([['x-token', open]]) }],
        [
          'body',
          {
            unknownMember: 'near-warning',
            members: new Map<string, Known>([
              ['price', open],
              [
                'items',
                { unknownMember: 'allow', items: { unknownMember: 'error', members: new Map([['id', open]]) } },
              ],
            ]),
          },
        ],
        ['url', { unknownMember: 'error', members: new Map() }],
      ]),
    };

    itReports(
      [
        ['{ query: { dry_run: true }, body: { anything: 1 }, header: { accept: a } }'],
        ['{ qurey: { dry_run: true } }', '1:3 unknown-name: there is no "qurey" here | did you mean "query"?'],
        ['{ query: { dryrun: true } }', '1:12 unknown-name: there is no "dryrun" here | did you mean "dry_run"?'],
        ['{ query: { zzz: 1 } }', '1:12 unknown-name: there is no "zzz" here | there is "dry_run" and "name"'],
        [
          '{ query: { $not: { zzz: 1 } } }',
          '1:20 unknown-name: there is no "zzz" here | there is "dry_run" and "name"',
        ],
        ['{ url: { id: 1 } }', '1:10 unknown-name: there is no "id" here | nothing is declared here'],
        ['{ header: { X-Tokn: a } }', '1:13 unknown-name: there is no "X-Tokn" here | did you mean "x-token"?'],
        ['{ body: { pirce: 1 } }', '1:11 doubtful-name: there is no "pirce" here | did you mean "price"?'],
        ['{ body: { items: [{ di: 1 }] } }', '1:21 unknown-name: there is no "di" here | did you mean "id"?'],
        [
          '{ body: { items: { $contains: { di: 1 } } } }',
          '1:33 unknown-name: there is no "di" here | did you mean "id"?',
        ],
        [
          '{ body: { items: { $unordered: [{ di: 1 }] } } }',
          '1:35 unknown-name: there is no "di" here | did you mean "id"?',
        ],
        ['{ body: { items: { $len: { $gt: 1 } } } }'],
      ],
      { known },
    );

    it('lower-cases header names, and asks for both when two become one', () => {
      const { matcher } = compileYaml('{ header: { X-Token: { $regex: "^a" }, x-token: { $regex: "z$" } } }', {
        known,
      });
      const differences = (value: string) =>
        matcher?.differences({ header: { 'x-token': value } }, scope, runtime).map(describeDifference);
      assert.deepEqual(differences('abz'), []);
      assert.deepEqual(differences('b'), [
        'header["x-token"]: expected a match of "^a", received "b"',
        'header["x-token"]: expected a match of "z$", received "b"',
      ]);
    });
  });

  it('gives each difference with pointer, values and the line of its expectation', () => {
    const { matcher } = compileYaml('query:\n  dry_run: true\n  "a/b": { $gte: "${row.min}" }\n');
    assert.deepEqual(matcher?.differences({ query: { 'a/b': 2 } }, scope, runtime), [
      {
        pointer: '/query/dry_run',
        expected: true,
        received: undefined,
        message: 'expected true, received nothing',
        origin: { file: 'x.yaml', pointer: '/query/dry_run', line: 2, column: 12 },
      },
      {
        pointer: '/query/a~1b',
        expected: { $gte: 3 },
        received: 2,
        message: 'expected at least 3, received 2',
        origin: { file: 'x.yaml', pointer: '/query/a~1b/$gte', line: 3, column: 18 },
      },
    ]);
  });

  it('shows what is expected with the values of its expressions, also where another kind was received', () => {
    const rows: readonly (readonly [text: string, received: unknown, expected: unknown])[] = [
      ['{ id: "${row.id}", $$a: 1 }', null, { id: 7, $$a: 1 }],
      ['{ a: [{ n: "${row.name}" }], b: { $gte: 1 } }', [1], { a: [{ n: 'pen' }], b: { $gte: 1 } }],
      ['["${row.id}", x]', 'x', [7, 'x']],
      ['["${row.id}", x]', [7], [7, 'x']],
      ['{ $exact: { id: "${row.id}" } }', { id: 7, other: 1 }, { id: 7 }],
    ];
    for (const [text, received, expected] of rows) {
      const found = compileYaml(text).matcher?.differences(received, scope, runtime);
      assert.deepEqual(
        found?.map((difference) => difference.expected),
        [expected],
      );
    }
  });

  it('shows an expression as it is written where it cannot be evaluated', () => {
    const fails = (): never => {
      throw new ExpressionError('no such thing', { file: 'x.yaml', pointer: '/n', line: 1, column: 6 });
    };
    const document = parseDocument({ path: '/p/x.yaml', file: 'x.yaml', text: '{ n: "${x}" }', hash: '' }, fails);
    const context = { report: fails, template: () => ({ uses: new Set(['x']), constant: undefined, render: fails }) };
    const matcher = document && compileMatcher(document.value, document.place, context);
    const found = matcher?.differences(null, scope, runtime);
    assert.deepEqual(
      found?.map((difference) => difference.expected),
      [{ n: '${x}' }],
    );
  });

  it('shortens what it shows of large values', () => {
    const [line = ''] = differenceLines('{ a: 1 }', { a: 'x'.repeat(1_000_000) });
    assert.strictEqual(line, `a: expected 1, received "${'x'.repeat(77)}…"`);
  });
});
