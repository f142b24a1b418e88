import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { encodeBody } from '../../../src/runner/client/encode-body.ts';
import type { PreparedBody } from '../../../src/runner/compiled-suite.ts';
import { FileError } from '../../../src/runner/files.ts';

function upload(content: { readonly path: string } | { readonly bytes: Buffer }): PreparedBody {
  return { kind: 'multipart', fields: [], files: [{ field: 'f', name: 'f.txt', type: 'text/plain', content }] };
}

describe('encodeBody', () => {
  it('leaves bytes alone', () => {
    const bytes = Buffer.from([0, 255]);
    expect(encodeBody({ kind: 'bytes', bytes, text: undefined }, undefined)).to.deep.equal({
      bytes,
      contentType: undefined,
    });
  });

  it('writes a form as browsers do', () => {
    const fields = [
      ['a', '1 2'],
      ['a', '&=+'],
      ['商', ''],
    ] as const;
    expect(encodeBody({ kind: 'form', fields }, undefined)).to.deep.equal({
      bytes: Buffer.from('a=1+2&a=%26%3D%2B&%E5%95%86='),
      contentType: 'application/x-www-form-urlencoded',
    });
  });

  it('leaves the content type to the request where it has one', () => {
    expect(encodeBody({ kind: 'form', fields: [] }, 'text/plain').contentType).to.equal(undefined);
    expect(encodeBody(upload({ bytes: Buffer.from('x') }), 'text/plain').contentType).to.equal(undefined);
  });

  it('uses the boundary of the request where it has one, and adds one where it has none', () => {
    const own = encodeBody(upload({ bytes: Buffer.from('x') }), 'multipart/form-data; boundary="B1"');
    expect(own.contentType).to.equal(undefined);
    expect(own.bytes.toString().startsWith('--B1\r\n')).to.equal(true);
    const added = encodeBody(upload({ bytes: Buffer.from('x') }), 'multipart/mixed');
    expect(added.contentType).to.match(/^multipart\/mixed; boundary=----mockapi-\w+$/);
  });

  it('reads an upload from its file when it is sent', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mockapi-upload-'));
    try {
      const path = join(folder, 'f.txt');
      expect(() => encodeBody(upload({ path }), undefined)).to.throw(FileError, 'there is no file');
      writeFileSync(path, 'content');
      expect(encodeBody(upload({ path }), undefined).bytes.toString()).to.contain('\r\n\r\ncontent\r\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
