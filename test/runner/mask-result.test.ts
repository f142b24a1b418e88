import { expect } from 'chai';
import type { Found } from '../../src/runner/found.ts';
import { maskValue, toFailure } from '../../src/runner/mask-result.ts';
import { at } from './hand-made.ts';

const conceal = (text: string): string => text.replaceAll('s3cret', '***').replaceAll('4711', '***');

const FOUND: Found = {
  origin: at(3),
  step: 'GET /s3cret',
  message: 'body: s3cret',
  kind: 'expectation',
  differences: [{ pointer: '/body/s3cret', expected: 's3cret', received: { pin: 4711 }, message: 'not s3cret' }],
  answeredBy: 's3cret.yaml:1',
  details: ['unread 1: s3cret'],
  request: {
    method: 'GET',
    url: 'http://x/s3cret',
    headers: [['x-token', 's3cret']],
    body: undefined,
    isFollowing: false,
    isInsecure: false,
  },
};

describe('toFailure', () => {
  it('masks every text of a failure', () => {
    expect(toFailure(FOUND, conceal)).to.deep.equal({
      origin: at(3),
      step: 'GET /***',
      message: 'body: ***',
      kind: 'expectation',
      differences: [{ pointer: '/body/***', expected: '***', received: { pin: '***' }, message: 'not ***' }],
      curl: `curl -i 'http://x/***' -H 'x-token: ***'`,
      answeredBy: '***.yaml:1',
      details: ['unread 1: ***'],
    });
  });

  it('leaves all as it is where nothing is secret', () => {
    const { request: _, ...rest } = FOUND;
    const curl = `curl -i 'http://x/s3cret' -H 'x-token: s3cret'`;
    expect(toFailure(FOUND, undefined)).to.deep.equal({ ...rest, curl });
  });
});

describe('maskValue', () => {
  const rows: readonly (readonly [value: unknown, masked: unknown])[] = [
    ['a s3cret b', 'a *** b'],
    [4711, '***'],
    [47, 47],
    [4711n, '***'],
    [true, true],
    [null, null],
    [undefined, undefined],
    [[{ a: ['s3cret'] }], [{ a: ['***'] }]],
    [{ s3cret: 1 }, { '***': 1 }],
    [Buffer.from('xs3cret'), 'x***'],
    [Buffer.from('public'), Buffer.from('public')],
    [new Date(0), new Date(0)],
    [Object.assign(Object.create(null), { a: 's3cret' }), { a: '***' }],
    [JSON.parse('{"__proto__": "s3cret"}'), JSON.parse('{"__proto__": "***"}')],
  ];
  for (const [value, masked] of rows) {
    it(`makes ${typeof value === 'bigint' ? 'a bigint' : JSON.stringify(value)} ${JSON.stringify(masked)}`, () => {
      expect(maskValue(value, conceal)).to.deep.equal(masked);
    });
  }
});
