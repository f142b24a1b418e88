import { expect } from 'chai';
import { writeXml } from '../../../src/compile/contract/write-xml.ts';
import type { Json, JsonSchema } from '../../../src/core/json.ts';

const rows: readonly (readonly [title: string, value: Json, schema: JsonSchema, xml: string])[] = [
  ['members as elements', { a: 1, b: 'x' }, { xml: { name: 'Pet' } }, '<Pet><a>1</a><b>x</b></Pet>'],
  [
    'attributes',
    { id: 1, name: 'x' },
    { xml: { name: 'Pet' }, properties: { id: { xml: { attribute: true } } } },
    '<Pet id="1"><name>x</name></Pet>',
  ],
  [
    'lists item by item',
    { tags: ['a', 'b'] },
    { xml: { name: 'Pet' }, properties: { tags: { type: 'array', items: { xml: { name: 'tag' } } } } },
    '<Pet><tag>a</tag><tag>b</tag></Pet>',
  ],
  [
    'lists that are wrapped',
    { tags: ['a'] },
    { xml: { name: 'Pet' }, properties: { tags: { xml: { wrapped: true }, items: { xml: { name: 'tag' } } } } },
    '<Pet><tags><tag>a</tag></tags></Pet>',
  ],
  ['namespaces', {}, { xml: { name: 'Pet', prefix: 'p', namespace: 'urn:x' } }, '<p:Pet xmlns:p="urn:x"></p:Pet>'],
  ['nothing', { a: null }, {}, '<root><a/></root>'],
  [
    'texts that mean something in XML',
    { 'a b': '<&">\u0000' },
    true,
    '<root><a_b>&lt;&amp;&quot;&gt;\ufffd</a_b></root>',
  ],
];

describe('writeXml', () => {
  for (const [title, value, schema, xml] of rows) {
    it(`writes ${title}`, () => {
      expect(writeXml(value, schema, { lookup: () => undefined })).to.equal(
        `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
      );
    });
  }
});
