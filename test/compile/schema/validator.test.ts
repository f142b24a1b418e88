/** Validators on values that were made to hurt, and the bounds that hold then. */

import { expect } from 'chai';
import type { Validator } from '../../../src/core/kind.ts';
import { schemaOf } from './project.ts';

function validatorOf(text: string): Validator {
  const { schema, library } = schemaOf(text);
  return library.validator(schema);
}

/** `{ [key]: { [key]: … } }` around a value. */
function nest(depth: number, key: string, inside: Record<string, unknown>): Record<string, unknown> {
  let value = inside;
  for (let level = 0; level < depth; level++) value = { [key]: value };
  return value;
}

describe('createValidator', () => {
  it('answers the same empty list for every valid value', () => {
    const validator = validatorOf('type: integer');
    expect(validator.check(1)).to.equal(validator.check(2)).and.to.deep.equal([]);
  });

  it('compares 20,000 objects without comparing each with each', () => {
    const validator = validatorOf('{ uniqueItems: true, items: { type: object } }');
    const items: unknown[] = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item ${id}` }));
    expect(validator.check(items)).to.deep.equal([]);
    items.push({ name: 'item 0', id: 0 });
    expect(validator.check(items).map(({ message }) => message)).to.deep.equal([
      'must not have an item twice: item 20000 equals item 0',
    ]);
  });

  for (const [says, text] of [
    ['', '{ items: { type: string } }'],
    [' behind a reference', '{ items: { $ref: "#/$defs/text" }, $defs: { text: { type: string } } }'],
  ] as const) {
    it(`lists 100 of 200,000 wrong items${says} and stops counting at 10,000`, () => {
      const violations = validatorOf(text).check(Array.from({ length: 200_000 }, (_, index) => index));
      expect(violations).to.have.lengthOf(100);
      expect(violations.more).to.equal(9900);
      expect(violations[99]).to.deep.equal({
        pointer: '/99',
        message: 'must be a string',
        keyword: 'type',
        expected: 'string',
        received: 99,
      });
    });
  }

  it('has no `more` when all violations are listed', () => {
    expect(validatorOf('{ items: { type: string } }').check([1, 2]))
      .to.have.lengthOf(2)
      .and.not.have.property('more');
  });

  it('matches a pattern that would backtrack without end', () => {
    expect(validatorOf('{ pattern: "^(a+)+$" }').check(`${'a'.repeat(28)}!`)).to.have.lengthOf(1);
    expect(validatorOf('{ pattern: "^(a+)+$" }').check(`${'a'.repeat(100_000)}!`)).to.have.lengthOf(1);
  });

  it('keeps patterns apart that stand in one schema', () => {
    const validator = validatorOf('{ properties: { a: { pattern: "^(a|aa)+$" }, b: { pattern: "^(b|bb)+$" } } }');
    expect(validator.check({ a: 'aa', b: 'bb' })).to.deep.equal([]);
    expect(validator.check({ a: 'bb', b: 'aa' }).map(({ pointer }) => pointer)).to.deep.equal(['/a', '/b']);
  });

  for (const format of ['url', 'uri', 'email', 'hostname', 'byte', 'date-time', 'ipv6', 'regex', 'uri-template']) {
    it(`judges texts of millions of characters as ${format} without failing`, () => {
      const validator = validatorOf(`{ type: string, format: ${format} }`);
      for (const text of ['a', ':', '/', '0', 'a-', 'a.', '%41']) validator.check(`http://${text.repeat(2_000_000)}!`);
      expect(validator.check(`http://[${':'.repeat(200_000)} `)).to.have.lengthOf(1);
    });
  }

  const tree =
    '{ $ref: "#/$defs/node", $defs: { node: { type: object, properties: { left: { $ref: "#/$defs/node" }, value: { type: integer } } } } }';

  it('follows a recursive schema into deep data', () => {
    expect(validatorOf(tree).check(nest(60, 'left', { value: 1 }))).to.deep.equal([]);
    expect(
      validatorOf(tree)
        .check(nest(60, 'left', { value: 'x' }))
        .map(({ pointer }) => pointer),
    ).to.deep.equal([`${'/left'.repeat(60)}/value`]);
  });

  it('says so when data is nested too deeply to be looked through', () => {
    expect(validatorOf(tree).check(nest(200_000, 'left', { value: 'x' }))).to.deep.equal([
      { pointer: '', message: 'is nested too deeply', keyword: 'depth', expected: null, received: null },
    ]);
  });

  for (const [says, text] of [
    [
      'branches',
      '$ref: "#/$defs/n"\n$defs: { n: { anyOf: [{ properties: { c: { $ref: "#/$defs/n" }, k: { type: integer } }, required: [x] }, { properties: { c: { $ref: "#/$defs/n" }, k: { type: string } }, required: [y] }] } }',
    ],
    [
      'parts',
      '$ref: "#/$defs/n"\n$defs: { n: { allOf: [{ properties: { c: { $ref: "#/$defs/n" } } }, { properties: { c: { $ref: "#/$defs/n" }, k: { type: integer } } }] } }',
    ],
    [
      'alternatives with defaults',
      '$ref: "#/$defs/n"\n$defs: { n: { type: object, properties: { d: { default: 1 } }, oneOf: [{ properties: { c: { $ref: "#/$defs/n" } }, required: [x] }, { properties: { c: { $ref: "#/$defs/n" } }, required: [k] }] } }',
    ],
  ] as const) {
    it(`does not double its work at each level where two ${says} look into the same place`, () => {
      expect(validatorOf(text).check(nest(60, 'c', { k: [] })).length).to.be.greaterThan(0);
    });
  }

  it('knows a property named constructor, toString or hasOwnProperty only when it is there', () => {
    const validator = validatorOf(
      '{ required: [constructor, toString, hasOwnProperty], properties: { constructor: { type: string } } }',
    );
    expect(validator.check({}).map(({ pointer }) => pointer)).to.deep.equal([
      '/constructor',
      '/toString',
      '/hasOwnProperty',
    ]);
    for (const value of [{}, Object.create(null)]) {
      expect(validator.check(Object.assign(value, { constructor: 'a', toString: 1, hasOwnProperty: 2 }))).to.deep.equal(
        [],
      );
    }
  });

  it('takes the time that it takes to read 100,000 members', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]));
    const violations = validatorOf('{ additionalProperties: false, properties: { a: true } }').check(many);
    expect([violations.length, violations.more]).to.deep.equal([100, 9900]);
  });

  it('answers the same before and after code is generated for a large schema', () => {
    const names = Array.from({ length: 200 }, (_, index) => `n${index}`);
    const properties = names.map((name) => `${name}: { type: integer, minimum: 1 }`).join(', ');
    const { check } = validatorOf(`{ type: object, required: [n0], properties: { ${properties} } }`);
    const answers = Array.from({ length: 200 }, () => [
      check({ n0: 1, n199: 2 }),
      check({ n0: 0 }).map(({ message }) => message),
      check(Object.create(null)).map(({ message }) => message),
    ]);
    for (const answer of answers) {
      expect(answer).to.deep.equal([[], ['must be at least 1'], ['is required']]);
    }
  });
});
