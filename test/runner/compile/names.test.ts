import { expect } from 'chai';
import { inSuite, told } from './support.ts';

/** What stands beside `cases`, a case without its dash, and the problems. */
type Row = readonly [title: string, item: string, above: string, ...problems: readonly string[]];

const ROWS: readonly Row[] = [
  [
    'an answer where none has come',
    'GET /${status}/${header.x}/${cookie.x}/${body.x}/${time}: 200',
    '',
    ...['status', 'header', 'cookie', 'body', 'time'].map(
      (name, index) =>
        `2:${[12, 22, 34, 46, 56][index]} unknown-name there is no "${name}" here (no step before this one has an answer)`,
    ),
  ],
  ['the last answer in the steps behind it', 'steps: [ { GET /a: 200 }, { "GET /${status}": "status == 200" } ]', ''],
  [
    'the answer of this step where it is looked at and saved',
    'GET /a: { expect: "body.x == time", save: { x: "header[\'x\']" } }',
    '',
  ],
  [
    'a var that does not exist',
    'GET /${vars.tokn}: 200',
    'vars: { token: 1 }',
    '3:17 unknown-name there is no "tokn" in "vars" (did you mean "token"?)',
  ],
  [
    'a member of a var that does not exist',
    'GET /${vars.codes.b}: 200',
    'vars: { codes: { a: 1 } }',
    '3:23 unknown-name there is no "b" in "vars.codes" (it has a)',
  ],
  ['vars of the case and the suite', 'vars: { b: "${vars.a}" }\nGET /${vars.a}/${vars.b}: 200', 'vars: { a: 1 }'],
  [
    'a var of the case behind it',
    'vars: { b: "${vars.c}", c: 1 }\nGET /a: 200',
    '',
    '2:24 unknown-name there is no "c" in "vars"',
  ],
  [
    'an answer in vars',
    'vars: { b: "${body}" }\nGET /a: 200',
    '',
    '2:19 unknown-name there is no "body" here ("vars" are made before the steps have run)',
  ],
  [
    'a row without rows',
    'GET /${row.id}: 200',
    '',
    '2:12 unknown-name there is no "row" here (it is there in a case with "rows")',
  ],
  [
    'a column that does not exist',
    'rows: [ { id: 1 }, { name: x } ]\nGET /${row.idd}/${row.name}: 200',
    '',
    '3:16 unknown-name there is no "idd" in "row" (did you mean "id"?)',
  ],
  [
    'what a later step saves',
    'steps:\n  - GET /${token}: 200\n  - GET /${saved.token}: 200\n  - GET /a: { save: { token: body.t } }\n  - GET /${token}/${saved.token}: 200',
    '',
    '3:16 unknown-name there is no "token" here (it is saved on line 5, after this)',
    '4:22 unknown-name there is no "token" in "saved" (it is saved on line 5, after this)',
  ],
  [
    'what the step itself saves',
    'GET /a: { expect: saved.x == 1, save: { x: body.x, y: saved.x + 1, z: z } }',
    '',
    '2:29 unknown-name there is no "x" in "saved" (it is saved on line 2, after this)',
    '2:75 unknown-name there is no "z" here (it is saved on line 2, after this)',
  ],
  ['what `before` saves', 'GET /${token}: 200', 'before: [ { GET /login: { save: { token: body.t } } } ]'],
  [
    'what `after` saves',
    'GET /${token}: 200',
    'after: [ { GET /login: { save: { token: body.t } } } ]',
    '3:12 unknown-name there is no "token" here (it is saved on line 1, after this)',
  ],
  [
    'what belongs to a request',
    'GET /a: { expect: url.id == query.id && data.x && message.y }',
    '',
    '2:23 unknown-name there is no "url" here (a test sees what came back: status, header, cookie, body and time)',
    '2:33 unknown-name there is no "query" here (a test sees what came back: status, header, cookie, body and time)',
    '2:45 unknown-name there is no "data" here (it is a part of the body: body.data)',
    '2:55 unknown-name there is no "message" here (it is there under "receive", "next" and "closed", and in their "save")',
  ],
  [
    'a message where one came',
    'clients: { ann: { ws: "/ws/${token}" } }\nsteps:\n  - ann: { open: 101, save: { token: header.token } }\n  - ann: { receive: message.user == token, save: { user: message.user } }\n  - GET /${user}: 200',
    '',
  ],
  [
    'functions and env',
    'GET /${uuid()}/${env.X}/${uuuid()}: 200',
    '',
    '2:31 unknown-function there is no function "uuuid" (did you mean "uuid"?)',
  ],
];

describe('the names of a suite', () => {
  for (const [title, item, above, ...problems] of ROWS) {
    it(`know of ${title}`, () => {
      expect(told(inSuite(item, above))).to.deep.equal(problems);
    });
  }

  it('know where another case saves what is used', () => {
    const text = `cases:
  - name: log in
    POST /login: { save: { token: body.token } }
  - GET /\${token}: 200
`;
    expect(told(text)).to.deep.equal([
      '4:12 unknown-name there is no "token" here (it is saved in the case "log in" on line 3: begin with { use: "#log in" })',
    ]);
  });

  it('know the vars that are given from outside', () => {
    expect(
      told(inSuite('GET /${vars.stage}/${vars.a.b}: 200', 'vars: { a: 1 }'), { givenVars: ['stage', 'a'] }),
    ).to.deep.equal([]);
  });

  it('say nothing of a name in a case of which a part was wrong', () => {
    expect(told(inSuite('steps:\n  - POS /login: { save: { token: body.t } }\n  - GET /${token}: 200'))).to.deep.equal([
      '3:9 bad-route "POS" is no HTTP method (did you mean "POST /login"?)',
    ]);
  });
});
