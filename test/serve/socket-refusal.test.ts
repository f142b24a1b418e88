import { expect } from 'chai';
import { type ReloadProject, serveFiles } from './reload-project.ts';
import { head, talk } from './wire.ts';

describe('socketRefusal', () => {
  let project: ReloadProject;
  beforeEach(async () => {
    project = await serveFiles({ 'routes.d/a.yaml': 'routes: { POST /a: { params: { body: {} }, data: 1 } }' });
  });
  afterEach(() => project.close());

  const records = (): readonly unknown[] =>
    project.mock.reader
      .records()
      .map((record) =>
        record.kind === 'request'
          ? [record.method, record.target, record.answer.status, record.outcome, record.explanation.why, record.client]
          : record,
      );

  const rows: readonly (readonly [what: string, said: string, ...told: readonly unknown[]])[] = [
    ['what is no HTTP', 'hello\r\n\r\n', '-', '-', 400, 'this is no valid HTTP request: invalid method encountered'],
    [
      'headers that are too large',
      head('GET /a HTTP/1.1', `x-a: ${'a'.repeat(20_000)}`),
      '-',
      '-',
      431,
      'the request line and headers are larger than 16KB; raise limits.headers',
    ],
    [
      'a tunnel that is asked for',
      head('CONNECT shop.example:443 HTTP/1.1'),
      'CONNECT',
      'shop.example:443',
      501,
      'CONNECT is for proxies, and this is none: send the request itself',
    ],
    [
      'a request without a host',
      'GET /a HTTP/1.1\r\nconnection: close\r\n\r\n',
      'GET',
      '/a',
      400,
      'the request has no "Host" header',
    ],
  ];
  for (const [what, said, method, target, status, why] of rows) {
    it(`has ${what} be answered in the envelope, and in the journal`, async () => {
      const [top = '', body = ''] = (await talk(project.port, said)).split('\r\n\r\n');
      expect(top.split(' ')[1]).to.equal(String(status));
      expect(JSON.parse(body)).to.deep.equal({ code: status, message: why, data: null });
      expect(records()).to.deep.equal([[method, target, status, 'invalid', why, '127.0.0.1']]);
    });
  }

  it('tells once of a body that goes wrong', async () => {
    const noted = new Promise((resolve) => project.mock.journal.onAppend(resolve));
    const text = await talk(project.port, head('POST /a HTTP/1.1', 'transfer-encoding: chunked'), 'no chunk\r\n');
    expect(text).to.match(/^HTTP\/1\.1 400 /);
    await noted;
    expect(records()).to.deep.equal([
      ['POST', '/a', 400, 'invalid', 'the connection ended before the body did', '127.0.0.1'],
    ]);
  });

  it('answers an expectation that nobody knows as if it were not there', async () => {
    const text = await talk(project.port, head('POST /a HTTP/1.1', 'expect: the-best', 'content-length: 0'));
    expect(text).to.match(/^HTTP\/1\.1 422 /);
    expect(records()).to.deep.equal([['POST', '/a', 422, 'invalid', 'body is required', '127.0.0.1']]);
  });
});
