import { expect } from 'chai';
import { corsHeaders, isPreflight, preflightHeaders } from '../../src/serve/cors.ts';
import type { CorsSettings } from '../../src/spec/settings.ts';

const ON: CorsSettings = { origins: 'any', credentials: 'loopback' };

/** Names and values in turn, as a map. */
function mapOf(headers: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 2) map[headers[index] ?? ''] = headers[index + 1] ?? '';
  return map;
}

describe('corsHeaders', () => {
  it('says nothing to a request without origin, and nothing when switched off', () => {
    expect(corsHeaders({}, ON, [])).to.deep.equal([]);
    expect(corsHeaders({ origin: 'http://a' }, undefined, [])).to.deep.equal([]);
  });

  it('says nothing twice', () => {
    expect(corsHeaders({ origin: 'http://a' }, ON, ['access-control-allow-origin', '*'])).to.deep.equal([]);
  });

  const loopback = [
    'http://localhost:3000',
    'https://localhost',
    'http://127.0.0.1:5173',
    'http://[::1]:80',
    'http://app.localhost:1',
  ];
  for (const origin of loopback) {
    it(`trusts ${origin} with credentials`, () => {
      expect(mapOf(corsHeaders({ origin }, ON, ['x-a', '1', 'set-cookie', 'b']))).to.deep.equal({
        'access-control-allow-origin': origin,
        vary: 'origin',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-a, content-length',
      });
    });
  }

  for (const origin of [
    'http://example.org',
    'null',
    'http://localhost.evil.org',
    'http://127.0.0.1.evil.org',
    'http://evil.org/http://localhost',
  ]) {
    it(`lets ${origin} read, without credentials`, () => {
      const headers = mapOf(corsHeaders({ origin }, ON, []));
      expect([headers['access-control-allow-origin'], headers['access-control-allow-credentials']]).to.deep.equal([
        '*',
        undefined,
      ]);
    });
  }

  it('names only the origins of a list, exactly', () => {
    const settings: CorsSettings = { origins: ['https://shop.example'], credentials: true };
    expect(mapOf(corsHeaders({ origin: 'https://shop.example' }, settings, []))).to.include({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
    });
    expect(corsHeaders({ origin: 'https://shop.example.evil.org' }, settings, [])).to.deep.equal(['vary', 'origin']);
  });
});

describe('preflightHeaders', () => {
  const asked = {
    origin: 'http://localhost:3000',
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'x-token',
  };

  it('allows what was asked for, with the methods of the path', () => {
    expect(mapOf(preflightHeaders(asked, ON, ['GET', 'PUT']))).to.deep.equal({
      'access-control-allow-origin': 'http://localhost:3000',
      vary: 'origin',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-token',
      'access-control-max-age': '600',
    });
  });

  it('allows the method that was asked for even where there is no route, so that the page gets to read the 404 or 405', () => {
    expect(mapOf(preflightHeaders(asked, ON, []))['access-control-allow-methods']).to.equal('PUT');
    expect(mapOf(preflightHeaders(asked, ON, ['GET']))['access-control-allow-methods']).to.equal('GET, PUT');
  });

  it('allows the way from a public page into a private network only when asked', () => {
    const headers = mapOf(preflightHeaders({ ...asked, 'access-control-request-private-network': 'true' }, ON, []));
    expect(headers['access-control-allow-private-network']).to.equal('true');
  });
});

describe('isPreflight', () => {
  const rows: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ['OPTIONS', { origin: 'http://a', 'access-control-request-method': 'GET' }, true],
    ['OPTIONS', { origin: 'http://a' }, false],
    ['OPTIONS', { 'access-control-request-method': 'GET' }, false],
    ['GET', { origin: 'http://a', 'access-control-request-method': 'GET' }, false],
  ];
  for (const [method, headers, expected] of rows) {
    it(`is ${expected} for ${method} with ${Object.keys(headers).join(' and ')}`, () => {
      expect(isPreflight(method, headers)).to.equal(expected);
    });
  }
});
