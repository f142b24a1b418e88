import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import type { UploadedFile } from '../../../src/core/exchange.ts';
import { fileSource } from '../../../src/kinds/source/file.ts';
import { compileSource, exchange, messages, plain, upload } from './support.ts';

const send = (...files: readonly UploadedFile[]) => exchange({ payload: { kind: 'multipart', fields: [], files } });

describe('fileSource', () => {
  const photo = compileSource(
    'file',
    'photo: { required: true, maxSize: 1KB, types: [image/png, text/*], extensions: [png, .TXT], name: "^[a-z.]+$" }',
  );

  it('admits a file that keeps every rule', () => {
    const { value, issues } = photo.admit(send(upload(), upload({ field: 'other', name: 'o.bin' })));
    expect({ value: plain(value), issues }).to.deep.equal({
      value: {
        photo: { name: 'a.png', size: 3, type: 'image/png', sha256: 'abc' },
        other: { name: 'o.bin', size: 3, type: 'image/png', sha256: 'abc' },
      },
      issues: [],
    });
  });

  it('reads the text only when it is asked for', () => {
    let reads = 0;
    const file = Object.defineProperty({ ...upload() }, 'text', { get: () => `read ${++reads}` });
    const { value } = photo.admit(send(file));
    const seen = (value as { readonly photo: { readonly text: string } }).photo;
    expect(JSON.stringify(seen)).to.equal('{"name":"a.png","size":3,"type":"image/png","sha256":"abc"}');
    expect(reads).to.equal(0);
    expect(seen.text).to.equal('read 1');
  });

  const rows: readonly (readonly [string, Partial<UploadedFile>, string, string])[] = [
    ['too large', { size: 1025 }, 'maxSize', 'file "photo" must be at most 1KB'],
    ['of another type', { type: 'image/gif' }, 'types', 'file "photo" must be of type image/png or text/*'],
    ['named otherwise', { name: 'a.png.exe' }, 'extensions', 'file "photo" must have a name that ends in .png or .txt'],
    ['of a bad name', { name: 'A.PNG' }, 'name', 'file "photo" must have a name that matches "^[a-z.]+$"'],
  ];
  for (const [title, parts, keyword, message] of rows) {
    it(`refuses a file that is ${title}`, () => {
      const { issues } = photo.admit(send(upload(parts)));
      expect(issues.map((issue) => [issue.keyword, issue.message])).to.deep.equal([[keyword, message]]);
    });
  }

  it('tells an issue whole', () => {
    expect(photo.admit(send(upload({ size: 2048 }))).issues).to.deep.equal([
      {
        in: 'file',
        name: 'photo',
        pointer: '/photo',
        message: 'file "photo" must be at most 1KB',
        keyword: 'maxSize',
        expected: '1KB',
        received: 2048,
      },
    ]);
  });

  it('takes types in any case, with parameters and by their group', () => {
    expect(photo.admit(send(upload({ type: 'TEXT/Plain; charset=utf-8' }))).issues).to.deep.equal([]);
  });

  it('tells a missing file, and more than one', () => {
    expect(messages(photo.admit(send()).issues)).to.deep.equal(['file "photo" is required']);
    expect(messages(photo.admit(exchange({})).issues)).to.deep.equal(['file "photo" is required']);
    expect(messages(photo.admit(send(upload(), upload())).issues)).to.deep.equal([
      'file "photo" must be one file, but there are 2',
    ]);
  });

  it('gives a list where count is above 1, and tells which one misses a rule', () => {
    const photos = compileSource('file', 'photo: { count: 2, maxSize: 1KB }');
    expect(plain(photos.admit(send(upload())).value)).to.deep.equal({
      photo: [{ name: 'a.png', size: 3, type: 'image/png', sha256: 'abc' }],
    });
    expect(messages(photos.admit(send(upload(), upload({ size: 9999 }), upload())).issues)).to.deep.equal([
      'file "photo" must be at most 2 files, but there are 3',
      'file "photo[1]" must be at most 1KB',
    ]);
    expect(photos.source.known.members?.get('photo')?.items?.members?.has('sha256')).to.equal(true);
  });

  it('refuses undeclared fields with additional: false, and __proto__ always', () => {
    const closed = compileSource('file', 'additional: false\nphoto: {}');
    expect(messages(closed.admit(send(upload({ field: 'phto' }))).issues)).to.deep.equal([
      'file "phto" is not allowed; did you mean "photo"?',
    ]);
    expect(() => closed.admit(send(upload({ field: '__proto__' })))).to.throw(RequestError, '__proto__');
  });

  it('knows what an expression may use of a file', () => {
    const known = photo.source.known.members?.get('photo');
    expect([...(known?.members?.keys() ?? [])]).to.deep.equal(['name', 'size', 'type', 'sha256', 'text']);
    expect(known?.unknownMember).to.equal('error');
  });

  for (const [text, code, line, column] of [
    ['a: { maxSize: 2 mb }', 'bad-parameter', 1, 15],
    ['a:\n  name: "(?=x)"', 'bad-pattern', 2, 9],
  ] as const) {
    it(`reports ${JSON.stringify(text)}`, () => {
      expect(
        compileSource('file', text).problems.map(({ code, origin }) => [code, origin.line, origin.column]),
      ).to.deep.equal([[code, line, column]]);
    });
  }

  it('gives files by field on a route that declares none', () => {
    const value = { name: 'a.png', size: 3, type: 'image/png', sha256: 'abc' };
    expect(plain(fileSource.open(send(upload(), upload({ field: 'b' }), upload({ field: 'b' }))))).to.deep.equal({
      photo: value,
      b: [value, value],
    });
  });
});
