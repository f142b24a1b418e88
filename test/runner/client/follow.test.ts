import { expect } from 'chai';
import { type Cookies, createCookies } from '../../../src/runner/client/cookies.ts';
import { type Outgoing, type Sent, sendFollowing } from '../../../src/runner/client/follow.ts';
import { createHttpClient, type HttpClient } from '../../../src/runner/client/http.ts';
import { type Service, startService } from '../hand-made.ts';

describe('sendFollowing', () => {
  let service: Service;
  let other: Service;
  let http: HttpClient;
  let cookies: Cookies;
  const routes = new Map<string, readonly [status: number, headers: Record<string, string>]>();

  beforeEach(async () => {
    routes.clear();
    const answer: Parameters<typeof startService>[0] = ({ target }, res) => {
      const [status, headers] = routes.get(target) ?? [200, {}];
      res.writeHead(status, headers).end('done');
    };
    [service, other] = await Promise.all([startService(answer), startService(answer)]);
    http = createHttpClient({ tls: { isInsecure: false, ca: undefined }, isRepeating: false });
    cookies = createCookies(() => {});
  });
  afterEach(async () => {
    http.close();
    await Promise.all([service.close(), other.close()]);
  });

  function send(changes: Partial<Outgoing>, isFollowing = true): Promise<Sent> {
    const outgoing = { method: 'GET', url: `${service.url}/from`, headers: [], body: undefined, ...changes };
    return sendFollowing(outgoing, { http, cookies, timeoutMs: 5000, isFollowing });
  }

  function statusOf({ reply }: Sent): unknown {
    return reply.kind === 'answered' ? reply.read.answer.status : reply.message;
  }

  const POSTED = {
    method: 'POST',
    headers: [
      ['content-type', 'text/plain'],
      ['x-a', '1'],
    ],
    body: Buffer.from('b'),
  } as const;

  it('stays where it is unless it is to follow', async () => {
    routes.set('/from', [302, { location: '/to' }]);
    expect(statusOf(await send({}, false))).to.equal(302);
    expect(service.lines).to.deep.equal(['GET /from']);
  });

  const rows: readonly (readonly [status: number, method: string, then: string, body: string])[] = [
    [301, 'POST', 'GET', ''],
    [302, 'PUT', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [307, 'POST', 'POST', 'b'],
    [308, 'PUT', 'PUT', 'b'],
  ];
  for (const [status, method, then, body] of rows) {
    it(`makes ${then} of ${method} after ${status}${body === '' ? ', without the body' : ', with its body'}`, async () => {
      routes.set('/from', [status, { location: '/to?x=1' }]);
      const sent = await send({ ...POSTED, method });
      expect([statusOf(sent), sent.count, sent.last.url]).to.deep.equal([200, 2, `${service.url}/to?x=1`]);
      const [, last] = service.seen;
      expect([last?.method, last?.body.toString(), last?.headers['x-a']]).to.deep.equal([then, body, '1']);
      expect(last?.headers['content-type']).to.equal(body === '' ? undefined : 'text/plain');
    });
  }

  it('leaves HEAD a HEAD', async () => {
    routes.set('/from', [303, { location: '/to' }]);
    await send({ method: 'HEAD' });
    expect(service.lines).to.deep.equal(['HEAD /from', 'HEAD /to']);
  });

  it('keeps cookies on the way', async () => {
    routes.set('/from', [302, { location: '/to', 'set-cookie': 'a=1' }]);
    await send({ headers: [['cookie', 'b=2']] });
    expect(service.seen.map(({ headers }) => headers.cookie)).to.deep.equal(['b=2', 'b=2; a=1']);
  });

  it('keeps credentials from another service', async () => {
    routes.set('/from', [307, { location: `${other.url}/to` }]);
    await send({
      headers: [
        ['authorization', 'Bearer x'],
        ['cookie', 'b=2'],
        ['x-a', '1'],
      ],
    });
    const [seen] = other.seen;
    expect([seen?.headers.authorization, seen?.headers.cookie, seen?.headers['x-a']]).to.deep.equal([
      undefined,
      undefined,
      '1',
    ]);
    expect(seen?.headers.host).to.equal(new URL(other.url).host);
  });

  it('gives up after ten', async () => {
    routes.set('/from', [302, { location: '/from' }]);
    const sent = await send({});
    expect([statusOf(sent), sent.count]).to.deep.equal(['there were more than 10 redirects, the last to "/from"', 11]);
  });

  it('does not follow to what is no HTTP', async () => {
    routes.set('/from', [302, { location: 'file:///etc/passwd' }]);
    expect(statusOf(await send({}))).to.equal('a redirect leads to "file:///etc/passwd", which is no HTTP');
  });

  it('stays at a redirect that leads nowhere', async () => {
    routes.set('/from', [302, {}]);
    expect(statusOf(await send({}))).to.equal(302);
  });

  describe('headers', () => {
    it('says what is sent, and adds what every request has', async () => {
      await send(POSTED);
      const host = new URL(service.url).host;
      expect(service.seen[0]?.rawHeaders).to.deep.equal(
        ['host', host, 'user-agent', 'mockapi', 'content-type', 'text/plain', 'x-a', '1', 'content-length', '1'].concat(
          ['Connection', 'keep-alive'],
        ),
      );
    });

    it('says of a PUT that it has no body, and nothing of a DELETE', async () => {
      await send({ method: 'PUT' });
      await send({ method: 'DELETE' });
      expect(service.seen.map(({ headers }) => headers['content-length'])).to.deep.equal(['0', undefined]);
      expect(service.seen.map(({ headers }) => headers['transfer-encoding'])).to.deep.equal([undefined, undefined]);
    });

    it('leaves the test its own', async () => {
      await send({
        headers: [
          ['Host', 'shop.test'],
          ['User-Agent', 'ann'],
        ],
      });
      expect(service.seen[0]?.rawHeaders.slice(0, 4)).to.deep.equal(['Host', 'shop.test', 'User-Agent', 'ann']);
    });
  });
});
