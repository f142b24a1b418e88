import { expect } from 'chai';
import { serveChannels } from './channels/talk.ts';
import { type Order, send } from './journal-project.ts';
import { type ReloadProject, serveFiles } from './reload-project.ts';

const ROUTES = `routes:
  GET /echo: { data: { token: "\${query.token}", auth: '\${header["authorization"]}', sid: "\${cookie.sid}", all: "\${request.url.query}" } }
  GET /u/{secret}: { data: "\${url.secret}" }
  GET /bearer: { data: '\${split(header.authorization, " ")[1]}' }
  GET /set: { cookies: { sid: { value: fresh-session-1, httpOnly: true }, theme: dark }, data: 1 }
  GET /cases: { cases: [ { when: { query: { token: right-token } }, data: 1 } ] }
  GET /valid: { params: { query: { token: { type: string, maxLength: 3 } } }, data: 1 }
  POST /login:
    params: { body: { type: object, properties: { user: { type: object, properties: { password: { type: string, minLength: 99 } } } } } }
    data: 1
  POST /any: { data: { body: "\${body}", raw: "\${request.body}" } }
  POST /form: { params: { form: { password: string, n: integer } }, data: "\${form.password}" }
`;

const MASK =
  'journal: { mask: [header.authorization, cookie.sid, query.token, url.secret, body.user.password, body.users.password, form.password] }\n';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const S = 'tops3cret/+& ü"x';
const LONG = `${'very-long-secret-'.repeat(20)}end`;

const json = (value: unknown): Order => ({ headers: JSON_TYPE, body: JSON.stringify(value) });

describe('journal.mask', () => {
  let project: ReloadProject;
  before(async () => {
    project = await serveFiles({ 'routes.d/a.yaml': ROUTES, 'routes.d/mockapi.yaml': MASK });
  });
  after(() => project.close());

  /** The whole record as text, and what was answered. */
  async function told(method: string, path: string, order: Order = {}): Promise<string> {
    await send(project, method, path, order);
    const [record] = project.mock.reader.records({ limit: 1 });
    return JSON.stringify(record);
  }

  for (const [what, method, path, order, secrets] of [
    ['a query', 'GET', `/echo?token=${encodeURIComponent(S)}`, {}, [S]],
    ['a query, its name encoded', 'GET', `/echo?t%6fken=${encodeURIComponent(S)}`, {}, [S]],
    ['a query, encoded letter by letter', 'GET', '/echo?token=%73%33%63%72%65%74', {}, ['s3cret', '%73%33%63']],
    ['a query that is malformed', 'GET', '/echo?token=s3cret%zz', {}, ['s3cret']],
    ['a query that comes twice', 'GET', '/echo?token=s3cret&token=other-1', {}, ['s3cret', 'other-1']],
    ['a query where no route is met', 'GET', '/nowhere?token=s3cret', {}, ['s3cret']],
    ['a query that is asked for in a case', 'GET', '/cases?token=s3cret', {}, ['s3cret']],
    ['a query that is not valid', 'GET', '/valid?token=s3cret', {}, ['s3cret']],
    ['a query that is too long to be shown', 'GET', `/cases?token=${LONG}`, {}, ['very-long']],
    ['a query that is not valid and too long', 'GET', `/valid?token=${LONG}`, {}, ['very-long']],
    ['a short query', 'GET', '/echo?token=7q', {}, ['7q']],
    ['a parameter of the path', 'GET', `/u/${encodeURIComponent(S)}`, {}, [S]],
    ['a parameter of the path, encoded letter by letter', 'GET', '/u/%73%33cret', {}, ['s3cret', '%73%33']],
    ['a header', 'GET', '/echo', { headers: { Authorization: 'Bearer s3cret' } }, ['s3cret']],
    ['credentials without their scheme', 'GET', '/bearer', { headers: { authorization: 'Bearer s3cret' } }, ['s3cret']],
    [
      'a password of basic credentials that comes elsewhere too',
      'GET',
      '/echo?x=open-sesame',
      { headers: { authorization: `Basic ${Buffer.from('ann:open-sesame').toString('base64')}` } },
      ['open-sesame', Buffer.from('ann:open-sesame').toString('base64')],
    ],
    [
      'a header that comes back in another',
      'GET',
      '/echo?x=s3cret',
      { headers: { authorization: 's3cret', referer: 'http://a/?s3cret' } },
      ['s3cret'],
    ],
    ['a cookie', 'GET', '/echo', { headers: { cookie: 'theme=dark; sid=s3cret; lang=en' } }, ['s3cret']],
    [
      'a cookie in quotes and encoded',
      'GET',
      '/echo',
      { headers: { cookie: 'sid="s3%63ret"' } },
      ['s3cret', 's3%63ret'],
    ],
    ['a cookie that is given', 'GET', '/set', {}, ['fresh-session']],
    ['a body', 'POST', '/any', json({ user: { password: S, name: 'ann' } }), [S]],
    [
      'bodies in a list',
      'POST',
      '/any',
      json({ users: [{ password: 's3cret' }, { password: 'other-1' }] }),
      ['s3cret', 'other-1'],
    ],
    [
      'a body that spells it with escapes',
      'POST',
      '/any',
      { headers: JSON_TYPE, body: '{"user":{"password":"\\u0073\\u0033cret"}}' },
      ['s3cret', '\\\\u0073'],
    ],
    ['a number in a body', 'POST', '/any', json({ user: { password: 12345 } }), ['12345']],
    ['a body that is not valid', 'POST', '/login', json({ user: { password: 's3cret' } }), ['s3cret']],
    [
      'a body whose whole is not valid',
      'POST',
      '/login',
      json({ user: ['s3cret-in-a-list', { password: 's3cret' }] }),
      ['"s3cret"'],
    ],
    ['a malformed body', 'POST', '/login', { headers: JSON_TYPE, body: '{"user":{"password":"s3cret"' }, ['s3cret']],
    ['a body without a type that is no JSON', 'POST', '/any', { body: '{"user":{"password":"s3cret",}}' }, ['s3cret']],
    ['a body for no route', 'POST', '/nowhere', json({ user: { password: 's3cret' } }), ['s3cret']],
    [
      'a body of a wrong type',
      'POST',
      '/login',
      { headers: { 'content-type': 'text/plain' }, body: '{"user":{"password":"s3cret"}' },
      ['s3cret'],
    ],
    ['a form', 'POST', '/form', { headers: FORM_TYPE, body: `password=${encodeURIComponent(S)}&n=1` }, [S]],
    ['a form that is not valid', 'POST', '/form', { headers: FORM_TYPE, body: 'password=s3cret&n=x' }, ['s3cret']],
    ['a form that is malformed', 'POST', '/form', { headers: FORM_TYPE, body: 'p%61ssword=s3cret&n=%zz' }, ['s3cret']],
    [
      'bytes around it',
      'POST',
      '/any?token=s3cret',
      { headers: { 'content-type': 'application/x-a' }, body: Buffer.from([0, ...Buffer.from('s3cret'), 255]) },
      ['s3cret', 'czNjcmV0', Buffer.from([0, ...Buffer.from('s3cret'), 255]).toString('base64')],
    ],
  ] as const satisfies readonly (readonly [string, string, string, Order, readonly string[]])[]) {
    it(`hides ${what}`, async () => {
      const record = await told(method, path, order);
      for (const secret of secrets) {
        for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
          expect(record).to.not.include(form);
        }
      }
      expect(record).to.include('***');
    });
  }

  it('shows everything else', async () => {
    const headers = { authorization: 'Bearer s3cret', cookie: 'theme=dark; sid=abcdef; lang=en' };
    await send(project, 'GET', '/echo?token=tok-1&x=tok', { headers });
    const [record] = project.mock.reader.records({ limit: 1 });
    if (record?.kind !== 'request') throw new Error('there is no request');
    expect({
      target: record.target,
      headers: record.headers,
      received: record.received,
      text: record.answer.body?.text,
    }).to.deep.equal({
      target: '/echo?token=***&x=tok',
      headers: {
        host: 'h',
        'x-request-id': 'r',
        connection: 'close',
        authorization: '***',
        cookie: 'theme=dark; sid=***; lang=en',
      },
      received: { query: { token: '***', x: 'tok' }, cookie: { theme: 'dark', sid: '***', lang: 'en' } },
      text: '{"code":200,"message":"success","data":{"token":"***","auth":"***","sid":"***","all":"token=***&x=tok"}}',
    });
  });

  it('keeps the attributes of a cookie that is given', async () => {
    await send(project, 'GET', '/set');
    const [record] = project.mock.reader.records({ limit: 1 });
    expect(record?.kind === 'request' && record.answer.headers['set-cookie']).to.deep.equal([
      'sid=***; Path=/; HttpOnly',
      'theme=dark; Path=/',
    ]);
  });

  it('hides it in any text about an entry', () => {
    const [numbered] = [...project.mock.journal.entries()].filter(
      ({ entry }) => entry.kind === 'request' && entry.exchange.request.target.includes('7q'),
    );
    if (!numbered) throw new Error('there is no such request');
    expect(project.mock.reader.conceal(numbered.entry)('query.token: expected "a", received "7q"')).to.equal(
      'query.token: expected "a", received "***"',
    );
  });
});

describe('journal.mask on channels', () => {
  it('hides parts of the handshake and of messages, whoever says them', async () => {
    const talk = await serveChannels(
      'channels:\n  /ws/{user}:\n    on: { join: [ { to: room, text: "welcome ${query.token}" } ], message: [ { when: message.password == "x", do: [] }, { do: [ { to: room, json: { said: "${message.password}", password: "${message.password}" } } ] } ] }\n',
      { files: { 'routes.d/mockapi.yaml': 'journal: { mask: [query.token, message.password] }\n' } },
    );
    const client = await talk.connect('/ws/ann?token=t0ken-1');
    await client.next();
    client.send({ password: 's3cret', x: 1 });
    await client.next();
    client.send('{"password":"s3cret"');
    client.send('[{"password":"s3cret"}]');
    client.send('only text');
    client.close();
    await client.closed;
    await talk.logged(/WS \/ws\/ann/);
    const text = JSON.stringify(talk.project.mock.reader.records());
    await talk.close();
    expect(text).to.not.include('t0ken-1');
    expect(talk.log.join('\n')).to.include('WS /ws/ann?token=***').and.to.not.include('t0ken-1');
    expect(text)
      .to.include('"json":{"password":"***","x":1}')
      .and.include('"text":"welcome ***"')
      .and.include('only text');
    expect(text).to.include('"password":"***"');
    expect(text.match(/s3cret/g) ?? []).to.deep.equal([]);
  });

  const ECHO =
    'channels:\n  /ws/{user}:\n    on: { message: [ { do: [ { to: room, json: { all: "${message}", token: own } }, { to: sender, json: { e: "${message.token}", q: "${message.q}" } } ] } ] }\n';

  /** What the journal tells of our own frames, when these messages have been answered. */
  async function sentMessages(settings: string, messages: readonly string[]): Promise<readonly unknown[]> {
    const talk = await serveChannels(ECHO, { files: { 'routes.d/mockapi.yaml': settings } });
    const client = await talk.connect('/ws/ann');
    for (const message of messages) {
      client.send(message);
      await client.take(2);
    }
    const records = talk.project.mock.reader.records();
    await talk.close();
    return records.flatMap((record) => (record.kind === 'sent' ? [record.message.json ?? record.message.text] : []));
  }

  it('hides in our own frames what they say again of the message that they answer', async () => {
    const sent = await sentMessages('journal: { mask: [message.token] }\n', [
      '{"token":"hunter22","q":"hunter22 said"}',
      '{"token":"987654321tok',
    ]);
    expect(sent).to.deep.equal([
      { all: { token: '***', q: '*** said' }, token: '***' },
      { e: '***', q: '*** said' },
      { all: '***', token: '***' },
      { e: null, q: null },
    ]);
  });

  it('hides all of a frame that answers a message which is too large to be kept', async () => {
    const sent = await sentMessages('journal: { bytes: 2KB, mask: [message.token] }\n', [
      `{"token":"hunter22","q":"hunter22","more":"${'x'.repeat(300)}"}`,
    ]);
    expect(sent).to.deep.equal(['***', '***']);
  });
});

describe('journal.mask in the access log', () => {
  it('hides what the path and the query bring, answered or refused', async () => {
    const lines: string[] = [];
    const project = await serveFiles(
      { 'routes.d/a.yaml': ROUTES, 'routes.d/mockapi.yaml': MASK },
      { console: { colour: false, write: (text) => lines.push(...text.split('\n')) }, consoleAccess: true },
    );
    await send(project, 'GET', '/echo?token=s3cret&x=1');
    await send(project, 'GET', '/valid?t%6fken=s3cret');
    await send(project, 'GET', '/nowhere?x=1&token=s3cret');
    await send(project, 'GET', '/u/s3cret');
    await send(project, 'GET', '/echo?x=1');
    await project.close();
    expect(lines.flatMap((line) => / (\d{3} +GET \S+)/.exec(line)?.[1] ?? [])).to.deep.equal([
      '200   GET /echo?token=***&x=1',
      '422   GET /valid?t%6fken=***',
      '404   GET /nowhere?x=1&token=***',
      '200   GET /u/***',
      '200   GET /echo?x=1',
    ]);
  });
});

describe('journal.mask of a body as large as any', () => {
  const large = `{"user":{"password":"pass-word-1"},"rest":"密码${'x'.repeat(500_000)}"}`;

  for (const [what, order] of [
    ['JSON', { headers: { ...JSON_TYPE, 'x-mockapi-explain': '1' }, body: large }],
    [
      'bytes',
      { headers: { 'content-type': 'application/octet-stream', 'x-mockapi-explain': '1' }, body: '\0'.repeat(900_000) },
    ],
  ] as const) {
    it(`answers and tells of ${what}`, async () => {
      const project = await serveFiles({ 'routes.d/a.yaml': ROUTES, 'routes.d/mockapi.yaml': MASK });
      const { status } = await send(project, 'POST', '/any', order);
      const [record] = project.mock.reader.records();
      await project.close();
      expect(status).to.equal(200);
      expect(record?.kind === 'request' && record.body?.bytes).to.equal(Buffer.byteLength(order.body));
      expect(JSON.stringify(record)).to.not.include('pass-word-1');
    });
  }
});
