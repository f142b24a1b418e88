import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert } from 'chai';
import { load } from 'js-yaml';
import { ANYTHING } from '../../../src/core/names.ts';
import { MATCHER_SCHEMA, MATCHERS } from '../../../src/kinds/matcher/index.ts';
import { problemLines } from './support.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile({
  $defs: { matcher: MATCHER_SCHEMA },
  $ref: '#/$defs/matcher',
});

describe('MATCHERS', () => {
  it('holds every operator of the format once', () => {
    const names =
      '$regex $eq $ne $gt $gte $lt $lte $in $type $len $contains $exact $unordered $absent $any $schema $not';
    assert.deepEqual(
      MATCHERS.map((operator) => operator.name),
      names.split(' '),
    );
  });

  for (const { name, example } of MATCHERS) {
    it(`shows ${name} in an example that works`, () => {
      const schemas = {
        resolve: () => true,
        validator: () => ({ check: () => [] }),
        explain: () => [],
        lookup: () => undefined,
        known: () => ANYTHING,
      };
      assert.include(example, name);
      assert.deepEqual(problemLines(example, { schemas }), []);
      assert.isTrue(validate(load(example)), JSON.stringify(validate.errors));
    });
  }
});

describe('MATCHER_SCHEMA', () => {
  const rows: readonly (readonly [text: string, isValid: boolean])[] = [
    ['1', true],
    ['null', true],
    ['[1, { $gt: 2 }]', true],
    ['{}', true],
    ['{ "": 1, $$gt: 2, a: { b: { $not: null } } }', true],
    ['{ $len: { $gte: 1 }, $contains: a }', true],
    ['{ $gtt: 1 }', false],
    ['{ $gt: [1] }', false],
    ['{ a: 1, $gt: 1 }', false],
    ['{ $type: strin }', false],
    ['{ $unordered: [{ $x: 1 }] }', false],
    ['{ $any: false }', false],
  ];
  for (const [text, isValid] of rows) {
    it(`${isValid ? 'accepts' : 'refuses'} ${text}`, () => {
      assert.strictEqual(validate(load(text)), isValid);
    });
  }
});
