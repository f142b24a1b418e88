import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import type { Expectation } from '../../src/runner/compiled-suite.ts';
import type { Conformance } from '../../src/runner/run-options.ts';
import { at, body, equals, json, request, runCaseOf, type Service, save, startService, status } from './hand-made.ts';

describe('a request step', () => {
  let service: Service;
  /** What the service answers with; the number counts requests from 1. */
  let answer: Parameters<typeof startService>[0];
  beforeEach(async () => {
    answer = (_, res) => json(res, 200, { name: 'pen' });
    service = await startService((seen, res, number) => answer(seen, res, number));
  });
  afterEach(() => service.close());

  it('passes when the answer is as expected', async () => {
    const result = await runCaseOf(service.url, [request('GET /goods/1?x=1', { expect: body({ name: 'pen' }) })]);
    expect([result.status, result.failures, result.notes, result.requests]).to.deep.equal(['passed', [], [], 1]);
    expect(service.lines).to.deep.equal(['GET /goods/1?x=1']);
  });

  it('tells what differs, the request, and the route that answered', async () => {
    answer = (_, res) => json(res, 200, null, { 'x-mockapi-route': 'goods.yaml:12' });
    const send = () => ({
      headers: [['content-type', 'application/json']] as const,
      body: { kind: 'bytes', bytes: Buffer.from('{"a":1}'), text: '{"a":1}' } as const,
    });
    const result = await runCaseOf(service.url, [request('PUT /x', { send, expect: status(201) })]);
    expect(result.failures).to.deep.equal([
      {
        origin: at(6),
        step: 'PUT /x',
        message: 'status: expected 201, received 200',
        kind: 'expectation',
        differences: [{ pointer: '/status', expected: 201, received: 200, message: 'expected 201, received 200' }],
        answeredBy: 'goods.yaml:12',
        details: [],
        curl: `curl -i -X PUT '${service.url}/x' -H 'content-type: application/json' -d '{"a":1}'`,
      },
    ]);
  });

  it('sends what it has, and shows the cookies of the case', async () => {
    answer = ({ target }, res) => json(res, 200, {}, target === '/login' ? { 'set-cookie': 'sid=1' } : {});
    const send = () => ({ headers: [['cookie', 'lang=en']] as const });
    const result = await runCaseOf(service.url, [
      request('GET /login'),
      request('GET /x', { send, expect: status(0) }),
    ]);
    expect(service.seen[1]?.headers.cookie).to.equal('lang=en; sid=1');
    expect(result.failures[0]?.curl).to.equal(`curl -i '${service.url}/x' -H 'cookie: lang=en; sid=1'`);
  });

  it('sends an upload that the platform reads', async () => {
    const send = () => ({
      body: {
        kind: 'multipart',
        fields: [['title', 'a\nb']],
        files: [{ field: 'photo', name: 'p.png', type: 'image/png', content: { bytes: Buffer.from([0, 255]) } }],
      } as const,
    });
    const result = await runCaseOf(service.url, [request('POST /photo', { send, expect: status(0) })]);
    const [seen] = service.seen;
    const form = await new Response(seen?.body, {
      headers: { 'content-type': String(seen?.headers['content-type']) },
    }).formData();
    expect(form.get('title')).to.equal('a\nb');
    expect(form.get('photo')).to.have.property('name', 'p.png');
    // curl makes its own boundary.
    expect(result.failures[0]?.curl).not.to.contain('boundary');
  });

  it('says that an upload is not there', async () => {
    const content = { path: join(tmpdir(), 'mockapi-none.png') };
    const files = [{ field: 'photo', name: 'p', type: 'x/y', content }];
    const send = () => ({ body: { kind: 'multipart', fields: [], files } as const });
    const { failures } = await runCaseOf(service.url, [request('POST /photo', { send })]);
    expect(failures.map(({ message, kind, origin }) => [message, kind, origin])).to.deep.equal([
      [`there is no file "${relative(process.cwd(), content.path)}"`, 'error', at(5)],
    ]);
  });

  it('says that what it is sent to is no address', async () => {
    const result = await runCaseOf(service.url, [request('GET goods%2F1')]);
    expect(result.failures[0]?.message).to.equal(
      '"goods%2F1" is neither a path nor a URL: it has to begin with / or http://',
    );
    expect(result.requests).to.equal(0);
  });

  it('says what an expression says, where it is written', async () => {
    const send = (): never => {
      throw new ExpressionError('text is compared with a number', at(9));
    };
    const { failures } = await runCaseOf(service.url, [request('GET /x', { send })]);
    expect(failures.map(({ origin, kind, curl }) => [origin, kind, curl])).to.deep.equal([[at(9), 'error', undefined]]);
  });

  it('shows the request where the expression of its expectation fails', async () => {
    const expected = equals('x', 1, () => {
      throw new ExpressionError('no', at(9));
    });
    const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: expected })]);
    expect(failures.map(({ origin, curl }) => [origin, curl])).to.deep.equal([[at(9), `curl -i '${service.url}/x'`]]);
  });

  it('expects a status below 400 where nothing is expected', async () => {
    answer = (_, res, number) => json(res, number === 1 ? 302 : 404, {});
    const result = await runCaseOf(service.url, [request('GET /x'), request('GET /x')]);
    expect(result.failures.map(({ message, origin }) => [message, origin])).to.deep.equal([
      ['expected a status below 400, received 404 Not Found', at(5)],
    ]);
  });

  it('tells what the answer says, once: beside the status that differs', async () => {
    answer = (_, res) => json(res, 404, { message: 'no route for GET /x' });
    const both: Expectation = {
      ...status(200),
      look: (...seen) => [body({}), status(200)].flatMap((part) => part.look(...seen)),
    };
    const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: both })]);
    expect(failures.map(({ details }) => details)).to.deep.equal([[], ['the answer says: no route for GET /x']]);
  });

  it('tells the status of a refusal where nobody asked for it', async () => {
    answer = (_, res) => json(res, 404, { message: 'no route for GET /x' });
    const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: body({}) })]);
    expect(failures.map(({ details }) => details)).to.deep.equal([
      ['the answer is 404 Not Found and says: no route for GET /x'],
    ]);
  });

  it('does not tell again what differs', async () => {
    answer = (_, res) => json(res, 404, { message: 'no' });
    const message = equals('body/message', 'yes', ({ body }) => (body as { readonly message: string }).message);
    const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: message })]);
    expect(failures.map(({ details }) => details)).to.deep.equal([[]]);
  });

  it('says that JSON is none, beside all that differs', async () => {
    answer = (_, res) => res.writeHead(500, { 'content-type': 'application/json' }).end('{');
    const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: status(200) })]);
    expect(failures.map(({ message }) => message)).to.have.length(2);
    expect(failures[1]?.message).to.match(/^the body is no JSON/);
  });

  it('says that no answer came in time', async () => {
    answer = () => {};
    const { failures } = await runCaseOf(service.url, [request('GET /x', { timeoutMs: 20 })]);
    expect(failures.map(({ message, kind, curl }) => [message, kind, curl])).to.deep.equal([
      ['there was no answer within 20ms', 'error', `curl -i '${service.url}/x'`],
    ]);
  });

  describe('with save', () => {
    it('keeps values for the steps behind, each seeing those before', async () => {
      const steps = [
        request('GET /one', {
          save: [
            save('name', ({ body: value }) => (value as { readonly name: string }).name),
            save('again', ({ name, saved }) => [name, (saved as { readonly name: string }).name]),
          ],
        }),
        request('GET /two', { send: ({ name, again }) => ({ target: `/${name}/${String(again)}` }) }),
      ];
      await runCaseOf(service.url, steps);
      expect(service.lines).to.deep.equal(['GET /one', 'GET /pen/pen,pen']);
    });

    it('keeps nothing of an answer that fails', async () => {
      let isRead = false;
      const kept = save('x', () => {
        isRead = true;
      });
      await runCaseOf(service.url, [request('GET /x', { expect: status(0), save: [kept] })]);
      expect(isRead).to.equal(false);
    });
  });

  describe('with until', () => {
    it('sends the same request again until it holds, then looks at the answer', async () => {
      answer = (_, res, number) => json(res, number < 3 ? 404 : 200, { number });
      let prepared = 0;
      const result = await runCaseOf(service.url, [
        request('GET /x', {
          send: () => ({ target: `/x?n=${++prepared}` }),
          until: status(200),
          expect: body({ number: 3 }),
        }),
      ]);
      expect([result.status, result.notes, result.requests]).to.deep.equal(['passed', ['GET /x was sent 3 times'], 3]);
      expect(service.lines).to.deep.equal(['GET /x?n=1', 'GET /x?n=1', 'GET /x?n=1']);
    });

    it('tells of the last answer how often it was asked for', async () => {
      answer = (_, res, number) => json(res, 404, { number });
      const result = await runCaseOf(service.url, [
        request('GET /x', { until: body({ number: 0 }), withinMs: 40, everyMs: 15 }),
      ]);
      const last = service.seen.length;
      expect(last).to.be.within(2, 3);
      expect(result.failures.map(({ message, details }) => [message, details])).to.deep.equal([
        [
          `until: body: expected {"number":0}, received {"number":${last}}`,
          [`sent ${last} times within 40ms; this is the last answer`],
        ],
      ]);
    });

    it('takes no answer for one that does not hold yet', async () => {
      answer = (_, res, number) => (number === 1 ? res.destroy() : json(res, 200, {}));
      const result = await runCaseOf(service.url, [request('GET /x', { until: status(200) })]);
      expect([result.status, service.seen.length]).to.deep.equal(['passed', 2]);
    });

    it('takes an expression that fails for one that does not hold yet', async () => {
      answer = (_, res, number) => json(res, 200, { number });
      const until = equals('number', 2, ({ body: value }) => {
        const { number } = value as { readonly number: number };
        if (number === 1) throw new ExpressionError('text is compared with a number', at(9));
        return number;
      });
      const result = await runCaseOf(service.url, [request('GET /x', { until })]);
      expect([result.status, service.seen.length]).to.deep.equal(['passed', 2]);
    });

    it('does not expect success beside it', async () => {
      answer = (_, res) => json(res, 404, {});
      expect(await runCaseOf(service.url, [request('GET /x', { until: status(404) })])).to.have.property(
        'status',
        'passed',
      );
    });
  });

  describe('with retries', () => {
    it('sends a read again, and says so', async () => {
      answer = (_, res, number) => json(res, number < 3 ? 503 : 200, {});
      const result = await runCaseOf(service.url, [request('GET /x', { expect: status(200) })], { retries: 2 });
      expect([result.status, result.notes]).to.deep.equal(['passed', ['GET /x was sent 3 times']]);
    });

    it('gives up after as many', async () => {
      answer = (_, res) => json(res, 503, {});
      const result = await runCaseOf(service.url, [request('GET /x', { expect: status(200) })], { retries: 2 });
      expect([result.status, service.seen.length, result.failures.length]).to.deep.equal(['failed', 3, 1]);
    });

    it('does not send again what changes something', async () => {
      answer = (_, res) => json(res, 503, {});
      await runCaseOf(service.url, [request('POST /x', { expect: status(200) })], { retries: 2 });
      expect(service.seen).to.have.length(1);
    });
  });

  describe('with the promises of its route', () => {
    const asked: string[] = [];
    const conformance: Conformance = {
      answer(_, method, path) {
        asked.push(`${method} ${path}`);
        if (!path.startsWith('/x')) return undefined;
        return () => [{ origin: at(3, 'goods.yaml'), message: 'the envelope has no "code"', differences: [] }];
      },
      message: () => undefined,
    };
    beforeEach(() => {
      asked.length = 0;
    });

    it('tells what is broken beside what differs', async () => {
      const { failures } = await runCaseOf(service.url, [request('GET /x?a=1', { expect: status(0) })], {
        conformance,
      });
      expect(failures.map(({ kind, message }) => [kind, message])).to.deep.equal([
        ['expectation', 'status: expected 0, received 200'],
        ['conformance', 'the envelope has no "code"'],
      ]);
      expect(asked).to.deep.equal(['GET /x?a=1']);
    });

    it('asks of the request that was answered, behind redirects', async () => {
      answer = (_, res, number) => res.writeHead(number === 1 ? 303 : 200, { location: '/y' }).end();
      await runCaseOf(service.url, [request('POST /x', { isFollowing: true })], { conformance });
      expect(asked).to.deep.equal(['GET /y']);
    });

    it('asks nothing of HEAD, of other services, and where it is not wanted', async () => {
      const other = await startService((_, res) => json(res, 200, {}));
      const steps = [request('HEAD /x'), request(`GET ${other.url}/x`), request('GET /x', { isConforming: false })];
      const result = await runCaseOf(service.url, steps, { conformance });
      await other.close();
      expect([result.status, asked]).to.deep.equal(['passed', []]);
    });
  });

  describe('with a file that the body must be equal to', () => {
    let folder: string;
    let path: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'mockapi-expected-'));
      path = join(folder, 'goods.json');
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** The status must be 200 too. */
    function file(isMet: boolean): Expectation {
      const origin = at(8);
      return {
        origin,
        look: (one, scope, runtime) => [
          ...status(200).look(one, scope, runtime),
          ...(isMet ? [] : [{ origin, message: 'differs from the file', differences: [] }]),
        ],
        snapshot: { origin, path: () => path, isMet: () => isMet },
      };
    }

    it('fails where it differs', async () => {
      const { failures } = await runCaseOf(service.url, [request('GET /x', { expect: file(false) })]);
      expect(failures.map(({ message }) => message)).to.deep.equal(['differs from the file']);
    });

    it('is written with --update, laid out for people', async () => {
      const result = await runCaseOf(service.url, [request('GET /x', { expect: file(false) })], { isUpdating: true });
      expect([result.status, result.notes]).to.deep.equal([
        'passed',
        [`"${relative(process.cwd(), path)}" was written`],
      ]);
      expect(readFileSync(path, 'utf8')).to.equal('{\n  "name": "pen"\n}\n');
    });

    it('is written byte for byte where it is no JSON', async () => {
      answer = (_, res) => res.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([0, 255]));
      await runCaseOf(service.url, [request('GET /x', { expect: file(false) })], { isUpdating: true });
      expect(readFileSync(path)).to.deep.equal(Buffer.from([0, 255]));
    });

    it('stays as it is where nothing differs, and where something else does', async () => {
      writeFileSync(path, 'old');
      await runCaseOf(service.url, [request('GET /x', { expect: file(true) })], { isUpdating: true });
      answer = (_, res) => json(res, 500, {});
      const result = await runCaseOf(service.url, [request('GET /x', { expect: file(false) })], { isUpdating: true });
      expect(result.failures.map(({ message }) => message)).to.deep.equal(['status: expected 200, received 500']);
      expect(readFileSync(path, 'utf8')).to.equal('old');
    });
  });
});
