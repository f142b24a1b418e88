import { expect } from 'chai';
import { InvalidArgumentError } from 'commander';
import { type HeaderWords, parseHeader, parseMethod, parseUrl, requestOf } from '../../src/cli/unsent-request.ts';

const HOST = '127.0.0.1:8010';

function headersOf(headers: readonly HeaderWords[], data?: string): Readonly<Record<string, string>> {
  const body = data === undefined ? undefined : Buffer.from(data);
  return { ...requestOf({ method: 'POST', url: '/a', headers, data: body }, HOST).headers };
}

describe('parseUrl', () => {
  const rows = [
    ['/a?b=1', '/a?b=1'],
    ['/a%20b', '/a%20b'],
    ['/a b/中?x=é', '/a%20b/%E4%B8%AD?x=%C3%A9'],
    ['/a#top', '/a'],
    ['/%zz', '/%zz'],
    ['/\ud800', '/%EF%BF%BD'],
    ['http://mock:1/a?b', 'http://mock:1/a?b'],
    ['ws://mock:1/a', 'ws://mock:1/a'],
    ['wss://mock/a', 'wss://mock/a'],
  ] as const;
  for (const [typed, sent] of rows) {
    it(`sends ${JSON.stringify(typed)} as ${sent}`, () => {
      expect(parseUrl(typed)).to.equal(sent);
    });
  }

  for (const typed of ['', 'goods/1', 'ftp://x/', 'http://', 'ws://', 'wsx://a/', '?a=1', '#']) {
    it(`refuses ${JSON.stringify(typed)}`, () => {
      expect(() => parseUrl(typed)).to.throw(InvalidArgumentError);
    });
  }
});

describe('parseMethod', () => {
  it('takes small letters for capitals, and no more than a word', () => {
    expect(parseMethod('get')).to.equal('GET');
    expect(() => parseMethod('GET /')).to.throw(InvalidArgumentError);
    expect(() => parseMethod('')).to.throw(InvalidArgumentError);
  });
});

describe('parseHeader', () => {
  const rows = [
    ['X-Token: t-1', ['x-token', 't-1']],
    ['a:b:c', ['a', 'b:c']],
    ['empty:', ['empty', '']],
  ] as const;
  for (const [typed, header] of rows) {
    it(`reads ${JSON.stringify(typed)}`, () => {
      expect(parseHeader(typed, undefined)).to.deep.equal([header]);
    });
  }

  for (const typed of ['', 'x', ': y', 'a b: c', 'a: b\r\nx: y', 'a: \0']) {
    it(`refuses ${JSON.stringify(typed)}`, () => {
      expect(() => parseHeader(typed, undefined)).to.throw(InvalidArgumentError);
    });
  }
});

describe('requestOf', () => {
  it('sends what looks like JSON as JSON', () => {
    expect(headersOf([], ' {"a":1}')).to.deep.equal({ host: HOST, 'content-type': 'application/json' });
  });

  it('sends other data as a form, as curl does', () => {
    expect(headersOf([], 'a=1')).to.deep.equal({ host: HOST, 'content-type': 'application/x-www-form-urlencoded' });
  });

  it('says nothing of a type without data', () => {
    expect([headersOf([]), headersOf([], '')]).to.deep.equal([{ host: HOST }, { host: HOST }]);
  });

  it('lets the given headers win, and joins repeated ones', () => {
    const headers = headersOf(
      [
        ['host', 'mock'],
        ['content-type', 'text/plain'],
        ['cookie', 'a=1'],
        ['cookie', 'b=2'],
        ['accept', 'x'],
        ['accept', 'y'],
      ],
      '{}',
    );
    expect(headers).to.deep.equal({ host: 'mock', 'content-type': 'text/plain', cookie: 'a=1; b=2', accept: 'x, y' });
  });

  it('takes the host of a whole URL', () => {
    const { headers } = requestOf({ method: 'GET', url: 'http://mock:1/a', headers: [], data: undefined }, HOST);
    expect(headers.host).to.equal('mock:1');
  });

  it('has no prototype to be polluted through', () => {
    const { headers } = requestOf({ method: 'GET', url: '/', headers: [['__proto__', 'x']], data: undefined }, HOST);
    expect(Object.keys(headers)).to.deep.equal(['host', '__proto__']);
  });
});
