/** Invented values are valid, repeatable, and what people would write. */

import { expect } from 'chai';
import { inventValue } from '../../../src/compile/schema/index.ts';
import { readPattern } from '../../../src/compile/schema/invent-pattern.ts';
import { compilePattern } from '../../../src/core/pattern.ts';
import { createRandom } from '../../../src/core/random.ts';
import { project, schemaOf } from './project.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

describe('inventValue', () => {
  const valid: readonly string[] = [
    '{ type: [integer, "null"] }',
    '{ type: integer, exclusiveMinimum: 6, maximum: 7 }',
    '{ type: integer, maximum: -5 }',
    '{ type: integer, minimum: 1000000 }',
    '{ type: integer, multipleOf: 7, minimum: 50 }',
    '{ type: integer, multipleOf: 0.5 }',
    '{ type: number, minimum: 0.35, maximum: 2, multipleOf: 0.1 }',
    '{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.01 }',
    '{ allOf: [{ multipleOf: 4 }, { multipleOf: 6, type: integer }] }',
    '{ minimum: 3 }',
    '{ type: string, minLength: 200 }',
    '{ type: string, maxLength: 0 }',
    '{ type: string, pattern: "^[a-z]+$", minLength: 5, maxLength: 6 }',
    '{ type: string, pattern: "^[a-z]+$", minLength: 500 }',
    '{ type: string, format: email, maxLength: 8 }',
    '{ type: string, format: email, minLength: 40 }',
    ...'date-time date time duration uuid uri uri-reference uri-template url email hostname ipv4 ipv6 regex json-pointer byte int32 float password'
      .split(' ')
      .map((format) => `{ type: ${/int|float/.test(format) ? 'number' : 'string'}, format: ${format} }`),
    '{ type: array, uniqueItems: true, minItems: 3, items: { enum: [1, 2, 3] } }',
    '{ type: array, uniqueItems: true, minItems: 2, items: { type: boolean } }',
    '{ type: array, contains: { const: 5 }, items: { type: integer }, minItems: 2 }',
    '{ type: array, contains: { const: 5 }, minContains: 3 }',
    '{ type: array, prefixItems: [{ type: string }, { type: integer }], items: false, minItems: 2 }',
    '{ type: object, required: [foo], additionalProperties: { type: integer } }',
    '{ type: object, minProperties: 3, propertyNames: { pattern: "^x" } }',
    '{ type: object, patternProperties: { "^x-[a-z]{3}$": { type: integer } }, additionalProperties: false, minProperties: 2 }',
    '{ type: object, properties: { a: { type: integer }, b: { type: integer } }, dependentRequired: { a: [b] }, maxProperties: 2 }',
    '{ type: object, properties: { constructor: { type: integer } }, required: [constructor, toString] }',
    '{ allOf: [{ type: object, properties: { a: { minimum: 5 } }, required: [a] }, { properties: { a: { type: integer, maximum: 6 } } }] }',
    '{ oneOf: [{ type: object, properties: { k: { const: x } }, required: [k] }, { type: object, properties: { k: { const: y }, z: { type: integer } }, required: [k, z] }] }',
    '{ oneOf: [{ type: integer, multipleOf: 2 }, { type: integer, multipleOf: 3 }] }',
    '{ type: object, properties: { k: { enum: [a, b] } }, required: [k], if: { properties: { k: { const: a } } }, then: { required: [m] }, else: { required: [n] } }',
    '{ allOf: [{ properties: { a: { type: integer } } }], type: object, properties: { b: { type: string } }, unevaluatedProperties: false, required: [a, b] }',
    '{ not: { type: string } }',
    '{ $ref: "#/$defs/n", $defs: { n: { type: object, required: [kids], properties: { kids: { type: array, items: { $ref: "#/$defs/n" } } } } } }',
    '{ $ref: "#/$defs/n", $defs: { n: { type: object, required: [next], properties: { next: { anyOf: [{ $ref: "#/$defs/n" }, { type: "null" }] } } } } }',
  ];
  for (const text of valid) {
    it(`is valid for ${text.slice(0, 110)}`, () => {
      const { schema, library } = schemaOf(text);
      const { check } = library.validator(schema);
      for (const seed of SEEDS) {
        const value = inventValue(schema, library, createRandom(seed));
        expect(check(value), JSON.stringify(value)).to.deep.equal([]);
      }
    });
  }

  it('gives the same value for the same seed, and others for others', () => {
    const { schema, library } = schemaOf(
      '{ type: object, properties: { id: { format: uuid, type: string }, n: { type: integer } } }',
    );
    const invent = (seed: number): string => JSON.stringify(inventValue(schema, library, createRandom(seed)));
    expect(SEEDS.map(invent)).to.deep.equal(SEEDS.map(invent));
    expect(new Set(SEEDS.map(invent)).size).to.equal(SEEDS.length);
  });

  const given: readonly (readonly [says: string, schema: string, expected: unknown])[] = [
    ['a constant', '{ const: { a: 1 } }', { a: 1 }],
    ['an example before the default', '{ type: string, example: pen, default: x }', 'pen'],
    ['one of the examples', '{ type: string, examples: [pen] }', 'pen'],
    ['the default', '{ type: integer, default: 7 }', 7],
    ['what is left of an enum', '{ enum: [a, b], not: { const: a } }', 'b'],
    [
      'members in the order of the schema, optional ones too, hidden ones not',
      '{ type: object, required: [c], properties: { b: { const: 1 }, secret: { type: string, writeOnly: true }, c: { const: 2 } } }',
      { b: 1, c: 2 },
    ],
    ['anything where anything goes', '{ type: array }', []],
  ];
  for (const [says, text, expected] of given) {
    it(`takes ${says}`, () => {
      const { schema, library } = schemaOf(text);
      expect(inventValue(schema, library, createRandom(1))).to.deep.equal(expected);
    });
  }

  it('does without examples and defaults when it is told to, not without what is fixed', () => {
    const { schema, library } = schemaOf(
      '{ type: object, required: [a, b, c, d], properties: { a: { type: string, example: pen }, b: { type: integer, default: 7000 }, c: { const: x }, d: { enum: [y] } }, examples: [{ a: pen, b: 1, c: x, d: y }] }',
    );
    const invent = (usesSamples: boolean, seed: number): unknown =>
      inventValue(schema, library, createRandom(seed), { usesSamples });
    expect(invent(true, 1)).to.deep.equal({ a: 'pen', b: 1, c: 'x', d: 'y' });
    for (const seed of SEEDS) {
      const value = invent(false, seed) as Record<string, unknown>;
      expect(value.a).not.to.equal('pen');
      expect(value.b).to.be.within(1, 100);
      expect([value.c, value.d]).to.deep.equal(['x', 'y']);
    }
  });

  const formats: readonly (readonly [format: string, type: string, pattern: RegExp])[] = [
    ['uuid', 'string', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['date', 'string', /^20[23]\d-\d\d-\d\d$/],
    ['date-time', 'string', /^20[23]\d-\d\d-\d\dT[\d:]{8}Z$/],
    ['email', 'string', /^[a-z]+\.[a-z]+@example\.com$/],
    ['idn-email', 'string', /^[a-z]+\.[a-z]+@example\.com$/],
    ['uri', 'string', /^https:\/\/example\.com\/[a-z]+$/],
    ['hostname', 'string', /^[a-z]+\.example\.com$/],
    ['ipv4', 'string', /^192\.0\.2\.\d+$/],
    ['ipv6', 'string', /^2001:db8::[0-9a-f]+$/],
    ['byte', 'string', /^[\w+/]+={0,2}$/],
    ['password', 'string', /^[a-z]+-\d\d$/],
    ['of-ours', 'string', /^[a-z]+ [a-z]+$/],
    ['int32', 'integer', /^\d{1,3}$/],
    ['int64', 'integer', /^\d{1,3}$/],
    ['double', 'number', /^\d+(\.\d+)?$/],
  ];
  for (const [format, type, pattern] of formats) {
    it(`gives ${format} of a contract as people would write it`, () => {
      const { read, library } = project({ 'api.yaml': `openapi: 3.0.3\ns: { type: ${type}, format: ${format} }` });
      const schema = read({ dialect: 'openapi-3.0' }, 'api.yaml', 's') ?? false;
      for (const seed of SEEDS) expect(String(inventValue(schema, library, createRandom(seed)))).to.match(pattern);
    });
  }

  it('stays within the ends of an int32', () => {
    const { schema, library } = schemaOf('{ type: integer, format: int32, minimum: 2147483640 }');
    for (const seed of SEEDS) {
      expect(inventValue(schema, library, createRandom(seed))).to.be.within(2147483640, 2147483647);
    }
  });

  describe('for a contract', () => {
    const CONTRACT = `openapi: 3.0.3
components:
  schemas:
    Pet:
      required: [kind]
      properties: { kind: { type: string }, name: { type: string } }
      discriminator: { propertyName: kind, mapping: { feline: Cat } }
      example: { kind: feline, name: Tom }
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { required: [lives], properties: { lives: { type: integer } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { bark: { type: boolean } } }] }
    Plain: { oneOf: [{ $ref: "#/components/schemas/Red" }, { $ref: "#/components/schemas/Blue" }], discriminator: { propertyName: tint } }
    Red: { properties: { tint: { type: string }, of: { type: string } } }
    Blue: { properties: { tint: { type: string }, of: { type: string } } }
    Tree: { required: [kids], properties: { kids: { type: array, items: { $ref: "#/components/schemas/Tree" } }, up: { nullable: true, allOf: [{ $ref: "#/components/schemas/Tree" }] } } }
    User: { required: [id, secret], properties: { id: { type: integer, readOnly: true }, secret: { $ref: "#/components/schemas/Secret" } } }
    Secret: { type: string, format: password, writeOnly: true }
    Odd: { properties: { a: { type: string, nullable: true, enum: [x] }, b: { minimum: 3, exclusiveMinimum: true, type: integer, maximum: 4 }, c: { type: string, pattern: "^(?!a)" } } }
`;
    const contract = project({ 'api.yaml': CONTRACT });
    const inventAll = (name: string, direction: 'request' | 'response'): Record<string, unknown>[] => {
      const reading = { dialect: 'openapi-3.0', direction } as const;
      const schema = contract.read(reading, 'api.yaml', 'components', 'schemas', name) ?? false;
      const { check } = contract.library.validator(schema);
      return [true, false].flatMap((usesSamples) =>
        SEEDS.map((seed) => {
          const value = inventValue(schema, contract.library, createRandom(seed), { usesSamples });
          expect(check(structuredClone(value)), JSON.stringify(value)).to.deep.equal([]);
          return value as Record<string, unknown>;
        }),
      );
    };
    const setOf = (name: string, member: string): unknown[] => [
      ...new Set(inventAll(name, 'response').map((value) => value[member])),
    ];

    for (const name of ['Pet', 'Cat', 'Dog', 'Plain', 'Red', 'Tree', 'User', 'Odd']) {
      it(`is valid for ${name}`, () => {
        inventAll(name, 'request');
        inventAll(name, 'response');
      });
    }

    it('names itself as the discriminator wants it', () => {
      expect(setOf('Cat', 'kind')).to.deep.equal(['feline']);
      expect(setOf('Dog', 'kind')).to.deep.equal(['Dog']);
      expect(setOf('Plain', 'tint')).to.have.members(['Red', 'Blue']);
    });

    it('is one of its heirs in the place of a base without an example', () => {
      const dynamic = inventAll('Pet', 'response').slice(SEEDS.length);
      for (const { kind, lives } of dynamic) expect(typeof lives).to.equal(kind === 'feline' ? 'number' : 'undefined');
      expect(new Set(dynamic.map(({ kind }) => kind))).to.deep.equal(new Set(['feline', 'Dog']));
    });

    it('takes from the example of a part what fits the whole', () => {
      for (const { kind, name } of inventAll('Dog', 'response').slice(0, SEEDS.length)) {
        expect([kind, name]).to.deep.equal(['Dog', 'Tom']);
      }
    });

    it('shows nothing that is only written', () => {
      expect(inventAll('User', 'response').some((user) => Object.hasOwn(user, 'secret'))).to.equal(false);
      expect(inventAll('User', 'request').every((user) => Object.hasOwn(user, 'secret'))).to.equal(true);
    });

    it('is seldom null where something else is allowed', () => {
      expect(setOf('Odd', 'a')).to.deep.equal(['x']);
    });
  });

  it('gives the fullest of its attempts where none is valid', () => {
    const { schema, library } = schemaOf(
      '{ oneOf: [{ $ref: "#/$defs/e" }, { $ref: "#/$defs/e" }], $defs: { e: { type: object, properties: { code: { const: 7 } } } } }',
    );
    expect(inventValue(schema, library, createRandom(1))).to.deep.equal({ code: 7 });
  });

  it('comes to an end for schemas that nothing, or only something endless, satisfies', () => {
    for (const text of [
      'not: {}',
      '{ type: integer, minimum: 5, exclusiveMaximum: 5 }',
      '{ $ref: "#/$defs/n", $defs: { n: { type: object, required: [a, b], properties: { a: { $ref: "#/$defs/n" }, b: { $ref: "#/$defs/n" } } } } }',
      '{ type: array, minItems: 100000000, items: { type: array, minItems: 100000000 } }',
      '{ type: string, minLength: 100000000 }',
    ]) {
      const { schema, library } = schemaOf(text);
      expect(() => inventValue(schema, library, createRandom(1))).not.to.throw();
    }
  });
});

describe('readPattern', () => {
  const sources = [
    '^[A-Z]{2}-(\\d{3}|x+)\\.(a|b)$',
    '^[[:alpha:]]{3}[[:^digit:]]$',
    '^\\p{L}{3}\\pN\\P{L}$',
    '(?i)^abc$',
    '^(?P<year>\\d{4})-(?<month>\\d{2})(?:T.*)?$',
    '^\\x{41}\\x42\\Qa.b\\E$',
    '^[^\\x00-\\x1f]{4}$',
    '^\\S+@\\S+$',
    '\\bfoo\\b',
    '^.{0,3}$',
    'a{3}?',
    '^[\\w.-]+$',
    '^(?:(?:25[0-5]|2[0-4]\\d)\\.){3}1$',
    '^[^a-z]+$',
    '^[\\p{Han}]{2,4}$',
    '^$',
    '[]a]x[^]]',
    '^a|b$',
    '^\\t\\n\\\\\\/$',
    '^[+\\-*/]$',
    '^(|a)$',
  ];
  for (const source of sources) {
    it(`gives texts that match ${source}`, () => {
      const pattern = compilePattern(source);
      const text = readPattern(source);
      for (const seed of SEEDS) {
        const made = text?.({ random: createRandom(seed), stretch: 5 }) ?? '\u0000';
        expect('test' in pattern && pattern.test(made), JSON.stringify(made)).to.equal(true);
      }
    });
  }

  it('gives up on what it does not know', () => {
    expect(['\\p{Tibetan}', '\\1', '(a', '[a'].map(readPattern)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('inventValue of schemas that grow at each level', () => {
  it('puts in once what is mentioned many times', () => {
    const levels = Array.from(
      { length: 60 },
      (_, level) => `s${level}: { allOf: [{ $ref: "#/$defs/s${level + 1}" }, { $ref: "#/$defs/s${level + 1}" }] }`,
    );
    const { schema, library } = schemaOf(
      `{ $ref: "#/$defs/s0", $defs: { ${levels.join(', ')}, s60: { type: object, required: [a], properties: { a: { const: 5 } } } } }`,
    );
    expect(inventValue(schema, library, createRandom(1))).to.deep.equal({ a: 5 });
  });

  it('does so for a scalar, too', () => {
    const levels = Array.from(
      { length: 60 },
      (_, level) => `s${level}: { allOf: [{ $ref: "#/$defs/s${level + 1}" }, { $ref: "#/$defs/s${level + 1}" }] }`,
    );
    const { schema, library } = schemaOf(`{ $ref: "#/$defs/s0", $defs: { ${levels.join(', ')}, s60: { const: 5 } } }`);
    expect(inventValue(schema, library, createRandom(1))).to.equal(5);
  });

  it('gives up in time on one that asks for itself without end', () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const members = names.map((name) => `${name}: { $ref: "#" }`).join(', ');
    const { schema, library } = schemaOf(
      `{ type: object, required: [${names.join(', ')}], properties: { ${members} } }`,
    );
    expect(JSON.stringify(inventValue(schema, library, createRandom(1))).length).to.be.below(200_000);
  });
});
