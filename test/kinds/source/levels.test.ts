import { expect } from 'chai';
import type { JsonSchema } from '../../../src/core/json.ts';
import { createLevels } from '../../../src/kinds/source/levels.ts';
import { fakeSchemas } from './support.ts';

const levelOf = createLevels(fakeSchemas());
const INTEGER: JsonSchema = { type: 'integer' };

describe('createLevels', () => {
  const level = levelOf({
    properties: { a: INTEGER, x1: true },
    patternProperties: { '^x': { type: 'boolean' }, '(': INTEGER },
    additionalProperties: { type: 'number' },
  });

  it('says what a member is: declared, fitting a pattern, any other', () => {
    const read = (name: string, text: string): unknown => level.member(name)?.text.read(text);
    expect([read('a', '1'), read('x', 'yes'), read('b', '1.5'), read('constructor', 'yes')]).to.deep.equal([
      1,
      true,
      1.5,
      'yes',
    ]);
    expect([...level.names]).to.deep.equal(['a', 'x1']);
  });

  it('says nothing of members that the schema does not speak of', () => {
    expect(levelOf({ properties: { a: INTEGER } }).member('b')).to.equal(undefined);
    expect(levelOf({ properties: { a: INTEGER } }).member('toString')).to.equal(undefined);
  });

  const openness: readonly (readonly [JsonSchema, boolean])[] = [
    [{ type: 'object' }, true],
    [{ properties: { a: INTEGER } }, false],
    [{ properties: { a: INTEGER }, additionalProperties: true }, true],
    [{ properties: { a: INTEGER }, additionalProperties: INTEGER }, true],
    [{ type: 'object', additionalProperties: false }, false],
    [{ patternProperties: { '^x': INTEGER } }, false],
    [{ allOf: [{ properties: { a: INTEGER } }, { additionalProperties: INTEGER }] }, true],
  ];
  for (const [schema, isOpen] of openness) {
    it(`takes ${JSON.stringify(schema)} for ${isOpen ? 'open' : 'closed'}`, () => {
      expect(levelOf(schema).isOpen).to.equal(isOpen);
    });
  }

  it('makes each level once, however deep a schema refers to itself', () => {
    const schemas = fakeSchemas({ tree: { properties: { child: { $ref: 'tree' }, n: INTEGER } } });
    const child = createLevels(schemas)({ $ref: 'tree' }).member('child');
    expect(child?.member('child')).to.equal(child?.member('child')?.member('child'));
    expect(child?.member('n')?.text.read('1')).to.equal(1);
  });

  it('says what an item is, the first ones by schemas of their own', () => {
    const list = levelOf({ prefixItems: [{ type: 'string' }], items: INTEGER });
    expect([0, 1, 9].map((index) => list.item(index).text.read('1'))).to.deep.equal(['1', 1, 1]);
  });
});
