import { expect } from 'chai';
import type { RequestRecord } from '../../src/journal/record.ts';
import { type Order, send, youngest } from './journal-project.ts';
import { type ReloadProject, serveFiles } from './reload-project.ts';

const ROUTES = `
routes:
  GET /literal: { data: 1 }
  GET /goods/{id}:
    params:
      url: { id: integer }
      query: { name: { type: string, required: true }, limit: { type: integer, default: 10 } }
      header: { x-limit: integer }
    cases:
      - when: query.limit > 100
        status: 403
      - when: { query: { name: pen } }
        data: "\${query.name}"
  POST /echo:
    params: { body: { type: object, required: [a], properties: { a: { type: integer }, b: { default: 5 } } } }
    data: "\${body}"
  POST /any: { body: '\${request.body == null ? "nothing" : "something"}' }
  POST /form: { params: { form: { n: integer } }, data: "\${form.n}" }
  GET /broken: { data: "\${request.headers.x < 1}" }
  GET /file: { file: ./a.txt }
  GET /files/{name}: { file: "./sub/\${url.name}" }
  GET /bytes: { file: ./pixel.png }
  GET /empty: { status: 204 }
  GET /count: { cases: [ { when: 'counter("asked") > 100', data: 1 }, { data: '\${counter("asked")}' } ] }
  GET /dice: { cases: [ { when: 'random(1, 1000000) == 7', data: 1 }, { when: 'random(1, 1000000) > 0', data: '\${random(1, 1000000)}' } ] }
`;

const FILES = {
  'routes.d/a.yaml': ROUTES.trim(),
  'routes.d/a.txt': 'hello',
  'routes.d/pixel.png': Buffer.from([137, 80, 78, 71, 0]),
  'routes.d/sub/x.txt': 'x',
};

const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer in the envelope. */
function enveloped(status: number, body: object, at: string | undefined, more: object = {}): RequestRecord['answer'] {
  const text = JSON.stringify(body);
  const route = at === undefined ? {} : { 'x-mockapi-route': at };
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...route, ...more },
    body: { bytes: Buffer.byteLength(text), type: JSON_TYPE, text },
  };
}

const at = (line: number): string => `routes.d/a.yaml:${line}`;
const answers = (line: number, why = 'it has no condition') => ({ at: at(line), verdict: 'answers', why });
const notAsked = (line: number, why = 'the request is refused before') => ({ at: at(line), verdict: 'not asked', why });
const QUIET = { why: null, cases: [], issues: [], moreIssues: 0, nearest: [] };
const EMPTY = { id: 'r', client: '127.0.0.1', headers: {}, body: null, received: {}, validated: null, version: 1 };

describe('the journal of requests', () => {
  let project: ReloadProject;
  let count = 0;

  before(async () => {
    project = await serveFiles(FILES);
  });
  after(() => project.close());

  /** The record of a request, and its answer. */
  async function record(method: string, path: string, order?: Order): Promise<ReturnType<typeof youngest>> {
    await send(project, method, path, order);
    count++;
    return youngest(project);
  }

  it('tells of a literal answer', async () => {
    expect(await record('GET', '/literal')).to.deep.equal({
      ...EMPTY,
      number: count,
      method: 'GET',
      target: '/literal',
      outcome: 'answered',
      route: { id: 'GET /literal', name: 'GET /literal', at: at(2) },
      case: at(2),
      explanation: { ...QUIET, cases: [answers(2)] },
      answer: enveloped(200, { code: 200, message: 'success', data: 1 }, at(2)),
    });
  });

  const goods = { id: 'GET /goods/{id}', name: 'GET /goods/{id}', at: at(3) };

  it('tells what came and what was validated, and why the other cases did not answer', async () => {
    const headers = { 'x-limit': '7', 'x-other': 'é' };
    expect(await record('GET', '/goods/1?name=pen&x=a&x=b', { headers })).to.deep.equal({
      ...EMPTY,
      number: count,
      method: 'GET',
      target: '/goods/1?name=pen&x=a&x=b',
      headers: { 'x-limit': '7', 'x-other': 'é' },
      received: { url: { id: '1' }, query: { name: 'pen', x: ['a', 'b'] } },
      validated: {
        header: { 'x-limit': 7 },
        url: { id: 1 },
        query: { name: 'pen', x: ['a', 'b'], limit: 10 },
      },
      outcome: 'answered',
      route: goods,
      case: at(11),
      explanation: {
        ...QUIET,
        cases: [
          { at: at(9), verdict: 'does not match', why: '`query.limit > 100` is not true' },
          answers(11, 'its condition holds'),
        ],
      },
      answer: enveloped(200, { code: 200, message: 'success', data: 'pen' }, at(11)),
    });
  });

  it('tells every issue of parameters that are not valid', async () => {
    const issues = [
      {
        in: 'url',
        name: 'id',
        pointer: '/id',
        message: 'url "id" must be an integer',
        keyword: 'type',
        expected: 'integer',
        received: 'x',
      },
      {
        in: 'query',
        name: 'name',
        pointer: '/name',
        message: 'query "name" is required',
        keyword: 'required',
        expected: true,
        received: null,
      },
    ];
    const message = 'url "id" must be an integer';
    expect(await record('GET', '/goods/x')).to.deep.equal({
      ...EMPTY,
      number: count,
      method: 'GET',
      target: '/goods/x',
      received: { url: { id: 'x' } },
      outcome: 'invalid',
      route: goods,
      case: null,
      explanation: { ...QUIET, why: message, cases: [notAsked(9), notAsked(11)], issues },
      answer: enveloped(422, { code: 422, message, data: issues }, at(3)),
    });
  });

  it('tells why no case matched', async () => {
    const why = 'no case of GET /goods/{id} matched';
    const { outcome, case: answering, explanation, answer } = await record('GET', '/goods/1?name=ink');
    expect({ outcome, case: answering, explanation, answer }).to.deep.equal({
      outcome: 'unmatched',
      case: null,
      explanation: {
        ...QUIET,
        why,
        cases: [
          { at: at(9), verdict: 'does not match', why: '`query.limit > 100` is not true' },
          { at: at(11), verdict: 'does not match', why: 'query.name: expected "pen", received "ink"' },
        ],
      },
      answer: enveloped(404, { code: 404, message: why, data: null }, at(3)),
    });
  });

  it('tells the nearest routes of a request that met none, and its body', async () => {
    const headers = { 'content-type': 'application/json' };
    const why = 'no route for POST /ecco; the nearest is POST /echo';
    const { explanation, ...rest } = await record('POST', '/ecco', { headers, body: '{"a":1}' });
    expect(rest).to.deep.equal({
      ...EMPTY,
      number: count,
      method: 'POST',
      target: '/ecco',
      headers: { 'content-type': 'application/json', 'content-length': '7' },
      body: { bytes: 7, type: 'application/json', text: '{"a":1}' },
      received: { body: { a: 1 } },
      outcome: 'unmatched',
      route: null,
      case: null,
      answer: enveloped(404, { code: 404, message: why, data: null }, undefined),
    });
    expect({ ...explanation, nearest: explanation.nearest.slice(0, 1) }).to.deep.equal({
      ...QUIET,
      why,
      nearest: [{ id: 'POST /echo', at: at(13), why: '"ecco" is not "echo"' }],
    });
  });

  it('tells the route of another method', async () => {
    const { outcome, explanation, answer } = await record('DELETE', '/literal');
    expect(outcome).to.equal('unmatched');
    expect(explanation.nearest[0]).to.deep.equal({ id: 'GET /literal', at: at(2), why: 'it takes GET, not DELETE' });
    expect(answer.status).to.equal(405);
  });

  it('tells a body as it came, before its defaults were filled in', async () => {
    const headers = { 'content-type': 'application/json' };
    const { body, received, validated } = await record('POST', '/echo', { headers, body: '{ "a": 1 }' });
    expect({ body, received, validated }).to.deep.equal({
      body: { bytes: 10, type: 'application/json', text: '{ "a": 1 }' },
      received: { body: { a: 1 } },
      validated: { body: { a: 1, b: 5 } },
    });
  });

  for (const [what, order, body, received] of [
    ['malformed JSON', { type: 'application/json', body: '{"a":1' }, { bytes: 6, text: '{"a":1' }, {}],
    ['another type than the route takes', { type: 'text/plain', body: 'hé' }, { bytes: 3, text: 'hé' }, {}],
  ] as const) {
    it(`tells the body of ${what}`, async () => {
      const headers = { 'content-type': order.type };
      const found = await record('POST', '/echo', { headers, body: order.body });
      expect({ body: found.body, received: found.received, outcome: found.outcome }).to.deep.equal({
        body: { ...body, type: order.type },
        received,
        outcome: 'invalid',
      });
    });
  }

  for (const [what, type, body, shown] of [
    ['bytes that are no text', 'application/octet-stream', Buffer.from([0, 255, 1]), { bytes: 3, base64: 'AP8B' }],
    ['bytes that only look like text', 'application/octet-stream', Buffer.from([0, 1]), { bytes: 2, base64: 'AAE=' }],
    ['text of an unknown type', 'application/x-thing', Buffer.from('a\tb\r\n'), { bytes: 5, text: 'a\tb\r\n' }],
    ['text in Latin-1', 'text/plain; charset=latin1', Buffer.from([0xe9]), { bytes: 1, text: 'é' }],
    ['bytes that claim to be UTF-8', 'text/plain', Buffer.from([0xe9]), { bytes: 1, base64: '6Q==' }],
  ] as const) {
    it(`tells ${what}`, async () => {
      const found = await record('POST', '/any', { headers: { 'content-type': type }, body });
      expect(found.body).to.deep.equal({ ...shown, type });
    });
  }

  it('tells the fields of a form', async () => {
    const type = 'application/x-www-form-urlencoded';
    const found = await record('POST', '/form', { headers: { 'content-type': type }, body: 'n=07&x=a+b' });
    expect([found.body, found.received, found.validated, found.outcome]).to.deep.equal([
      { bytes: 10, type, text: 'n=07&x=a+b' },
      { form: { n: '07', x: 'a b' } },
      null,
      'invalid',
    ]);
  });

  it('tells the facts of uploaded files, not their content', async () => {
    const type = 'multipart/form-data; boundary=b';
    const parts = [
      '--b\r\ncontent-disposition: form-data; name="t"\r\n\r\ntext\r\n',
      '--b\r\ncontent-disposition: form-data; name="f"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\nhey\r\n',
      '--b--\r\n',
    ];
    const found = await record('POST', '/any', { headers: { 'content-type': type }, body: parts.join('') });
    expect([found.body, found.received]).to.deep.equal([
      { bytes: parts.join('').length, type, isMultipart: true },
      {
        form: { t: 'text' },
        file: {
          f: {
            name: 'a.txt',
            size: 3,
            type: 'text/plain',
            sha256: 'fa690b82061edfd2852629aeba8a8977b57e40fcb77d1a7a28b26cba62591204',
          },
        },
      },
    ]);
  });

  it('tells where an answer failed', async () => {
    const found = await record('GET', '/broken', { headers: { x: 'a' } });
    const why = `"<" does not go with text and a number; double(x) turns text into a number (${at(18)}:27)`;
    expect([found.outcome, found.case, found.explanation, found.answer.status]).to.deep.equal([
      'failed',
      null,
      { ...QUIET, why, cases: [{ at: at(18), verdict: 'fails', why }] },
      500,
    ]);
  });

  it('names a file that was sent, with the headers as they went out', async () => {
    const { answer } = await record('GET', '/file');
    const { etag: _etag, 'last-modified': _modified, ...headers } = answer.headers;
    expect({ ...answer, headers }).to.deep.equal({
      status: 200,
      headers: {
        'x-mockapi-route': at(19),
        'accept-ranges': 'bytes',
        'content-type': 'text/plain; charset=utf-8',
        'content-length': '5',
      },
      body: { bytes: 5, type: 'text/plain; charset=utf-8', file: 'a.txt' },
    });
  });

  it('tells a file that is not there as refused, not as unmatched', async () => {
    const found = await record('GET', '/files/none');
    expect([found.outcome, found.case, found.explanation.why, found.answer.status]).to.deep.equal([
      'refused',
      null,
      'there is no file "none"',
      404,
    ]);
  });

  for (const [method, path] of [
    ['HEAD', '/literal'],
    ['GET', '/empty'],
    ['OPTIONS', '/literal'],
  ] as const) {
    it(`tells no body of the answer to ${method} ${path}`, async () => {
      const { answer, outcome } = await record(method, path);
      expect([answer.body, outcome]).to.deep.equal([null, 'answered']);
    });
  }

  it('tells headers of the answer that only this request has', async () => {
    const { answer } = await record('GET', '/literal', { headers: { origin: 'http://localhost:5173' } });
    expect(answer.headers).to.include({ 'access-control-allow-origin': 'http://localhost:5173' });
  });

  it('shows a record by its number', async () => {
    const found = await record('GET', '/literal');
    expect(project.mock.reader.request(found.number)?.target).to.equal('/literal');
    expect(project.mock.reader.request(0)).to.equal(undefined);
    expect(project.mock.reader.request(found.number + 1)).to.equal(undefined);
  });

  it('gives the youngest of those that are meant', async () => {
    await record('GET', '/literal?a');
    await record('GET', '/empty');
    await record('GET', '/literal?b');
    const { reader, journal } = project.mock;
    const after = journal.last - 3;
    const targets = (limit?: number) =>
      reader
        .records({ after, limit, test: ({ entry }) => entry.kind === 'request' && entry.status === 200 })
        .map((item) => item.kind === 'request' && item.target);
    expect(targets()).to.deep.equal(['/literal?a', '/literal?b']);
    expect(targets(1)).to.deep.equal(['/literal?b']);
    expect(targets(0)).to.deep.equal([]);
  });

  it('counts and draws nothing when it is read', async () => {
    await record('GET', '/count');
    for (let times = 0; times < 3; times++) project.mock.reader.records();
    const data = async (path: string): Promise<unknown> => JSON.parse((await send(project, 'GET', path)).text).data;
    expect(await data('/count')).to.equal(4);
    const { explanation } = await record('GET', '/dice');
    expect(explanation.cases).to.deep.equal([
      { at: at(24), verdict: 'does not match', why: '`random(1, 1000000) == 7` is not true' },
      answers(24, 'its condition holds'),
    ]);
  });

  it('is there when the client has the answer, file or not', async () => {
    for (const path of ['/literal', '/file', '/bytes', '/goods/1?name=pen']) {
      await send(project, 'GET', path);
      expect(youngest(project).target).to.equal(path);
    }
  });
});
