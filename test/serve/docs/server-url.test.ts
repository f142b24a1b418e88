import { expect } from 'chai';
import { serverUrl } from '../../../src/serve/docs/server-url.ts';

describe('serverUrl', () => {
  for (const [host, expected] of [
    ['localhost:8010', 'http://localhost:8010'],
    ['127.0.0.1', 'http://127.0.0.1'],
    ['my_mock:80', 'http://my_mock:80'],
    ['mock.example.com.', 'http://mock.example.com.'],
    ['[::1]:8010', 'http://[::1]:8010'],
    ['[::ffff:127.0.0.1]', 'http://[::ffff:127.0.0.1]'],
  ] as const) {
    it(`is where a client that asks "${host}" came to`, () => {
      expect(serverUrl({ headers: { host } })).to.equal(expected);
    });
  }

  for (const host of [
    undefined,
    '',
    ':80',
    'a b',
    'a/b',
    'user@host',
    'a:b',
    'a:123456',
    '[::1',
    '"><script>',
    'a,b',
    'é',
    'a'.repeat(300),
  ]) {
    it(`is nowhere for the host ${JSON.stringify(host?.slice(0, 20))}`, () => {
      expect(serverUrl({ headers: host === undefined ? {} : { host } })).to.equal(undefined);
    });
  }

  it('is secure where a proxy says so, and says nothing else', () => {
    const at = (scheme: string) => serverUrl({ headers: { host: 'h', 'x-forwarded-proto': scheme } });
    expect([at('https'), at('http'), at('javascript')]).to.deep.equal(['https://h', 'http://h', 'http://h']);
  });
});
