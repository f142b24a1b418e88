import { expect } from 'chai';
import { refTarget } from '../../src/spec/ref-target.ts';

describe('refTarget', () => {
  const rows: readonly (readonly [fileText: string, from: string, target: string | undefined])[] = [
    ['b.yaml', '/p/a.yaml', '/p/b.yaml'],
    ['../s/b%20c.yaml', '/p/r/a.yaml', '/p/s/b c.yaml'],
    ['/q/b.yaml', '/p/a.yaml', '/q/b.yaml'],
    ['file:///q/b.yaml', '/p/a.yaml', '/q/b.yaml'],
    ['%zz.yaml', '/p/a.yaml', '/p/%zz.yaml'],
    ['https://example.com/b.yaml', '/p/a.yaml', 'https://example.com/b.yaml'],
    ['HTTPS://Example.com/x/../b.yaml', '/p/a.yaml', 'https://example.com/b.yaml'],
    ['b.yaml', 'https://example.com/x/a.yaml', 'https://example.com/x/b.yaml'],
    ['../b.yaml?v=2', 'https://example.com/x/a.yaml?v=1', 'https://example.com/b.yaml?v=2'],
    ['/etc/passwd', 'https://example.com/x/a.yaml', 'https://example.com/etc/passwd'],
    ['//other.example/b.yaml', 'https://example.com/a.yaml', 'https://other.example/b.yaml'],
    ['file:///etc/passwd', 'https://example.com/a.yaml', undefined],
    ['ftp://example.com/b.yaml', 'https://example.com/a.yaml', undefined],
    ['https://[x/b.yaml', '/p/a.yaml', undefined],
  ];
  for (const [fileText, from, target] of rows) {
    it(`is ${target} for "${fileText}" in ${from}`, () => {
      expect(refTarget(fileText, from)).to.equal(target);
    });
  }
});
