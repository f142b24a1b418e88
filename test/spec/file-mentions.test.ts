import { expect } from 'chai';
import { fileMentions } from '../../src/spec/file-mentions.ts';
import { documentOf } from './support.ts';

describe('fileMentions', () => {
  it('finds every "$ref" and "file" of a route file', () => {
    const { value } = documentOf(
      'routes: { GET /a: { params: { body: { $ref: ../s/a.json#/x } }, file: ./a%20b.png }, GET /b: { file: "${url.id}" } }',
    );
    expect(fileMentions(value, '/p/r/a.yaml')).to.deep.equal({ refs: ['/p/s/a.json'], sends: ['/p/r/a%20b.png'] });
  });

  it('finds what a discriminator names by path', () => {
    const { value } = documentOf(
      's: { discriminator: { propertyName: kind, mapping: { a: Cat, b: "#/x/Cat", c: cat.yaml, d: ./d#/Dog, e: 5 } } }',
    );
    expect(fileMentions(value, '/p/api.yaml').refs).to.deep.equal(['/p/cat.yaml', '/p/d']);
  });

  it('finds documents behind URLs, but for those that are known without being read and those that are in it', () => {
    const { value } = documentOf(`
a: { $ref: "https://example.com/a.yaml#/x" }
b: { $ref: "http://json-schema.org/draft-07/schema#" }
b2: { $ref: "https://json-schema.org/draft/2020-12/schema#/$defs/x" }
b3: { $ref: "https://json-schema.org/learn/examples/address.schema.json#/properties" }
c: { $ref: "https://example.com/own" }
d: { $id: https://example.com/own }
e: { $ref: "ftp://example.com/e.yaml" }
f: { $ref: "file:///etc/passwd" }
`);
    expect(fileMentions(value, '/p/r/a.yaml').refs).to.deep.equal([
      'https://example.com/a.yaml',
      'https://json-schema.org/learn/examples/address.schema.json',
    ]);
  });

  it('finds what a suite reads, sends and compares with, and nothing in what it sends as data', () => {
    const { value } = documentOf(`
vars: { rows: no.csv, $ref: no.json }
before: [ { use: login.test.yaml#log in }, { use: "#here" } ]
after: [ { GET /a: { expect: { schema: { $ref: after.json } } } } ]
cases:
  - rows: rows/goods.csv
    PUT /a:
      params:
        body: { file: no.png, $ref: no.json, use: no.test.yaml#x, rows: no.csv }
        file: { a: a.png, b: [b.png, { file: c.png }, { text: no.png }], c: { photo: no.png }, d: "\${row.file}", e: null }
      expect: { file: ./expected.json, body: { a: { $schema: { $ref: ../s/item.json#/a } } } }
      until: { schema: { $ref: until.json } }
    verify: [ { request: PUT /a, where: { body: { $schema: { $ref: verify.json } } } } ]
  - rows: [ { file: no.png } ]
    steps:
      - ann: { send: { binary: { file: frame.bin } } }
      - ann: { send: { file: no.bin } }
      - ann: { receive: { $schema: { $ref: frame.json } } }
      - use: ../other/b.test.yaml#x
    after: [ { use: "http.test.yaml#y" } ]
`);
    expect(fileMentions(value, '/p/r/a.test.yaml')).to.deep.equal({
      refs: [
        '/p/r/login.test.yaml',
        '/p/r/after.json',
        '/p/r/rows/goods.csv',
        '/p/r/verify.json',
        '/p/s/item.json',
        '/p/r/until.json',
        '/p/r/frame.json',
        '/p/other/b.test.yaml',
        '/p/r/http.test.yaml',
      ],
      sends: ['/p/r/expected.json', '/p/r/a.png', '/p/r/b.png', '/p/r/c.png', '/p/r/frame.bin'],
    });
  });

  for (const text of [
    '',
    '5',
    '[]',
    'cases: 5',
    'cases: [5, null, { steps: 5, rows: 5, GET /a: [], ann: 5 }]',
    'cases: [ { GET /a: { params: { file: 5 } }, use: 5 } ]',
  ]) {
    it(`finds nothing in a suite that is ${text === '' ? 'empty' : text}`, () => {
      expect(fileMentions(documentOf(text).value, '/p/a.test.yaml')).to.deep.equal({ refs: [], sends: [] });
    });
  }
});
