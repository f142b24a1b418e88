import { expect } from 'chai';
import { literalText, literalTree } from '../../../src/convert/import/literal.ts';
import type { Json } from '../../../src/core/json.ts';
import { ask, snapshotOf, useProject } from '../../compile/support.ts';

describe('literalText', () => {
  const project = useProject();
  const rows: readonly (readonly [text: string, written: string])[] = [
    ['plain', 'plain'],
    ['$5 and {a}', '$5 and {a}'],
    ['${name}', '$${name}'],
    ['$${name}', '$$${name}'],
    ['{{name}}', "${'{{'}name}}"],
    ['${{ github.sha }}', '$${{ github.sha }}'],
    ['{{{{', "${'{{'}${'{{'}"],
    ['${', '$${'],
  ];
  for (const [text, written] of rows) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(written)}`, () => {
      expect(literalText(text)).to.equal(written);
    });
  }

  it('is sent as the text that was meant', () => {
    const texts = rows.map(([text]) => text);
    project.write({ 'a.json': JSON.stringify({ routes: { 'GET /a': { body: literalTree(texts) } } }) });
    expect(ask(snapshotOf(project.compile()), '/a').body).to.deep.equal(texts);
  });
});

describe('literalTree', () => {
  it('escapes every text and no key', () => {
    const tree: Json = { '${a}': ['${b}', 1, null, { c: true }] };
    expect(literalTree(tree)).to.deep.equal({ '${a}': ['$${b}', 1, null, { c: true }] });
  });
});
