import { expect } from 'chai';
import { isLoopback } from '../../src/core/loopback.ts';

describe('isLoopback', () => {
  for (const host of ['localhost', 'LOCALHOST', 'a.b.localhost', '127.0.0.1', '127.255.3.9', '::1', '[::1]']) {
    it(`is true for ${host}`, () => {
      expect(isLoopback(host)).to.equal(true);
    });
  }

  for (const host of [
    '',
    'localhost.evil.example',
    'evillocalhost',
    '.localhost',
    'localhost.',
    '127.0.0.1.evil.example',
    '127.0.0.256',
    '127.1',
    '0127.0.0.1',
    '0.0.0.0',
    '::',
    '[::]',
    '10.0.0.1',
    'localhost:80',
    'localhost\n',
    '::ffff:127.0.0.1',
  ]) {
    it(`is false for ${JSON.stringify(host)}`, () => {
      expect(isLoopback(host)).to.equal(false);
    });
  }
});
