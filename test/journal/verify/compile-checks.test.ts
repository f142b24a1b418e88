/** What is wrong with a check is told on its line, before anything is asked. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { ANYTHING } from '../../../src/core/names.ts';
import type { Problem } from '../../../src/core/problem.ts';
import { compileChecks } from '../../../src/journal/verify/compile-checks.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { brief, documentOf } from '../../spec/support.ts';
import { checksOf, journalOf, OPEN, tryChecks } from './support.ts';

const ROUTES = `
routes:
  GET /goods/{id}:
    params: { url: { id: integer }, query: { limit: integer } }
    data: null
  PUT /goods/{id}:
    params: { body: { type: object, properties: { name: { type: string } }, additionalProperties: false } }
    data: null
  GET /a: { data: null }
  ANY /b/{id}: { data: null }
  POST /c:
    params: { header: { X-Token: string }, form: { title: string }, cookie: { sid: string } }
    data: null
channels:
  /ws/{room}: { preset: chat, params: { query: { token: string } } }
`;

describe('compileChecks', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
  });

  const mistakes: readonly (readonly [yaml: string, ...problems: readonly string[]])[] = [
    // shape
    ['[]', '1:1 wrong-value an empty list checks nothing (write for example { request: "GET /goods", times: 1 })'],
    ['5', '1:1 wrong-type a check must be a map such as { request: "GET /goods", times: 1 }, not 5'],
    ['[GET /a]', '1:2 wrong-type a check must be a map such as { request: "GET /goods", times: 1 }, not "GET /a"'],
    ['{ requets: GET /a }', '1:3 unknown-key a check has no key "requets" (did you mean "request"?)'],
    ['{ request: 5 }', '1:12 wrong-type "request" must be a request such as "PUT /goods/{id}", not 5'],
    [
      '{ request: GET /a, where: [] }',
      '1:27 wrong-type "where" must be an expression, or a map of sources to what they must be, not an empty list',
    ],
    [
      '{ request: GET /a, times: -1 }',
      '1:27 wrong-value "times" must be a whole number from 0 on, or a matcher such as { $gte: 1 }, not -1',
    ],
    [
      '{ request: GET /a, times: "2" }',
      '1:27 wrong-type "times" must be a whole number from 0 on, or a matcher such as { $gte: 1 }, not "2" (write 2, without quotes)',
    ],
    [
      '{ request: GET /a, times: 1.5 }',
      '1:27 wrong-type "times" must be a whole number from 0 on, or a matcher such as { $gte: 1 }, not 1.5',
    ],
    [
      '{ request: GET /a, times: {} }',
      '1:27 wrong-value "times" must be a whole number from 0 on, or a matcher such as { $gte: 1 }, not a map',
    ],
    ['{ request: GET /a, times: { min: 1 } }', '1:29 wrong-value "min" must be a matcher such as $gte'],
    ['{ request: GET /a, within: 2 }', '1:28 wrong-type "within" must be a duration such as 200ms, 5s or 1m, not 2'],
    ['{ order: [GET /a] }', '1:10 wrong-value "order" needs at least 2'],
    ['{ order: [GET /a, { where: {} }] }', '1:19 missing-key item 2 of "order" needs the key "request"'],
    // which keys stand together
    [
      '{ within: 2s }',
      '1:1 missing-key a check needs one of the keys request, order, unmatched, invalid (write for example { request: "GET /goods", times: 1 })',
    ],
    [
      '{ request: GET /a, unmatched: 0 }',
      '1:20 conflicting-keys "unmatched" stands beside "request" (a check has one of them: write two checks)',
    ],
    [
      '{ unmatched: 0, times: 1 }',
      '1:17 conflicting-keys "times" stands beside "unmatched" (write the number there: { unmatched: 2 })',
    ],
    ['{ invalid: 0, where: {} }', '1:15 conflicting-keys "where" stands beside "invalid" (only "request" takes it)'],
    [
      '{ order: [/a, /b], where: {} }',
      '1:20 conflicting-keys "where" stands beside "order" (write it beside the "request" of a step)',
    ],
    [
      '{ order: [/a, /b], times: 2 }',
      '1:20 conflicting-keys "times" stands beside "order" (write it in a check of its own)',
    ],
    // requests
    ['request: goods', '1:10 bad-route "goods" is no request (write "GET /path", or "/path" alone for any method)'],
    ['request: get /a', '1:10 bad-route "get" is no HTTP method (did you mean "GET /a"?)'],
    [
      'request: FETCH /a',
      '1:10 bad-route "FETCH" is no HTTP method (the usual ones are GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY, WS)',
    ],
    ['request: GET:/a', '1:10 bad-route "GET:/a" is no request (write "GET /a")'],
    [
      'request: GET http://localhost:8010/a?b=1',
      '1:10 bad-route "GET http://localhost:8010/a?b=1" is no request (write the path alone: "GET /a?b=1")',
    ],
    ['request: "GET /a?b=%zz"', '1:10 bad-route "?b=%zz" is not valid percent-encoding (write it as it is sent)'],
    ['request: "GET /goods/{id"', '1:22 bad-path "{" without "}" (write parameters as "{name}")'],
    [
      'request: GET /gods/{id}',
      '1:10 unknown-name there is no route "GET /gods/{id}" (did you mean "GET /goods/{id}"?)',
    ],
    [
      'request: GET /goods/{goods_id}',
      '1:10 unknown-name there is no route "GET /goods/{goods_id}" (did you mean "GET /goods/{id}"?)',
    ],
    [
      'request: DELETE /goods/{id}',
      '1:10 unknown-name there is no route "DELETE /goods/{id}" (that path takes GET, PUT)',
    ],
    ['request: /gods/{id}', '1:10 unknown-name there is no route "/gods/{id}" (did you mean "/goods/{id}"?)'],
    ['request: WS /wss/{room}', '1:10 unknown-name there is no route "WS /wss/{room}" (did you mean "WS /ws/{room}"?)'],
    [
      'request: GET /far/{away}/{from}',
      '1:10 unknown-name there is no route "GET /far/{away}/{from}" (a path with {…} is that of a route; write a path as it is sent otherwise)',
    ],
    // where: what the route declares is known
    [
      '{ request: "GET /goods/{id}", where: { quer: {} } }',
      '1:40 unknown-name there is no "quer" here (did you mean "query"?)',
    ],
    [
      '{ request: "GET /goods/{id}", where: { query: { limt: 1 } } }',
      '1:49 unknown-name there is no "limt" here (did you mean "limit"?)',
    ],
    [
      '{ request: "GET /goods/{id}", where: { url: { no: 1 } } }',
      '1:47 unknown-name there is no "no" here (there is "id")',
    ],
    [
      '{ request: "PUT /goods/{id}", where: { body: { nam: pen } } }',
      '1:48 unknown-name there is no "nam" here (did you mean "name"?)',
    ],
    [
      '{ request: "GET /goods/{id}", where: query.limt > 1 }',
      '1:44 unknown-name there is no "limt" in "query" (did you mean "limit"?)',
    ],
    [
      '{ request: "GET /goods/{id}", where: "${url.id == 1}" }',
      '1:39 expression-wrapped this place takes an expression without "${…}" (drop the "${" and the "}": url.id == 1)',
    ],
    [
      '{ request: "GET /goods/{id}", where: { url: { id: { $gtt: 1 } } } }',
      '1:53 unknown-matcher there is no matcher "$gtt" (did you mean "$gt"?)',
    ],
    [
      '{ request: /nowhere, where: { boddy: {} } }',
      '1:31 unknown-name there is no "boddy" here (did you mean "body"?)',
    ],
    [
      '{ request: "WS /ws/{room}", where: { url: { rom: a } } }',
      '1:45 unknown-name there is no "rom" here (did you mean "room"?)',
    ],
    [
      '{ request: GET /a, where: { body: { $schema: { $ref: x.json } } } }',
      '1:54 unknown-ref there is no file "x.json"',
    ],
    [
      '{ order: [GET /a, { request: GET /a, where: { boddy: {} } }] }',
      '1:47 unknown-name there is no "boddy" here (did you mean "body"?)',
    ],
    [
      '{ request: POST /c, where: { header: { X-Tokn: a }, form: { titel: b }, cookie: { sit: "7" } } }',
      '1:40 unknown-name there is no "X-Tokn" here (did you mean "x-token"?)',
      '1:61 unknown-name there is no "titel" here (did you mean "title"?)',
      '1:83 unknown-name there is no "sit" here (did you mean "sid"?)',
    ],
    [
      '{ request: "WS /ws/{room}", where: query.tokn == "1" }',
      '1:42 unknown-name there is no "tokn" in "query" (did you mean "token"?)',
    ],
    // times
    [
      '{ request: GET /a, times: { $gte: 3, $lt: 2 } }',
      '1:27 bad-matcher no number of times matches {"$gte": 3, "$lt": 2} (write a number such as 1, or { $gte: 1 })',
    ],
    [
      '{ request: GET /a, times: { $regex: a } }',
      '1:27 bad-matcher no number of times matches {"$regex": "a"} (write a number such as 1, or { $gte: 1 })',
    ],
    [
      '{ unmatched: { $gte: "${1}" } }',
      '1:22 wrong-value expressions are not evaluated in "times" (write a number such as 1, or { $gte: 1 })',
    ],
    // all of them in one run
    [
      '- request: get /a\n- { unmatched: 0, invalid: 0 }',
      '1:12 bad-route "get" is no HTTP method (did you mean "GET /a"?)',
      '2:19 conflicting-keys "invalid" stands beside "unmatched" (a check has one of them: write two checks)',
    ],
  ];
  for (const [yaml, ...problems] of mistakes) {
    it(`tells what is wrong with ${yaml}`, () => {
      expect(tryChecks(snapshot, yaml)).to.deep.equal({ checks: undefined, problems });
    });
  }

  it('says of each check where it is written, how long it waits, and whether it is watched until then', () => {
    const checks = checksOf(
      snapshot,
      `
- request: GET /a
- { request: GET /a, times: 0, within: 1.5s }
- request: GET /a
  times: { $lte: 3 }
- { unmatched: 0 }
- { invalid: { $gt: 0 } }
- { order: [GET /a, POST /a], within: 2s }`,
    );
    expect(checks.map(({ at, withinMs, isWatched }) => [at, withinMs, isWatched])).to.deep.equal([
      ['verify.yaml:2', 0, false],
      ['verify.yaml:3', 1500, true],
      ['verify.yaml:4', 0, true],
      ['verify.yaml:6', 0, true],
      ['verify.yaml:7', 0, false],
      ['verify.yaml:8', 2000, false],
    ]);
  });

  it('lets conditions use what a route does not declare where it stays open', () => {
    const open = `
- { request: POST /c, where: { header: { x-other: a }, cookie: { theme: dark }, body: { any: 1 } } }
- { request: "GET /goods/{id}", where: { body: { a: 1 }, header: { x-a: b } } }
- { request: /far/away, where: { url: { x: 1 }, query: { y: 2 } } }`;
    expect(tryChecks(snapshot, open).problems).to.deep.equal([]);
  });

  it('takes a schema that is written out', () => {
    const check = '{ request: PUT /goods/1, where: { body: { $schema: { required: [name] } } } }';
    const journal = journalOf(snapshot, [
      ['PUT /goods/1', { json: { name: 'a' } }],
      ['PUT /goods/1', { json: {} }],
    ]);
    expect(verifyNow(checksOf(snapshot, check), journal, OPEN)[0]?.numbers).to.deep.equal([1]);
  });

  it('lets conditions use further names, whose values come with the question', () => {
    const problems: Problem[] = [];
    const { value, place } = documentOf(`
- { request: "PUT /goods/{id}", where: { body: { name: "\${row.name}" } } }
- { request: "PUT /goods/{id}", where: body.name == row.name }`);
    const given = new Map([['row', ANYTHING]]);
    const checks = compileChecks(value, place, { snapshot, given, report: (problem) => problems.push(problem) });
    expect(problems.map(brief)).to.deep.equal([]);
    const journal = journalOf(snapshot, [
      ['PUT /goods/1', { json: { name: 'a' } }],
      ['PUT /goods/1', { json: { name: 'b' } }],
    ]);
    const results = verifyNow(checks ?? [], journal, { ...OPEN, given: { row: { name: 'b' } } });
    expect(results.map(({ numbers }) => numbers)).to.deep.equal([[2], [2]]);
  });
});
