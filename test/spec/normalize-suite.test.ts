import { expect } from 'chai';
import { formatKinds } from '../../src/compile/project.ts';
import { suiteFileSchema } from '../../src/spec/format/suite-file.ts';
import { normalizeSuite } from '../../src/spec/normalize-suite.ts';
import type { Located, Named } from '../../src/spec/route-spec.ts';
import { createShapeCheck } from '../../src/spec/shape.ts';
import type {
  RequestParams,
  RequestStepSpec,
  SuiteSpec,
  TestCaseSpec,
  TestStepSpec,
} from '../../src/spec/suite-spec.ts';
import { brief, documentOf, lineColumn, underlined } from './support.ts';

const check = createShapeCheck(suiteFileSchema(formatKinds()));

function normalize(
  text: string,
  file = 'goods.test.yaml',
): { readonly suite: SuiteSpec | undefined; readonly told: readonly string[] } {
  const told: string[] = [];
  const report = (problem: Parameters<typeof brief>[0]): void => {
    told.push(brief(problem));
  };
  return { suite: normalizeSuite(documentOf(text, file), { check, report }), told };
}

/** A suite that is fine. */
function suiteOf(text: string): SuiteSpec {
  const { suite, told } = normalize(text);
  expect(told).to.deep.equal([]);
  if (!suite) throw new Error('no suite');
  return suite;
}

/** The only case of a suite that is fine; `text` is the item without its dash. */
function caseOf(text: string, above = ''): TestCaseSpec {
  const [only] = suiteOf(`${above}\ncases:\n  - ${text.trim().replaceAll('\n', '\n    ')}`).cases;
  if (!only) throw new Error('no case');
  return only;
}

function stepOf(text: string, above?: string): TestStepSpec {
  const [step] = caseOf(text, above).steps;
  if (!step) throw new Error('no step');
  return step;
}

function requestOf(text: string, above?: string): RequestStepSpec {
  const step = stepOf(text, above);
  if (step.kind !== 'request') throw new Error(`a step of kind ${step.kind}`);
  return step;
}

const values = (named: readonly Named[] | undefined): unknown => named?.map(({ name, value }) => [name, value]);

function sent(params: RequestParams): unknown {
  const { body, ...rest } = params;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([source, named]) => [source, values(named as readonly Named[])])),
    ...(body && { body: body.value }),
  };
}

const at = (located: Located | undefined): unknown => located && [located.value, lineColumn(located.place)];

describe('normalizeSuite', () => {
  it('writes a short case out', () => {
    const { name, place, steps, ...rest } = caseOf('GET /goods/1?name=pen: 200');
    expect(rest).to.deep.equal({
      tags: [],
      skip: false,
      isOnly: false,
      rows: undefined,
      vars: undefined,
      clients: [],
      after: [],
      verify: undefined,
      isBroken: false,
    });
    expect([name.value, place.pointer, steps.length]).to.deep.equal(['GET /goods/1?name=pen', '/cases/0', 1]);
  });

  it('writes a short request out', () => {
    const { place, target, expect: expected, ...rest } = requestOf('GET /goods/1?name=pen: 200');
    expect(rest).to.deep.equal({
      kind: 'request',
      method: 'GET',
      params: {},
      until: undefined,
      withinMs: 5000,
      everyMs: 200,
      save: [],
      isFollowing: false,
      isConforming: true,
      timeoutMs: undefined,
    });
    expect([place.pointer, target.value, underlined(target.place)]).to.deep.equal([
      '/cases/0/GET ~1goods~11?name=pen',
      '/goods/1?name=pen',
      '/goods/1?name=pen',
    ]);
    expect(at(expected)).to.deep.equal([200, '3:28']);
  });

  it('takes all keys of a request', () => {
    const step = requestOf(`
PUT /goods/{id}:
  params: { url: { id: 1 }, body: { name: pen } }
  expect: { status: 201 }
  until: body.ready
  within: 1m
  every: 50ms
  save: { id: body.id, to: header.location }
  follow: true
  conform: false
  timeout: 1.5s`);
    const { place: _, target: __, params, expect: expected, until, save, ...rest } = step;
    expect(rest).to.deep.equal({
      kind: 'request',
      method: 'PUT',
      withinMs: 60_000,
      everyMs: 50,
      isFollowing: true,
      isConforming: false,
      timeoutMs: 1500,
    });
    expect([sent(params), at(expected), at(until), values(save)]).to.deep.equal([
      { url: [['id', 1]], body: { name: 'pen' } },
      [{ status: 201 }, '5:15'],
      ['body.ready', '6:14'],
      [
        ['id', 'body.id'],
        ['to', 'header.location'],
      ],
    ]);
  });

  for (const [what, text, name] of [
    ['as it is written', 'name: "a ${row.n}"\nGET /a: 200', 'a ${row.n}'],
    ['after its request', 'GET   /a: 200', 'GET   /a'],
    [
      'after the first request of its steps',
      'steps: [ { wait: 1ms }, { PUT /a/{x}: { params: { url: { x: 1 } } } } ]'.replace('PUT /a/{x}', '"PUT /a/{x}"'),
      'PUT /a/{x}',
    ],
    ['after its line where it makes no request', 'steps: [ { wait: 1ms } ]', 'case on line 3'],
  ] as const) {
    it(`names a case ${what}`, () => {
      expect(caseOf(text).name.value).to.equal(name);
    });
  }

  it('names a suite after its file unless it says its name', () => {
    expect(suiteOf('cases: [ { GET /a: 200 } ]').name).to.equal('goods');
    expect(suiteOf('suite: my goods\ncases: [ { GET /a: 200 } ]').name).to.equal('my goods');
  });

  it('gives each case the tags of the suite, each once', () => {
    expect(caseOf('tags: [smoke, shop]\nGET /a: 200', 'tags: [shop, qa]').tags).to.deep.equal(['shop', 'qa', 'smoke']);
  });

  it('keeps what only the runner needs where it is written', () => {
    const { skip, isOnly, rows, vars, verify } = caseOf(
      'skip: not today\nonly: false\nrows: goods.csv\nvars: { a: 1 }\nverify: [ { unmatched: 0 } ]\nGET /a: 200',
    );
    expect([skip, isOnly, at(rows), at(vars), at(verify)]).to.deep.equal([
      'not today',
      false,
      ['goods.csv', '5:11'],
      [{ a: 1 }, '6:11'],
      [[{ unmatched: 0 }], '7:13'],
    ]);
  });

  it('keeps vars, secrets, before and after of the suite', () => {
    const { vars, secrets, before, after } = suiteOf(
      'vars: { token: a }\nsecrets: [vars.token, env.PASSWORD]\nbefore: [ { GET /a: 200 } ]\nafter: [ { wait: 5ms } ]\ncases: [ { GET /b: 200 } ]',
    );
    expect([at(vars), secrets.map(at), before.map(({ kind }) => kind), after.map(({ kind }) => kind)]).to.deep.equal([
      [{ token: 'a' }, '1:7'],
      [
        ['vars.token', '2:11'],
        ['env.PASSWORD', '2:23'],
      ],
      ['request'],
      ['wait'],
    ]);
  });

  describe('merges defaults', () => {
    const DEFAULTS =
      'defaults: { follow: true, conform: false, params: { url: { shop: 1 }, query: { lang: zh, page: 1 }, header: { X-Token: t-1 }, cookie: { sid: x } } }';

    for (const [what, text, params] of [
      [
        'by name, where the request says nothing',
        'GET /a: 200',
        {
          query: [
            ['lang', 'zh'],
            ['page', 1],
          ],
          header: [['X-Token', 't-1']],
          cookie: [['sid', 'x']],
        },
      ],
      [
        'where the path has the name',
        '"GET /{shop}": 200',
        {
          url: [['shop', 1]],
          query: [
            ['lang', 'zh'],
            ['page', 1],
          ],
          header: [['X-Token', 't-1']],
          cookie: [['sid', 'x']],
        },
      ],
      [
        'under what the request says, headers in any case',
        '"GET /{shop}": { params: { url: { shop: 2 }, query: { lang: en, q: 1 }, header: { x-token: other }, form: { a: 1 } } }',
        {
          url: [['shop', 2]],
          query: [
            ['lang', 'en'],
            ['page', 1],
            ['q', 1],
          ],
          header: [['x-token', 'other']],
          cookie: [['sid', 'x']],
          form: [['a', 1]],
        },
      ],
      [
        'but not what null leaves out',
        'GET /a: { params: { query: { lang: null, gone: null }, header: null, cookie: { sid: }, body: null } }',
        { query: [['page', 1]], header: [], cookie: [], body: null },
      ],
    ] as const) {
      it(what, () => {
        expect(sent(requestOf(text, DEFAULTS).params)).to.deep.equal(params);
      });
    }

    it('of the suite, of the case, of the request, the nearest wins', () => {
      const flags = (text: string): unknown => {
        const { isFollowing, isConforming } = requestOf(text, DEFAULTS);
        return [isFollowing, isConforming];
      };
      expect([
        flags('GET /a: 200'),
        flags('conform: true\nGET /a: 200'),
        flags('conform: true\nGET /a: { follow: false, conform: false }'),
      ]).to.deep.equal([
        [true, false],
        [true, true],
        [false, false],
      ]);
    });

    it('into handshakes of clients', () => {
      const [ann] = caseOf(
        'clients: { ann: { ws: "/ws/{room}?a=1", params: { url: { room: lobby }, query: { page: null } }, protocols: [v1] } }\nsteps: [ { ann: { open: 101 } } ]',
        DEFAULTS,
      ).clients;
      expect(ann && [ann.name, at(ann.ws), sent(ann.params), ann.protocols]).to.deep.equal([
        'ann',
        ['/ws/{room}?a=1', '3:27'],
        { url: [['room', 'lobby']], query: [['lang', 'zh']], header: [['X-Token', 't-1']], cookie: [['sid', 'x']] },
        ['v1'],
      ]);
    });
  });

  describe('knows what a client does', () => {
    const clientStep = (action: string, names = 'ann'): TestStepSpec =>
      stepOf(`clients: { ann: { ws: /a }, bob: { ws: /b } }\nsteps: [ { "${names}": ${action} } ]`);

    for (const [written, action] of [
      ['{ open: 101 }', { do: 'open', expect: 101 }],
      ['{ open: { status: 403 } }', { do: 'open', expect: { status: 403 } }],
      ['{ send: { a: 1 } }', { do: 'send', frame: 'json', value: { a: 1 } }],
      ['{ send: null }', { do: 'send', frame: 'json', value: null }],
      ['{ send: hello }', { do: 'send', frame: 'text', value: 'hello' }],
      ['{ send: { binary: { hex: 00ff } } }', { do: 'send', frame: 'binary', value: { hex: '00ff' } }],
      ['{ send: { binary: { size: 1 } } }', { do: 'send', frame: 'json', value: { binary: { size: 1 } } }],
      [
        '{ send: { binary: { hex: 00ff }, a: 1 } }',
        { do: 'send', frame: 'json', value: { binary: { hex: '00ff' }, a: 1 } },
      ],
      ['{ send: { binary: {} } }', { do: 'send', frame: 'json', value: { binary: {} } }],
      ['{ receive: { a: 1 } }', { do: 'receive', expect: { a: 1 }, withinMs: 2000 }],
      ['{ next: message == 1, within: 0ms }', { do: 'next', expect: 'message == 1', withinMs: 0 }],
      ['{ closed: 1000, within: 1s }', { do: 'closed', expect: 1000, withinMs: 1000 }],
      ['{ silent: 300ms }', { do: 'silent', forMs: 300 }],
      ['{ close: 1000 }', { do: 'close', code: 1000, reason: '' }],
      ['{ close: {} }', { do: 'close', code: 1000, reason: '' }],
      ['{ close: { code: 4001, reason: bye } }', { do: 'close', code: 4001, reason: 'bye' }],
    ] as const) {
      it(`as in ${written}`, () => {
        const step = clientStep(written);
        if (step.kind !== 'client') throw new Error(step.kind);
        const plain = Object.entries(step.action).map(([key, value]) => [
          key,
          typeof value === 'object' ? value.value : value,
        ]);
        expect(Object.fromEntries(plain)).to.deep.equal(action);
      });
    }

    it('and who does it', () => {
      const step = clientStep('{ receive: { a: 1 }, save: { id: message.id } }', 'bob , ann');
      if (step.kind !== 'client') throw new Error(step.kind);
      expect([step.clients, values(step.save)]).to.deep.equal([['bob', 'ann'], [['id', 'message.id']]]);
    });
  });

  for (const [written, file, caseName, given] of [
    ['{ use: login.test.yaml#log in }', 'login.test.yaml', 'log in', []],
    ['{ use: "../a/login.test.json# a #1 " , with: { user: ann } }', '../a/login.test.json', 'a #1', [['user', 'ann']]],
    ['{ use: "#log in" }', undefined, 'log in', []],
  ] as const) {
    it(`knows which case ${written} means`, () => {
      const step = stepOf(`steps: [ ${written} ]`);
      if (step.kind !== 'use') throw new Error(step.kind);
      expect([step.file, step.caseName, values(step.with)]).to.deep.equal([file, caseName, given]);
    });
  }

  it('has no suite where a file is empty, and says so', () => {
    for (const text of ['', '# later\n', '\n---\n']) {
      const { suite, told } = normalize(text);
      expect([suite, told.map((line) => line.replace(/^\S+ /, ''))]).to.deep.equal([
        undefined,
        ['empty-suite this suite has no cases (write for example "cases: [ { GET /health: 200 } ]")'],
      ]);
    }
  });

  describe('tells all mistakes of a file in one run', () => {
    it('and a bad case costs only itself', () => {
      const { suite, told } = normalize(`
cases:
  - GET /a/{id}: 200
  - GET /b: { expects: 200, every: 0ms }
  - 5
  - GET /c: 200
    only: true
  - get /d: 200
  - clients: { ann: { ws: /ws, headers: {} } }
    steps: [ { ann: { open: 101 } }, { bob: { open: 101 } } ]
`);
      expect(suite?.cases.map(({ name, steps, isBroken }) => [name.value, steps.length, isBroken])).to.deep.equal([
        ['GET /a/{id}', 1, true],
        ['GET /b', 1, true],
        ['GET /c', 1, false],
        ['get /d', 0, true],
        ['case on line 9', 1, true],
      ]);
      expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).to.have.members([
        '3:12 missing-key',
        '4:15 unknown-key',
        '5:5 wrong-type',
        '9:32 unknown-key',
        '4:36 wrong-value',
        '4:29 missing-key',
        '8:5 bad-route',
        '10:40 unknown-client',
        '7:5 only-case',
      ]);
    });

    for (const [what, text, told] of [
      [
        'defaults that are broken in part',
        'defaults: { params: { query: 5 } }\ncases: [ { GET /a: 200 } ]',
        ['1:30 wrong-type'],
      ],
      [
        'a step of "before" that is broken',
        'before: [ { get /a: 200 } ]\ncases: [ { GET /a: 200 } ]',
        ['1:13 bad-route'],
      ],
      ['an unknown key of the file', 'befor: []\ncases: [ { GET /a: 200 } ]', ['1:1 unknown-key']],
    ] as const) {
      it(`and the suite is broken with ${what}`, () => {
        const { suite, told: problems } = normalize(text);
        const shown = problems.map((line) => line.split(' ').slice(0, 2).join(' '));
        expect([suite?.isBroken, suite?.cases.length, shown]).to.deep.equal([true, 1, told]);
      });
    }

    for (const [what, text, told] of [
      ['no cases', 'suite: a', ['1:1 missing-key']],
      ['cases that are no list', 'cases: { GET /a: 200 }', ['1:8 wrong-type']],
      ['a list', '[ { GET /a: 200 } ]', ['1:1 wrong-type']],
    ] as const) {
      it(`and there is no suite with ${what}`, () => {
        const { suite, told: problems } = normalize(text);
        expect([suite, problems.map((line) => line.split(' ').slice(0, 2).join(' '))]).to.deep.equal([undefined, told]);
      });
    }

    for (const [what, text, told] of [
      [
        'a client whose declaration is broken is not unknown',
        'cases: [ { clients: { ann: /ws }, steps: [ { ann: { open: 101 } } ] } ]',
        ['1:28 wrong-type'],
      ],
      [
        'a value that is under a mistyped key is not missing',
        'cases: [ { "GET /{id}": { params: { urls: { id: 1 } } } } ]',
        ['1:37 unknown-key'],
      ],
      [
        'a value that broken defaults may have is not missing',
        'defaults: { params: { url: [1] } }\ncases: [ { "GET /{id}": 200 } ]',
        ['1:28 wrong-type'],
      ],
      ['a request whose key is mistyped is not missing', 'cases: [ { GET: /a } ]', ['1:12 unknown-key']],
      [
        'an action that is mistyped is not missing',
        'cases: [ { clients: { a: { ws: / } }, steps: [ { a: { opne: 1 } } ] } ]',
        ['1:55 unknown-key'],
      ],
      ['in another case it is', 'cases: [ { GET: /a }, { name: x } ]', ['1:12 unknown-key', '1:23 missing-key']],
    ] as const) {
      it(`but not what only follows from one: ${what}`, () => {
        expect(normalize(text).told.map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal(told);
      });
    }
  });

  describe('warns of a secret that is nearly a name of the suite', () => {
    for (const [secret, hint] of [
      ['vars.tokne', 'vars.token'],
      ['vars.passwort', 'vars.password'],
      ['saved.idd', 'saved.id'],
      ['vars.token', undefined],
      ['vars.token.inner', undefined],
      ['vars.elsewhere', undefined],
      ['env.tokne', undefined],
      ['row.tokne', undefined],
      ['vars.constructor', undefined],
    ] as const) {
      it(`${secret}: ${hint ?? 'no'}`, () => {
        const { told } = normalize(
          `secrets: [${secret}]\nvars: { token: 1 }\ncases: [ { GET /a: { save: { id: body.id } }, vars: { password: 1 } } ]`,
        );
        expect(told).to.deep.equal(
          hint === undefined
            ? []
            : [`1:11 doubtful-name there is no "${secret}" in this suite (did you mean "${hint}"?)`],
        );
      });
    }
  });
});
