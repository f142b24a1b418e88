import { expect } from 'chai';
import { load } from 'js-yaml';
import { printYaml } from '../../src/convert/yaml.ts';
import type { Json } from '../../src/core/json.ts';

describe('printYaml', () => {
  const rows: readonly (readonly [string, Json, string])[] = [
    ['short lists on one line', { required: ['code', 'data'], one: [1] }, 'required: [code, data]\none: [1]\n'],
    ['lists of maps below each other', { tags: [{ name: 'a' }] }, 'tags:\n  - name: a\n'],
    ['a list without items', { items: [] }, 'items: []\n'],
    ['long texts as blocks', { description: 'One.\n\nTwo.\n' }, 'description: |\n  One.\n\n  Two.\n'],
    ['quotes where they must be', { 200: 'no', $ref: '#/a', b: 'null' }, '"200": "no"\n$ref: "#/a"\nb: "null"\n'],
    ['the same value twice, not as an alias', [{ a: 1 }, { a: 1 }], '- a: 1\n- a: 1\n'],
  ];
  for (const [what, value, text] of rows) {
    it(`prints ${what}`, () => {
      expect(printYaml(value)).to.equal(text);
    });
  }

  it('prints what reads back as it was, whatever is in it', () => {
    const shared = { deep: [{ x: ['a', ['b']] }] };
    const value: Json = {
      texts: [
        '',
        ' ',
        'a: b',
        '- x',
        '# no comment',
        '${x}',
        '{{ x }}',
        'yes',
        '1e3',
        '0x1',
        '~',
        'a\tb',
        '\u0007',
        '你好',
        '...',
      ],
      long: `${'word '.repeat(60)}end`,
      lines: 'a\n b\n\nc  ',
      first: shared,
      again: shared,
      numbers: [0, -1.5, 1e21],
      ...JSON.parse('{"__proto__": {"constructor": null}, "": true}'),
    };
    expect(load(printYaml(value))).to.deep.equal(value);
  });
});
