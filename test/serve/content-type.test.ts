import { expect } from 'chai';
import { parseContentType } from '../../src/serve/content-type.ts';

describe('parseContentType', () => {
  const rows: readonly (readonly [header: string | undefined, kind: string, charset: string | undefined])[] = [
    [undefined, 'none', 'utf-8'],
    ['', 'none', 'utf-8'],
    ['application/json', 'json', 'utf-8'],
    ['Application/JSON; Charset="UTF-8"', 'json', 'utf-8'],
    ['application/json;charset=latin1', 'json', 'latin1'],
    ['application/json ; charset=gbk', 'json', undefined],
    ['application/problem+json', 'json', 'utf-8'],
    ['application/vnd.api+JSON; ext="a;b=c"', 'json', 'utf-8'],
    ['application/jsonp', 'other', 'utf-8'],
    ['text/json', 'other', 'utf-8'],
    ['+json', 'other', 'utf-8'],
    ['application/x-www-form-urlencoded; charset=us-ascii', 'urlencoded', 'utf-8'],
    ['multipart/form-data; boundary=x', 'multipart', 'utf-8'],
    ['multipart/mixed; boundary=x', 'other', 'utf-8'],
    ['text/plain; charset=utf-16', 'other', undefined],
    ['no type at all', 'other', 'utf-8'],
    [';;;=;"', 'none', 'utf-8'],
  ];
  for (const [header, kind, charset] of rows) {
    it(`reads ${JSON.stringify(header)} as ${kind}`, () => {
      const type = parseContentType(header);
      expect({ kind: type.kind, charset: type.charset }).to.deep.equal({ kind, charset });
    });
  }

  it('takes the first of repeated parameters, unquotes, and lets quoted text hold separators', () => {
    const { type, parameters } = parseContentType('Multipart/Form-Data; boundary="a;b\\"c"; BOUNDARY=second; x=');
    expect(type).to.equal('multipart/form-data');
    expect([...parameters]).to.deep.equal([
      ['boundary', 'a;b"c'],
      ['x', ''],
    ]);
  });

  it('survives 16 KB of quotes and semicolons', () => {
    expect(parseContentType(`text/plain${';a="'.repeat(4000)}`).kind).to.equal('other');
    expect(parseContentType(`text/plain${'; '.repeat(8000)}`).kind).to.equal('other');
  });
});
