import { assert } from 'chai';
import { explainNetworkError } from '../../../src/runner/client/network-failure.ts';

describe('explainNetworkError', () => {
  const rows: readonly (readonly [code: string, url: string, words: string])[] = [
    ['ECONNREFUSED', 'http://127.0.0.1:1/x', 'connection refused: is the service up at http://127.0.0.1:1?'],
    ['ENOTFOUND', 'http://shop.invalid/x', 'there is no host "shop.invalid": is the name right?'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'wss://shop:8443/x',
      'the certificate of shop:8443 is signed by nobody known: name its authority with --ca FILE, or take it with --insecure',
    ],
    ['EPROTO', 'wss://shop/x', 'shop does not answer in TLS: is it ws: there?'],
    ['EPROTO', 'https://shop/x', 'shop does not answer in TLS: is it http: there?'],
    ['HPE_INVALID_CONSTANT', 'http://shop/x', 'what shop answers is no HTTP'],
    ['EWHATEVER', 'http://shop/x', 'its own words'],
    ['constructor', 'http://shop/x', 'its own words'],
  ];
  for (const [code, url, words] of rows) {
    it(`tells ${code} of ${url}`, () => {
      assert.strictEqual(explainNetworkError(Object.assign(new Error('its own words'), { code }), url), words);
    });
  }

  it('leaves an error without a code as it is', () => {
    assert.strictEqual(explainNetworkError(new Error('its own words'), 'http://shop'), 'its own words');
  });
});
