import { expect } from 'chai';
import type { CompiledSuite } from '../../../src/runner/compiled-suite.ts';
import { asRequest, asUse, compile, runtime, suiteOf, told } from './support.ts';

const LOGIN = `
vars: { user: ann, domain: "\${vars.user}.example" }
before: [ { GET /csrf: { save: { csrf: body.t } } } ]
cases:
  - name: log in
    vars: { password: "\${vars.user}-1" }
    clients: { w: { ws: /ws } }
    POST /login: { params: { body: { user: "\${vars.user}", at: "\${vars.domain}", with: "\${vars.password}" } }, save: { token: body.t } }
    after: [ { DELETE /login: 200 } ]
  - name: needs before
    GET /\${csrf}: 200
`;

function compileWith(text: string, more: Readonly<Record<string, string>> = {}) {
  return compile({ 'a.test.yaml': text, 'auth/login.test.yaml': LOGIN, ...more }, { run: ['a.test.yaml'] });
}

function names({ cases }: CompiledSuite): readonly string[] {
  return cases.map(({ title }) => title);
}

describe('use', () => {
  it('brings the steps of a case of another file, and what they save', () => {
    const { suites, told: problems } = compileWith(
      'vars: { user: bob }\ncases: [ { name: x, steps: [ { use: auth/login.test.yaml#log in, with: { password: "p ${vars.user}" } }, { "GET /${token}/${saved.token}/${status}": 200 } ] } ]',
    );
    expect(problems).to.deep.equal([]);
    const { kind, title, steps, clients, after, vars } = asUse(suites[0]?.cases[0]?.steps[0]);
    expect({ kind, title }).to.deep.equal({ kind: 'use', title: 'auth/login.test.yaml#log in' });
    expect(steps.map((step) => asRequest(step).title)).to.deep.equal(['POST /login']);
    expect(after.map((step) => asRequest(step).title)).to.deep.equal(['DELETE /login']);
    expect(clients.map(({ name }) => name)).to.deep.equal(['w']);
    const scope = { vars: { user: 'bob' }, env: {} };
    expect(vars(scope, runtime)).to.deep.equal({ user: 'ann', domain: 'ann.example', password: 'p bob' });
    expect(vars(scope, runtime, { user: 'eve', password: 'no' })).to.deep.equal({
      user: 'eve',
      domain: 'eve.example',
      password: 'p bob',
    });
  });

  it('keeps the vars of this run within one file, but not those of the case that uses', () => {
    const suite = suiteOf(`
vars: { run: "\${uuid()}", user: ann }
cases:
  - name: log in
    GET /\${vars.run}/\${vars.user}: 200
  - vars: { user: bob }
    steps: [ { use: "#log in" } ]
`);
    const { vars } = asUse(suite.cases[1]?.steps[0]);
    expect(vars({ vars: { run: 'r-1', user: 'bob' } }, runtime)).to.deep.equal({ run: 'r-1', user: 'ann' });
  });

  it('knows the names that `with` gives, in the case that is used too', () => {
    expect(
      told('cases: [ { name: x, "GET /${vars.id}": 200 }, { steps: [ { use: "#x", with: { id: 1 } } ] } ]'),
    ).to.deep.equal([]);
    expect(
      told('cases: [ { name: x, vars: { name: a }, GET /x: 200 }, { steps: [ { use: "#x", with: { nam: 1 } } ] } ]'),
    ).to.deep.equal(['1:87 doubtful-name the case "x" has no "nam" in its "vars" (did you mean "name"?)']);
    expect(
      told('cases: [ { name: x, "GET /${vars.name}": 200 }, { steps: [ { use: "#x", with: { nam: 1 } } ] } ]'),
    ).to.deep.equal(['1:34 unknown-name there is no "name" in "vars" (did you mean "nam"?)']);
  });

  it('is there in `before` and `after`', () => {
    const text = `
before: [ { use: "#log in" } ]
after: [ { use: "#log out" } ]
cases:
  - { name: log in, POST /login: { save: { token: body.t } } }
  - { name: log out, "DELETE /\${token}": 200 }
  - "GET /\${token}": 200
`;
    const suite = suiteOf(text);
    expect([suite.before, suite.after].flat().map((step) => asUse(step).title)).to.deep.equal(['#log in', '#log out']);
    expect(names(suite)).to.deep.equal(['log in', 'log out', 'GET /${token}']);
  });

  const wrong: readonly (readonly [title: string, use: string, ...problems: readonly string[]])[] = [
    [
      'a case that does not exist',
      'auth/login.test.yaml#log out',
      '3:42 unknown-case there is no case "log out" in login.test.yaml (it has "log in", "needs before")',
    ],
    [
      'a case of this file that does not exist',
      '"#zzz"',
      '3:23 unknown-case there is no case "zzz" in this file (it has "one", "two", "many", "GET /fine")',
    ],
    [
      'a file that does not exist',
      'auth/logim.test.yaml#log in',
      '3:21 file-not-found there is no file "auth/logim.test.yaml" (did you mean "auth/login.test.yaml"?)',
    ],
    [
      'a case that uses itself',
      '"#one"',
      '3:21 use-loop "one" uses itself (move what both need into a case of its own)',
    ],
    [
      'cases that use each other',
      '"#two"',
      '5:21 use-loop these cases use each other: "one" → "two" → "one" (move what both need into a case of its own)',
    ],
    [
      'a case with rows',
      '"#many"',
      '3:21 wrong-value the case "many" has rows: it is many cases (move its steps into a case without rows, and use that with { with: { … } })',
    ],
    [
      'what `before` of another file saves',
      'auth/login.test.yaml#needs before',
      'auth/login.test.yaml:11:12 unknown-name there is no "csrf" here ("before" saves it on line 3, and does not run when another file uses this case)',
    ],
  ];
  for (const [title, use, ...problems] of wrong) {
    it(`reports ${title}`, () => {
      const text = `cases:\n  - name: one\n    steps: [ { use: ${use} } ]\n  - name: two\n    steps: [ { use: "#one" } ]\n  - { name: many, rows: [ { a: 1 } ], GET /x: 200 }\n  - GET /fine: 200\n`;
      const { suites, told: found } = compileWith(text);
      expect(found).to.deep.equal(problems);
      expect(names(suites[0] as CompiledSuite)).to.deep.equal(['many', 'GET /fine']);
    });
  }

  it('says nothing of a file that is broken, or a case that is: that was told', () => {
    const text =
      'cases: [ { steps: [ { use: b.test.yaml#x } ] }, { steps: [ { use: c.test.yaml#x } ] }, { GET /a: 200 } ]';
    const { suites, told: found } = compileWith(text, {
      'b.test.yaml': 'cases: [',
      'c.test.yaml': 'cases: [ { name: x, GET /x: 2000 } ]',
    });
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'b.test.yaml:1:8 yaml-syntax',
      'c.test.yaml:1:29 wrong-value',
    ]);
    expect(names(suites[0] as CompiledSuite)).to.deep.equal(['GET /a']);
  });

  it('tells what is wrong in a case that many use once', () => {
    const use = '{ steps: [ { use: b.test.yaml#x } ] }';
    const { told: found } = compileWith(`cases: [ ${use}, ${use} ]`, {
      'b.test.yaml': 'cases: [ { name: x, "GET /${nme}": 200 } ]',
    });
    expect(found).to.deep.equal(['b.test.yaml:1:29 unknown-name there is no "nme" here (it has vars, env, saved)']);
  });
});
