import { expect } from 'chai';
import { parseDisposition } from '../../src/serve/content-disposition.ts';

describe('parseDisposition', () => {
  const rows: readonly (readonly [header: string, name: string | undefined, fileName: string | undefined])[] = [
    ['form-data; name="title"', 'title', undefined],
    ['form-data; NAME=title', 'title', undefined],
    ['form-data; name=""', '', undefined],
    ['form-data; name="a[b]; c=d"', 'a[b]; c=d', undefined],
    ['form-data', undefined, undefined],
    ['', undefined, undefined],
    ['form-data; filename="name=x"', undefined, 'name=x'],
    ['form-data; name="f"; filename="photo.png"', 'f', 'photo.png'],
    ['form-data; filename="photo.png"; name="f"', 'f', 'photo.png'],
    ['form-data; name="f"; filename=photo.png', 'f', 'photo.png'],
    ['form-data; name="f"; filename=""', 'f', ''],
    ['form-data; name="f"; filename="照片.png"', 'f', '照片.png'],
    ['form-data; name="f"; filename="a \\"b\\".png"', 'f', 'a "b".png'],
    ['form-data; name="say %22hi%22"; filename="100%.png"', 'say "hi"', '100%.png'],
    ['form-data; name=f; filename="x"; filename*=utf-8\'\'na%C3%AFve.txt', 'f', 'naïve.txt'],
    ['form-data; name=f; filename="x"; filename*=utf-8\'\'%C3', 'f', 'x'],
    ['form-data; name=f; filename="x"; filename*=koi8-r\'\'%C3', 'f', 'x'],
    ['form-data; name=f; filename="../../etc/passwd"', 'f', 'passwd'],
    ['form-data; name=f; filename="C:\\Users\\ann\\photo.png"', 'f', 'photo.png'],
    ['form-data; name=f; filename="C:\\Users\\"; x=y', 'f', ''],
    ["form-data; name=f; filename*=utf-8''..%2F..%5Cetc%2Fpasswd%00%0D", 'f', 'passwd'],
    ['form-data; name=f; filename=".."', 'f', ''],
    ['form-data; name=f; filename="a\u0007\u001b[31m\u0085b%0D%0A.png"', 'f', 'a[31mb.png'],
  ];
  for (const [header, name, fileName] of rows) {
    it(`reads ${JSON.stringify(header)}`, () => {
      expect(parseDisposition(header)).to.deep.equal({ name, fileName });
    });
  }

  it('survives 16 KB of quotes and backslashes', () => {
    expect(parseDisposition(`form-data; name="f"${'; filename="'.repeat(1400)}`).name).to.equal('f');
    expect(parseDisposition(`form-data; name="f"; filename="${'\\"'.repeat(8000)}`).name).to.equal('f');
  });
});
