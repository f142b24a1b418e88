import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import type { ClientStep, CompiledSuite } from '../../../src/runner/compiled-suite.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { journalOf, OPEN } from '../../journal/verify/support.ts';
import { answer, caseOf, compile, inSuite, runtime, suiteOf, told } from './support.ts';

function only({ suites }: { readonly suites: readonly CompiledSuite[] }): CompiledSuite {
  const [suite] = suites;
  if (!suite) throw new Error('no suite');
  return suite;
}

describe('compileVerify', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({
      'routes.d/a.yaml': 'routes: { "PUT /goods/{id}": { params: { url: { id: integer } }, data: null } }',
    });
    snapshot = snapshotOf(project.compile());
  });
  const item = (where: string) => `rows: [ { name: pen } ]
steps: [ { "PUT /goods/1": { params: { body: { name: "\${row.name}" } }, save: { id: body.id, query: body.x } } } ]
verify: [ { request: "PUT /goods/{id}", where: ${where}, times: 1 }, { unmatched: 0 } ]`;

  it('sees what the case saw, and of the request its own body', () => {
    const { verify, verifyOrigin } = caseOf(
      item(`'url.id == id && url.id == saved.id && query.a == "1" && body.name == row.name && vars.a == 2'`),
      'vars: { a: 2 }',
      { snapshot },
    );
    const journal = journalOf(snapshot, [['PUT /goods/7?a=1', { json: { name: 'pen' } }], 'PUT /goods/8']);
    const given = {
      id: 7,
      saved: { id: 7 },
      row: { name: 'pen' },
      vars: { a: 2 },
      body: 'of the answer',
      query: 'saved',
      status: 200,
    };
    expect(
      verifyNow(verify, journal, { ...OPEN, given }).map(({ isMet, numbers, at }) => [isMet, numbers, at]),
    ).to.deep.equal([
      [true, [1], 'a.test.yaml:5'],
      [true, [], 'a.test.yaml:5'],
    ]);
    expect(verifyOrigin?.line).to.equal(5);
  });

  it('reports what is wrong with it, once the routes are known', () => {
    expect(
      told(inSuite(item('{ body: { name: "${rwo.name}" } }')), { snapshot }).map((line) => line.split(' (')[0]),
    ).to.deep.equal(['4:71 unknown-name there is no "rwo" here']);
    const wrong = item('{ url: { id: 1 } }').replace(
      'verify: [ { request: "PUT /goods/{id}"',
      'verify: [ { request: "PUT /godos/{id}"',
    );
    expect(told(inSuite(wrong), { snapshot }).map((line) => line.split(' ')[1])).to.deep.equal(['unknown-name']);
    expect(told(inSuite(wrong))).to.deep.equal([]);
  });
});

describe('compileSuites', () => {
  it('is what is written', () => {
    const { before, after, cases, vars, ...suite } = suiteOf(
      `
suite: goods
vars: { token: t-1, mail: "\${vars.token}@x" }
secrets: [vars.token, saved.a.b]
before: [ { wait: 10ms } ]
after: [ { GET /x: 200 } ]
cases:
  - { name: "one \${row.id} \${vars.token}", tags: [a], skip: why, rows: [ { id: 5 } ], vars: { b: "\${row.id + 1}" }, GET /a: 200 }
  - { only: true, GET /b: 200 }
`.replace('only: true, ', ''),
    );
    expect(suite).to.deep.equal({
      name: 'goods',
      file: 'a.test.yaml',
      path: '/p/a.test.yaml',
      origin: { file: 'a.test.yaml', pointer: '', line: 2, column: 1 },
      secrets: [
        ['vars', 'token'],
        ['saved', 'a', 'b'],
      ],
    });
    expect([before, after].map((steps) => steps.map(({ kind }) => kind))).to.deep.equal([['wait'], ['request']]);
    expect(vars({ env: {} }, runtime)).to.deep.equal({ token: 't-1', mail: 't-1@x' });
    expect(vars({ env: {} }, runtime, { token: 'z', more: 1 })).to.deep.equal({ token: 'z', mail: 'z@x', more: 1 });
    const [one, two] = cases;
    const scope = { vars: { token: 't-1' }, row: { id: 5 } };
    expect(one?.vars(scope, runtime)).to.deep.equal({ token: 't-1', b: 6 });
    expect(one?.name(scope, runtime)).to.equal('one 5 t-1');
    expect([one?.title, one?.tags, one?.skip, one?.isOnly]).to.deep.equal([
      'one ${row.id} ${vars.token}',
      ['a'],
      'why',
      false,
    ]);
    expect([two?.title, two?.name({}, runtime), two?.origin.line, two?.verify]).to.deep.equal([
      'GET /b',
      'GET /b',
      9,
      [],
    ]);
  });

  it('fills a name in that is the request, as far as it is known before it is sent', () => {
    expect(caseOf('rows: [ { id: 1 } ]\nGET /${row.id}: 200').name({ row: { id: 1 } }, runtime)).to.equal('GET /1');
    const written = 'GET /${x}';
    expect(caseOf(`${written}: 200`, 'before: [ { GET /a: { save: { x: body } } } ]').name({}, runtime)).to.equal(
      written,
    );
  });

  it('reports a name that cannot be made', () => {
    expect(told(inSuite('name: a ${saved.x}\nGET /a: 200'))).to.deep.equal([
      '2:15 unknown-name there is no "saved" here (the name is made before the steps have run)',
    ]);
  });

  it('leaves out a case with a mistake, and tells all of them', () => {
    const compiled = compile(
      'cases: [ { "GET /${a}": 200 }, { GET /b: 200 }, { GET /c: { expect: body == , save: { x: "1 +" } } } ]',
    );
    expect(only(compiled).cases.map(({ title }) => title)).to.deep.equal(['GET /b']);
    expect(compiled.told.map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      '1:20 unknown-name',
      '1:76 expression-syntax',
      '1:94 expression-syntax',
    ]);
  });

  it('leaves out a suite with a mistake outside of its cases', () => {
    for (const above of ['vars: { a: "${b}" }', 'before: [ { "GET /${a}": 200 } ]', 'after: [ { use: "#x" } ]']) {
      const { suites, told: problems } = compile(inSuite('GET /a: 200', above));
      expect([suites, problems.length]).to.deep.equal([[], 1]);
    }
  });

  it('tells what is wrong with the cases of a suite that has a mistake outside of them', () => {
    const cases = 'cases: [ { GET /a: body == }, { GET /b: "vars.a == saved.b" }, { "GET /c?${nobody}": 200 } ]';
    const rows: readonly (readonly [above: string, ...told: readonly string[]])[] = [
      [
        'tags: 5',
        '1:7 wrong-type',
        '2:27 expression-syntax',
        '2:47 unknown-name',
        '2:58 unknown-name',
        '2:76 unknown-name',
      ],
      ['var: { a: 1 }', '1:1 unknown-key', '2:27 expression-syntax'],
      ['vars: 5', '1:7 wrong-type', '2:27 expression-syntax'],
      ['before: [ { get /b: { save: { b: body } } } ]', '1:13 bad-route', '2:27 expression-syntax'],
      [
        'after: [ { GET /a: { expect: body == } } ]\nvars: 5',
        '1:37 expression-syntax',
        '2:7 wrong-type',
        '3:27 expression-syntax',
      ],
    ];
    for (const [above, ...expected] of rows) {
      const { suites, told: problems } = compile(`${above}\n${cases}`);
      expect(suites).to.deep.equal([]);
      expect(problems.map((line) => line.split(' ').slice(0, 2).join(' '))).to.have.members(expected);
    }
  });

  it('compiles a thousand short cases', () => {
    const cases = Array.from(
      { length: 1000 },
      (_, index) =>
        `  - GET /goods/${index}: { expect: { status: 200, body: { id: ${index} } }, save: { v${index}: body } }`,
    );
    expect(suiteOf(`cases:\n${cases.join('\n')}\n`).cases).to.have.lengthOf(1000);
  });
});

function stepOf(item: string, above?: string): ClientStep {
  const step = caseOf(`clients: { ann: { ws: /a }, bob: { ws: /b } }\nsteps: [ ${item} ]`, above).steps.at(-1);
  if (step?.kind !== 'client') throw new Error('no step of a client');
  return step;
}

function actionOf<Do extends ClientStep['action']['do']>(item: string, name: Do, above?: string) {
  const { action } = stepOf(item, above);
  if (action.do !== name) throw new Error(action.do);
  return action as ClientStep['action'] & { readonly do: Do };
}

describe('compileClientStep', () => {
  it('is what is written', () => {
    const { kind, title, clients, action, origin } = stepOf('{ "bob, ann": { close: { code: 4001, reason: bye } } }');
    expect({ kind, title, clients, action, line: origin.line }).to.deep.equal({
      kind: 'client',
      title: 'bob, ann: close',
      clients: ['bob', 'ann'],
      action: { do: 'close', code: 4001, reason: 'bye' },
      line: 3,
    });
    expect(stepOf('{ ann: { silent: 30ms } }').action).to.deep.equal({ do: 'silent', forMs: 30 });
  });

  const frames: readonly (readonly [send: string, data: string | Buffer])[] = [
    ['{ a: "${vars.x}" }', '{"a":{"y":1}}'],
    ['[1]', '[1]'],
    ['hi ${vars.x.y}', 'hi 1'],
    ['"${vars.x}"', '{"y":1}'],
    ['{ binary: { hex: "00 ff" } }', Buffer.from([0, 255])],
    ['{ binary: { base64: "${vars.b}" } }', Buffer.from([1, 2])],
  ];
  for (const [send, data] of frames) {
    it(`sends ${send}`, () => {
      const above = 'vars: { x: { y: 1 }, b: AQI= }';
      const { frame } = actionOf(`{ ann: { send: ${/^\w/.test(send) ? `"${send}"` : send} } }`, 'send', above);
      expect(frame({ vars: { x: { y: 1 }, b: 'AQI=' } }, runtime)).to.deep.equal({ data });
    });
  }

  it('expects the status of a handshake, or what its answer is', () => {
    const { expect: status } = actionOf('{ ann: { open: 101 } }', 'open');
    expect(status.look(answer(null, { status: 404 }), {}, runtime).map(({ message }) => message)).to.deep.equal([
      'status: expected 101, received 404',
    ]);
    const { expect: whole } = actionOf('{ ann: { open: { status: 409, body: { code: 1 } } } }', 'open');
    expect(whole.look(answer({ code: 1 }, { status: 409 }), {}, runtime)).to.deep.equal([]);
  });

  const messages: readonly (readonly [
    expected: string,
    message: unknown,
    written: string,
    ...differences: readonly string[],
  ])[] = [
    ['{ user: ann }', { user: 'ann', more: 1 }, '{"user": "ann"}'],
    ['{ user: "${vars.name}" }', { user: 'bob' }, '{"user": "${vars.name}"}', '/user expected "ann", received "bob"'],
    ['{ $eq: hello }', 'hello', '{"$eq": "hello"}'],
    ['[1]', [1, 2], '[1]', ' expected 1 item, received 2'],
    ['message.user == vars.name', { user: 'ann' }, 'message.user == vars.name'],
    ['message.user == vars.name', { user: 'bob' }, 'message.user == vars.name', '/user expected "ann", received "bob"'],
    [
      'message.n < 3',
      { n: 'x' },
      'message.n < 3',
      ' message.n < 3 cannot be evaluated: "<" does not go with text and a number; double(x) turns text into a number',
    ],
    ['size(message) == 2', Buffer.from([1, 2]), 'size(message) == 2'],
  ];
  for (const [expected, message, written, ...differences] of messages) {
    it(`${differences.length === 0 ? 'takes' : 'does not take'} ${JSON.stringify(message)} for ${expected}`, () => {
      const step = actionOf(`{ ann: { receive: ${expected}, within: 1s } }`, 'receive', 'vars: { name: ann }');
      expect([step.withinMs, step.expect.written]).to.deep.equal([1000, written]);
      const found = step.expect.differences(message, { vars: { name: 'ann' } }, runtime);
      expect(found.map((one) => `${one.pointer} ${one.message}`)).to.deep.equal(differences);
    });
  }

  it('expects a code of the end of a connection', () => {
    const closed = (code: string) =>
      actionOf(`{ ann: { closed: ${code} } }`, 'closed').expect.differences(1000, {}, runtime);
    expect([closed('1000'), closed('{ $in: [1000, 1001] }'), closed('message == 1000')]).to.deep.equal([[], [], []]);
    expect(closed('1001').map(({ message }) => message)).to.deep.equal(['expected 1001, received 1000']);
  });

  it('keeps what came, for the steps behind it', () => {
    const { steps } = caseOf(
      'clients: { ann: { ws: "/${token}" } }\nsteps: [ { ann: { open: 101, save: { s: status } } }, { ann: { next: { $any: true }, save: { token: message.t } } }, { "GET /${token}/${s}": 200 } ]',
    );
    const next = steps[1]?.kind === 'client' ? steps[1] : undefined;
    expect(next?.save.map(({ name, read }) => [name, read({ message: { t: 5 } }, runtime)])).to.deep.equal([
      ['token', 5],
    ]);
  });

  it('reports what is wrong', () => {
    const item =
      'clients: { ann: { ws: "/${x}" } }\nsteps:\n  - ann: { send: { a: "${row.x}" } }\n  - ann: { receive: { $eqq: 1 } }\n  - ann: { send: { binary: { file: none.bin } } }';
    expect(told(inSuite(item))).to.deep.equal([
      '4:30 unknown-name there is no "row" here (it is there in a case with "rows")',
      '5:27 unknown-matcher there is no matcher "$eqq" (did you mean "$eq"?)',
      '6:40 file-not-found there is no file "none.bin" (a relative name starts at the folder of this file)',
      '2:31 unknown-name there is no "x" here (it has vars, env, saved)',
    ]);
  });
});
