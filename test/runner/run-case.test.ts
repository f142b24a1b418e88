import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect } from 'chai';
import { WebSocketServer } from 'ws';
import { ExpressionError } from '../../src/core/errors.ts';
import type { ClientStep, TestStep, UseStep } from '../../src/runner/compiled-suite.ts';
import { at, json, request, runCaseOf, type Service, save, startService, status } from './hand-made.ts';

function use(changes: Partial<UseStep>): UseStep {
  return {
    kind: 'use',
    origin: at(20),
    title: 'login.test.yaml#log in',
    steps: [],
    clients: [],
    after: [],
    vars: () => ({}),
    ...changes,
  };
}

describe('a case', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(({ target }, res) => json(res, target.startsWith('/bad') ? 500 : 200, {}));
  });
  afterEach(() => service.close());

  it('ends at the first step that fails, and says how many are left', async () => {
    const steps = [request('GET /a'), request('GET /bad'), request('GET /b'), request('GET /c')];
    const result = await runCaseOf(service.url, steps);
    expect([result.status, result.notes]).to.deep.equal(['failed', ['2 steps were not run']]);
    expect(service.lines).to.deep.equal(['GET /a', 'GET /bad']);
  });

  it('runs `after` whatever happened, all of it', async () => {
    const after = [request('DELETE /bad1'), request('DELETE /ok')];
    const result = await runCaseOf(service.url, [request('GET /bad')], { with: { after } });
    expect(service.lines).to.deep.equal(['GET /bad', 'DELETE /bad1', 'DELETE /ok']);
    expect(result.failures.map(({ step }) => step)).to.deep.equal(['GET /bad', 'DELETE /bad1']);
  });

  it('sees vars of suite and case, the command line over them, its row and the environment', async () => {
    const send = (scope: Readonly<Record<string, unknown>>) => {
      const { vars, row, env } = scope as { vars: object; row: object; env: object };
      return { target: `/${Object.values({ ...vars, ...row, ...env }).join('/')}` };
    };
    await runCaseOf(service.url, [request('GET /x', { send })], {
      suite: { vars: () => ({ a: 'suite', b: 'suite', c: 'suite' }) },
      with: {
        vars: ({ vars }) => ({ b: `${(vars as { readonly a: string }).a}+case`, c: 'case' }),
        rows: [{ name: 'pen' }],
      },
      vars: { c: 'flag' },
      env: { STAGE: 'qa' },
    });
    expect(service.lines).to.deep.equal(['GET /suite/suite+case/flag/pen/qa']);
  });

  it('sees nothing of an answer before there is one', async () => {
    const send = ({ status: code, body }: Readonly<Record<string, unknown>>) => ({ target: `/${code}/${body}` });
    await runCaseOf(service.url, [request('GET /x', { send })]);
    expect(service.lines).to.deep.equal(['GET /null/null']);
  });

  it('fails where its vars do, and runs nothing', async () => {
    const result = await runCaseOf(service.url, [request('GET /x')], {
      with: {
        vars: () => {
          throw new ExpressionError('no', at(4));
        },
      },
    });
    expect(result.failures.map(({ origin, step, kind }) => [origin, step, kind])).to.deep.equal([
      [at(4), 'vars', 'error'],
    ]);
    expect(service.lines).to.deep.equal([]);
  });

  it('says so where we are wrong', async () => {
    const send = (): never => {
      throw new TypeError('x is undefined');
    };
    const { failures } = await runCaseOf(service.url, [request('GET /x', { send })]);
    expect(failures[0]?.message).to.equal('mockapi itself failed: x is undefined');
    expect(failures[0]?.details[0]).to.match(/^at /);
  });

  it('says that verify is not checked on a target, and is not failed by it', async () => {
    const check = { at: 'x:1', withinMs: 0, isWatched: false, start: () => expect.fail() };
    const result = await runCaseOf(service.url, [], { with: { verify: [check] } });
    expect([result.status, result.notes]).to.deep.equal(['passed', ['verify is not checked on a target']]);
  });

  it('notes a cookie that is not kept once', async () => {
    await service.close();
    service = await startService((_, res) => json(res, 200, {}, { 'set-cookie': 'a=1; Domain=example.com' }));
    const result = await runCaseOf(service.url, [request('GET /a'), request('GET /b')]);
    expect(result.notes).to.have.length(1);
    expect(result.notes[0]).to.match(/^the cookie "a" was not kept/);
  });

  describe('with secrets', () => {
    it('hides them in everything, also those that it learns on the way', async () => {
      await service.close();
      service = await startService((_, res) => json(res, 200, { pin: 471199 }));
      const basic = (password: unknown): string => Buffer.from(`ann:${password}`).toString('base64');
      const steps = [
        request('GET /login', {
          save: [save('pin', ({ body }) => (body as { readonly pin: number }).pin)],
        }),
        request('GET /x', {
          title: 'GET /x/471199',
          send: ({ vars, pin }) => ({
            target: `/x/${pin}?t=${(vars as { readonly token: string }).token}`,
            headers: [['authorization', `Basic ${basic((vars as { readonly token: string }).token)}`]],
          }),
          expect: status(1),
        }),
      ];
      const result = await runCaseOf(service.url, steps, {
        suite: {
          vars: () => ({ token: 'tok-123' }),
          secrets: [
            ['vars', 'token'],
            ['saved', 'pin'],
            ['row', 'key'],
          ],
        },
        with: { rows: [{ key: 'row-key' }], name: ({ row }) => `with ${(row as { readonly key: string }).key}` },
      });
      expect(result.name).to.equal('with ***');
      expect(result.failures[0]).to.deep.include({
        step: 'GET /x/***',
        curl: `curl -i '${service.url}/x/***?t=***' -H 'authorization: Basic ***'`,
      });
      expect(JSON.stringify(result)).not.to.match(/tok-123|471199|row-key/);
      expect(service.lines[1]).to.equal('GET /x/471199?t=tok-123');
    });
  });

  describe('that uses another', () => {
    it('gives it vars, and gets back what it saves and its last answer', async () => {
      const steps: readonly TestStep[] = [
        use({
          vars: ({ vars }, _, given) => ({
            user: `${(vars as { readonly who: string }).who}+${JSON.stringify(given)}`,
          }),
          steps: [
            request('GET /login', {
              send: ({ vars }) => ({
                target: `/login/${encodeURIComponent((vars as { readonly user: string }).user)}`,
              }),
              save: [save('token', () => 't-1')],
            }),
          ],
        }),
        request('GET /x', {
          send: ({ token, status: code, vars }) => ({
            target: `/x/${token}/${code}/${Object.keys(vars as object).sort()}`,
          }),
        }),
      ];
      await runCaseOf(service.url, steps, { with: { vars: () => ({ who: 'ann' }) }, vars: { flag: 1 } });
      expect(service.lines).to.deep.equal([
        `GET /login/${encodeURIComponent('ann+{"flag":1}')}`,
        'GET /x/t-1/200/flag,who',
      ]);
    });

    it('cleans up after it at its own end, the last used first', async () => {
      const steps = [
        use({ after: [request('DELETE /one')] }),
        use({ after: [request('DELETE /two')] }),
        request('GET /x'),
      ];
      await runCaseOf(service.url, steps, { with: { after: [request('DELETE /own')] } });
      expect(service.lines).to.deep.equal(['GET /x', 'DELETE /own', 'DELETE /two', 'DELETE /one']);
    });

    it('says where it is used when it fails', async () => {
      const steps = [use({ steps: [request('GET /bad'), request('GET /y')] }), request('GET /x')];
      const result = await runCaseOf(service.url, steps);
      expect(result.failures.map(({ step, details }) => [step, details])).to.deep.equal([
        ['GET /bad', ['used at shop.test.yaml:20:3']],
      ]);
      expect(result.notes).to.deep.equal(['2 steps were not run']);
    });
  });

  describe('with clients', () => {
    it('opens them with the cookies of the case, saves what they hear, and closes them', async () => {
      const http = createServer((_, res) => json(res, 200, {}, { 'set-cookie': 'sid=1' }));
      const sockets = new WebSocketServer({ server: http });
      const heard: unknown[] = [];
      sockets.on('connection', (socket, { headers, url }) => {
        heard.push(url, headers.cookie);
        socket.send('{"hello": "ann"}');
        socket.on('close', (code) => heard.push(code));
      });
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      const address = http.address();
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const receive: ClientStep = {
        kind: 'client',
        origin: at(30),
        title: 'ann: receive',
        clients: ['ann'],
        action: { do: 'receive', withinMs: 2000, expect: { origin: at(31), written: 'all', differences: () => [] } },
        save: [save('who', ({ message }) => (message as { readonly hello: string }).hello)],
      };
      const seen: string[] = [];
      const result = await runCaseOf(
        url,
        [
          request('GET /login'),
          receive,
          request('GET /x', { send: ({ who }) => ({ target: `/${seen.push(String(who))}` }) }),
        ],
        {
          with: {
            clients: [
              { name: 'ann', origin: at(29), prepare: () => ({ target: '/ws/ann', headers: [], protocols: [] }) },
            ],
          },
        },
      );
      sockets.close();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
      expect([result.status, result.requests, seen]).to.deep.equal(['passed', 3, ['ann']]);
      expect(heard).to.deep.equal(['/ws/ann', 'sid=1', 1000]);
    });
  });
});
