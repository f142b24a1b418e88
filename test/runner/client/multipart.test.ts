import { expect } from 'chai';
import { createBoundary, encodeMultipart } from '../../../src/runner/client/multipart.ts';

describe('encodeMultipart', () => {
  it('writes fields and files as they are, and names as browsers do', () => {
    const encoded = encodeMultipart(
      [
        { field: 'title', bytes: Buffer.from('a\nb'), file: undefined },
        { field: 'p"h\r\no', bytes: Buffer.from([0, 255]), file: { name: '商".png', type: 'image/png' } },
      ],
      'B',
    );
    const text = [
      '--B\r\ncontent-disposition: form-data; name="title"\r\n\r\na\nb\r\n',
      '--B\r\ncontent-disposition: form-data; name="p%22h%0D%0Ao"; filename="商%22.png"\r\ncontent-type: image/png\r\n\r\n',
    ];
    const end = Buffer.concat([Buffer.from([0, 255]), Buffer.from('\r\n--B--\r\n')]);
    expect(encoded).to.deep.equal(Buffer.concat([Buffer.from(text.join('')), end]));
  });

  it('is read by the platform as it was written', async () => {
    const boundary = createBoundary();
    const encoded = encodeMultipart(
      [
        { field: 'a', bytes: Buffer.from('1'), file: undefined },
        { field: 'a', bytes: Buffer.from('x\r\ny'), file: undefined },
        { field: 'f', bytes: Buffer.from('{}'), file: { name: 'f.json', type: 'application/json' } },
      ],
      boundary,
    );
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const form = await new Response(encoded, { headers }).formData();
    expect(form.getAll('a')).to.deep.equal(['1', 'x\r\ny']);
    const file = form.get('f');
    if (!(file instanceof File)) throw new Error('no file came');
    expect([file.name, file.type, await file.text()]).to.deep.equal(['f.json', 'application/json', '{}']);
  });
});
