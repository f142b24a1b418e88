/** Schemas as OpenAPI documents write them: each dialect means what it says, and a mistake costs no more than itself. */

import { expect } from 'chai';
import type { SchemaReading } from '../../../src/core/kind.ts';
import { type Files, type Project, project, told } from './project.ts';

type Dialect = SchemaReading['dialect'];

const ROOTS: Readonly<Record<Dialect, string>> = {
  'swagger-2.0': 'swagger: "2.0"',
  'openapi-3.0': 'openapi: 3.0.3',
  'openapi-3.1': 'openapi: 3.1.0',
};

/** A contract of two lines, a schema on the second, and whatever follows. */
function contract(dialect: Dialect, schema: string, more = ''): Project {
  return project({ 'api.yaml': `${ROOTS[dialect]}\ns: ${schema}\n${more}` });
}

const PETS = `components:
  schemas:
    Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { lives: { type: integer } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { properties: { bark: { type: string } } }] }
    Puppy: { allOf: [{ $ref: "#/components/schemas/Dog" }] }
    Fish: { type: object, properties: { kind: { type: string } } }
    Bird: { type: object, properties: { kind: { enum: [tweety] } } }
    Stone: { type: object }
`;
const uri = (name: string, query = '?as=openapi-3.0'): string =>
  `file:///p/api.yaml${query}#/components/schemas/${name}`;
const branch = (name: string, kind: unknown, query?: string): unknown => ({
  $ref: uri(name, query),
  properties: { kind },
  required: ['kind'],
});

describe('createSchemaLibrary, reading OpenAPI', () => {
  const meanings: readonly (readonly [says: string, dialect: Dialect, schema: string, resolved: unknown])[] = [
    ['nullable', 'openapi-3.0', '{ type: string, nullable: true }', { type: ['string', 'null'] }],
    [
      'nullable beside an enum without null',
      'openapi-3.0',
      '{ type: string, nullable: true, enum: [a] }',
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['nullable without a type', 'openapi-3.0', '{ nullable: true, minLength: 1 }', { minLength: 1 }],
    ['not nullable', 'openapi-3.0', '{ type: string, nullable: false }', { type: 'string' }],
    [
      'nullable beside other schemas, its notes outside',
      'openapi-3.0',
      '{ description: d, nullable: true, allOf: [{ type: object }] }',
      { description: 'd', anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }] },
    ],
    ['x-nullable', 'swagger-2.0', '{ type: string, x-nullable: true }', { type: ['string', 'null'] }],
    [
      'x-nullable as an extension',
      'openapi-3.0',
      '{ type: string, x-nullable: true }',
      { type: 'string', 'x-nullable': true },
    ],
    [
      'limits with a mark',
      'openapi-3.0',
      '{ type: number, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }',
      { type: 'number', exclusiveMinimum: 1, maximum: 5 },
    ],
    ['a file', 'swagger-2.0', '{ type: file }', { format: 'binary' }],
    [
      'notes',
      'openapi-3.0',
      '{ type: string, example: a, readOnly: true, deprecated: true, xml: { name: n }, externalDocs: { url: u }, x-a: 1 }',
      {
        type: 'string',
        example: 'a',
        readOnly: true,
        deprecated: true,
        xml: { name: 'n' },
        externalDocs: { url: 'u' },
        'x-a': 1,
      },
    ],
    ['a format of its own', 'openapi-3.0', '{ type: string, format: colour }', { type: 'string', format: 'colour' }],
    ['a number as text', 'openapi-3.0', '{ type: string, format: int64 }', { type: 'string', format: 'int64' }],
    [
      'a reference, alone',
      'openapi-3.0',
      '{ $ref: "#/part", description: not here }',
      { $ref: 'file:///p/api.yaml?as=openapi-3.0#/part' },
    ],
    [
      'a reference beside others',
      'openapi-3.1',
      '{ $ref: "#/part", description: here }',
      { $ref: 'file:///p/api.yaml?as=openapi-3.1#/part', description: 'here' },
    ],
    [
      'JSON Schema 2020-12',
      'openapi-3.1',
      '{ prefixItems: [true], const: [1], $comment: c, contentMediaType: image/png }',
      { prefixItems: [true], const: [1], contentMediaType: 'image/png' },
    ],
    [
      'the draft that a schema names',
      'openapi-3.1',
      '{ $schema: "http://json-schema.org/draft-07/schema#", items: [true], additionalItems: false }',
      { prefixItems: [true], items: false },
    ],
    [
      'members that every object has',
      'openapi-3.0',
      '{ type: object, required: [constructor], properties: { constructor: { type: string, nullable: true } } }',
      { type: 'object', required: ['constructor'], properties: { constructor: { type: ['string', 'null'] } } },
    ],
  ];
  for (const [says, dialect, schema, resolved] of meanings) {
    it(`takes ${says} in ${dialect}`, () => {
      const { read, problems } = contract(dialect, schema, 'part: { type: string }');
      expect(read({ dialect }, 'api.yaml', 's')).to.deep.equal(resolved);
      expect(told(problems)).to.deep.equal([]);
    });
  }

  const warnings: readonly (readonly [
    says: string,
    dialect: Dialect,
    schema: string,
    resolved: unknown,
    ...expected: string[],
  ])[] = [
    [
      'a mistyped keyword',
      'openapi-3.0',
      '{ type: string, minLenght: 1 }',
      { type: 'string' },
      'api.yaml:2:20 unknown-key (warning) OpenAPI 3.0 has no keyword "minLenght" — did you mean "minLength"?',
    ],
    [
      'an unknown keyword',
      'openapi-3.1',
      '{ type: string, colour: red }',
      { type: 'string' },
      'api.yaml:2:20 unknown-key (warning) OpenAPI 3.1 has no keyword "colour" — it has no effect; a key of your own begins with "x-"',
    ],
    [
      'a keyword that only a later version has',
      'openapi-3.0',
      '{ const: a }',
      { const: 'a' },
      'api.yaml:2:6 unknown-key (warning) OpenAPI 3.0 has no keyword "const" — it holds all the same; write "enum" with one value',
    ],
    [
      'a keyword that only an earlier version had',
      'openapi-3.1',
      '{ type: string, nullable: true }',
      { type: ['string', 'null'] },
      'api.yaml:2:20 unknown-key (warning) OpenAPI 3.1 has no keyword "nullable" — it holds all the same; write the type as a list: type: [string, "null"]',
    ],
    [
      'a limit as a later version has it',
      'openapi-3.0',
      '{ type: number, exclusiveMinimum: 5 }',
      { type: 'number', exclusiveMinimum: 5 },
      'api.yaml:2:38 bad-schema (warning) "exclusiveMinimum" must be true or false — it is read as a limit of its own: 5',
    ],
    [
      'a limit as an earlier version had it',
      'openapi-3.1',
      '{ type: number, minimum: 5, exclusiveMinimum: true }',
      { type: 'number', exclusiveMinimum: 5 },
      'api.yaml:2:50 bad-schema (warning) "exclusiveMinimum" must be a number — it is read as a mark of "minimum"',
    ],
    [
      'required as a boolean',
      'openapi-3.0',
      '{ properties: { a: { type: string, required: true } } }',
      { properties: { a: { type: 'string' } } },
      'api.yaml:2:49 bad-schema (warning) "required" must be a list of names, each once — put the name into the "required" list of the schema around it',
    ],
    [
      'a name that is required twice',
      'openapi-3.0',
      '{ type: object, required: [a, b, a] }',
      { type: 'object', required: ['a', 'b'] },
      'api.yaml:2:30 bad-schema (warning) "required" must be a list of names, each once',
    ],
    [
      'a pattern with look-ahead',
      'openapi-3.0',
      "{ type: string, pattern: '^(?=a)b' }",
      { type: 'string' },
      'api.yaml:2:29 bad-pattern (warning) the pattern "^(?=a)b" is not in RE2 syntax: invalid or unsupported Perl syntax: `(?=`',
    ],
    [
      'a bad pattern as a name',
      'openapi-3.1',
      "{ type: object, patternProperties: { '(': true, a: true } }",
      { type: 'object', patternProperties: { a: true } },
      'api.yaml:2:41 bad-pattern (warning) the pattern "(" is not in RE2 syntax: missing closing ): `(`',
    ],
    [
      'a value of a wrong shape',
      'swagger-2.0',
      '{ type: string, maxLength: "9", enum: [] }',
      { type: 'string' },
      'api.yaml:2:31 bad-schema (warning) "maxLength" must be a whole number, 0 or more',
      'api.yaml:2:42 bad-schema (warning) "enum" must be a list with at least one value',
    ],
    [
      'a type of other languages',
      'openapi-3.0',
      '{ type: file }',
      {},
      'api.yaml:2:12 bad-schema (warning) there is no type "file" — write type: string, format: binary',
    ],
    [
      'the bare name of a type',
      'openapi-3.0',
      '{ properties: { a: string } }',
      { properties: { a: { type: 'string' } } },
      'api.yaml:2:23 bad-schema (warning) a schema is a map, true or false, not "string" — write { type: string }',
    ],
    [
      'nothing where a schema should be',
      'openapi-3.0',
      '{ type: array, items: null }',
      { type: 'array', items: true },
      'api.yaml:2:26 bad-schema (warning) a schema is a map, true or false, not null — it takes anything now',
    ],
    [
      'a list under items',
      'openapi-3.0',
      '{ items: [{ type: string }] }',
      { prefixItems: [{ type: 'string' }] },
      'api.yaml:2:13 bad-schema (warning) "items" must be one schema — a list of schemas is "prefixItems" in draft 2020-12',
    ],
    [
      'rules beside a reference',
      'openapi-3.0',
      '{ $ref: "#/part", nullable: true, minLength: 1 }',
      { $ref: 'file:///p/api.yaml?as=openapi-3.0#/part' },
      'api.yaml:2:22 bad-schema (warning) "nullable", "minLength" beside a "$ref" has no effect in OpenAPI 3.0 — write the $ref as a part: allOf: [{ $ref: … }]',
    ],
    [
      'an example and a default that miss their schema',
      'openapi-3.0',
      '{ type: integer, example: a, default: null }',
      { type: 'integer', example: 'a', default: null },
      'api.yaml:2:30 schema-mismatch (warning) the example must be an integer',
      'api.yaml:2:42 schema-mismatch (warning) the default must be an integer',
    ],
    [
      'an unknown draft',
      'openapi-3.1',
      '{ $schema: "https://example.com/mine" }',
      {},
      'api.yaml:2:15 bad-schema (warning) there is no draft "https://example.com/mine" — draft 2020-12, 2019-09 and draft-07 are known; without "$schema" it is 2020-12',
    ],
    [
      'a loop with nothing in between',
      'openapi-3.0',
      '{ allOf: [{ $ref: "#/s" }], minLength: 1 }',
      { allOf: [{}], minLength: 1 },
      'api.yaml:2:22 bad-schema (warning) this "$ref" leads back to itself with nothing in between — a schema may contain itself only below "properties", "items" and the like',
    ],
  ];
  for (const [says, dialect, schema, resolved, ...expected] of warnings) {
    it(`warns of ${says} in ${dialect}`, () => {
      const { read, problems } = contract(dialect, schema, 'part: { type: string }');
      expect(read({ dialect }, 'api.yaml', 's')).to.deep.equal(resolved);
      expect(told(problems)).to.deep.equal(expected);
    });
  }

  const errors: readonly (readonly [says: string, schema: string, ...expected: string[]])[] = [
    [
      'a reference to nowhere',
      '{ properties: { a: { $ref: "#/parts" } } }',
      'api.yaml:2:31 unknown-ref there is no "#/parts" in this file — did you mean "#/part"?',
    ],
    [
      'what is neither a map nor a boolean',
      '{ properties: { a: 5 } }',
      'api.yaml:2:23 bad-schema a schema is a map, true or false, not 5',
    ],
    [
      'a whole contract in the place of a schema',
      '{ $ref: other.yaml }',
      'api.yaml:2:12 unknown-ref "other.yaml" is a whole OpenAPI document, which is no schema — name the place of the schema: "other.yaml#/components/schemas/…"',
    ],
  ];
  for (const [says, schema, ...expected] of errors) {
    it(`gives no schema for ${says}`, () => {
      const { read, problems } = project({
        'api.yaml': `openapi: 3.0.3\ns: ${schema}\npart: { type: string }\nt: { $ref: "#/part" }`,
        'other.yaml': 'openapi: 3.0.3',
      });
      const reading = { dialect: 'openapi-3.0' } as const;
      expect(read(reading, 'api.yaml', 's')).to.equal(undefined);
      expect(told(problems)).to.deep.equal(expected);
      expect(read(reading, 'api.yaml', 't')).to.deep.equal({ $ref: 'file:///p/api.yaml?as=openapi-3.0#/part' });
    });
  }

  it('warns of a dialect that nobody knows, once for the document', () => {
    const { read, problems } = project({
      'api.yaml': 'openapi: 3.1.0\njsonSchemaDialect: https://example.com/d\ns: true',
    });
    for (const direction of ['request', 'response'] as const)
      read({ dialect: 'openapi-3.1', direction }, 'api.yaml', 's');
    expect(told(problems)).to.deep.equal([
      'api.yaml:2:20 bad-schema (warning) there is no dialect "https://example.com/d" — schemas are read as draft 2020-12',
    ]);
  });

  it('tells a listener each problem once, however many schemas share it', () => {
    const { read, problems } = contract(
      'openapi-3.0',
      '{ $ref: "#/part" }',
      'part: { tpye: string }\nt: { $ref: "#/part" }',
    );
    for (const key of ['s', 't', 's']) {
      for (const direction of ['request', 'response'] as const)
        read({ dialect: 'openapi-3.0', direction }, 'api.yaml', key);
    }
    expect(told(problems)).to.deep.equal([
      'api.yaml:3:9 unknown-key (warning) OpenAPI 3.0 has no keyword "tpye" — did you mean "type"?',
    ]);
  });

  describe('across files', () => {
    const files: Files = {
      'api.yaml':
        'openapi: 3.0.3\ns: { properties: { own: { $ref: parts.yaml#/a }, plain: { $ref: x.schema.yaml }, far: { $ref: new.yaml#/b } } }',
      'parts.yaml': 'a: { type: string, nullable: true }',
      'x.schema.yaml': 'type: [string, "null"]\nconst: a\nfoo: 1',
      'new.yaml': 'openapi: 3.1.0\nb: { const: c }',
    };

    it('reads a part of a contract as the contract, a schema file as JSON Schema, another contract as what it is', () => {
      const { read, library, problems } = project(files);
      const resolved = read({ dialect: 'openapi-3.0' }, 'api.yaml', 's');
      expect(resolved).to.deep.equal({
        properties: {
          own: { $ref: 'file:///p/parts.yaml?as=openapi-3.0#/a' },
          plain: { $ref: 'file:///p/x.schema.yaml?as=json-schema#' },
          far: { $ref: 'file:///p/new.yaml?as=openapi-3.1#/b' },
        },
      });
      expect(library.lookup('file:///p/parts.yaml?as=openapi-3.0#/a')).to.deep.equal({ type: ['string', 'null'] });
      expect(library.lookup('file:///p/x.schema.yaml?as=json-schema#')).to.deep.equal({
        type: ['string', 'null'],
        const: 'a',
      });
      expect(library.lookup('file:///p/new.yaml?as=openapi-3.1#/b')).to.deep.equal({ const: 'c' });
      expect(told(problems)).to.deep.equal([
        'x.schema.yaml:3:1 unknown-key (warning) a JSON Schema has no keyword "foo" — it has no effect; a key of your own begins with "x-"',
      ]);
      expect([...library.filesOf(resolved ?? true)].sort()).to.deep.equal([
        '/p/new.yaml',
        '/p/parts.yaml',
        '/p/x.schema.yaml',
      ]);
    });

    it('reads the same file strictly for a route file, and a contract leniently for whoever refers to it', () => {
      const { read, resolve, problems } = project({
        ...files,
        'r.yaml': 's: { $ref: x.schema.yaml }\nt: { $ref: api.yaml#/u }',
        'api.yaml': `${files['api.yaml']}\nu: { type: string, nullable: true, colour: 1 }`,
      });
      expect(read({ dialect: 'openapi-3.0' }, 'api.yaml', 's')).to.be.an('object');
      expect(resolve('r.yaml', 's')).to.equal(undefined);
      expect(resolve('r.yaml', 't')).to.deep.equal({ $ref: 'file:///p/api.yaml?as=openapi-3.0#/u' });
      expect(
        problems.map(({ severity, code, origin: { file } }) => `${file} ${severity} ${code}`).sort(),
      ).to.deep.equal([
        'api.yaml warning unknown-key',
        'x.schema.yaml error unknown-key',
        'x.schema.yaml warning unknown-key',
      ]);
    });
  });

  describe('for a direction', () => {
    const USER = `{
  type: object,
  required: [id, name, secret],
  properties: { id: { type: string, readOnly: true }, name: { type: string }, secret: { $ref: "#/secret" } } }`;
    const more = `secret: { type: string, writeOnly: true }
admin: { allOf: [{ $ref: "#/s" }, { required: [id, rank] }], required: [secret] }`;

    const required: readonly (readonly [direction: SchemaReading['direction'], names: unknown])[] = [
      [undefined, ['id', 'name', 'secret']],
      ['request', ['name', 'secret']],
      ['response', ['id', 'name']],
    ];
    for (const [direction, names] of required) {
      it(`requires ${JSON.stringify(names)} of ${direction ?? 'neither'}`, () => {
        const { read } = contract('openapi-3.0', USER, more);
        const reading: SchemaReading = { dialect: 'openapi-3.0', ...(direction ? { direction } : {}) };
        expect(read(reading, 'api.yaml', 's'))
          .to.have.property('required')
          .that.deep.equals(names);
      });
    }

    it('finds what is marked behind however many references, also where they lead in circles', () => {
      const chain = Array.from({ length: 12 }, (_, index) => `r${index}: { $ref: "#/r${index + 1}" }`).join('\n');
      const circle = 'c: { allOf: [{ $ref: "#/d" }] }\nd: { allOf: [{ $ref: "#/c" }, { writeOnly: true }] }';
      const schema =
        '{ type: object, required: [a, b, c], properties: { a: { $ref: "#/r0" }, b: { $ref: "#/c" }, c: {} } }';
      const { read } = contract('openapi-3.0', schema, `${chain}\nr12: { writeOnly: true }\n${circle}`);
      expect(read({ dialect: 'openapi-3.0', direction: 'response' }, 'api.yaml', 's'))
        .to.have.property('required')
        .that.deep.equals(['c']);
    });

    it('looks for names in all parts of a schema, and keeps the directions apart', () => {
      const { read, library } = contract('openapi-3.0', USER, more);
      const checks = (['request', 'response'] as const).map((direction) => {
        const schema = read({ dialect: 'openapi-3.0', direction }, 'api.yaml', 'admin') ?? true;
        return library
          .validator(schema)
          .check({})
          .map(({ pointer }) => pointer);
      });
      expect(checks).to.deep.equal([
        ['/secret', '/name', '/rank'],
        ['/id', '/name', '/rank'],
      ]);
    });
  });

  describe('with a discriminator', () => {
    const union = (mapping: string, ...names: string[]): string =>
      `{ oneOf: [${names.map((name) => `{ $ref: "#/components/schemas/${name}" }`).join()}], discriminator: { propertyName: kind${mapping} } }`;

    const unions: readonly (readonly [says: string, schema: string, branches: unknown, mapping?: unknown])[] = [
      [
        'fixes the property to the names of the schemas',
        union('', 'Cat', 'Fish'),
        [branch('Cat', { const: 'Cat' }), branch('Fish', { const: 'Fish' })],
        { Cat: uri('Cat'), Fish: uri('Fish') },
      ],
      [
        'fixes it to what the mapping names by name or path',
        union(', mapping: { feline: Cat, tiger: "#/components/schemas/Cat", swimmer: Fish }', 'Cat', 'Fish'),
        [branch('Cat', { enum: ['feline', 'tiger'] }), branch('Fish', { const: 'swimmer' })],
        { feline: uri('Cat'), tiger: uri('Cat'), swimmer: uri('Fish') },
      ],
      [
        'leaves a branch that is fixed already',
        union('', 'Cat', 'Bird'),
        [branch('Cat', { const: 'Cat' }), { $ref: uri('Bird') }],
        { Cat: uri('Cat'), tweety: uri('Bird') },
      ],
      [
        'takes the one that all branches build upon',
        '{ oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }] }',
        [branch('Cat', { const: 'Cat' }), branch('Dog', { const: 'Dog' })],
      ],
    ];
    for (const [says, schema, branches, mapping] of unions) {
      it(says, () => {
        const { read, problems } = contract('openapi-3.0', schema, PETS);
        const resolved = read({ dialect: 'openapi-3.0' }, 'api.yaml', 's');
        expect(resolved).to.have.property('oneOf').that.deep.equals(branches);
        if (mapping)
          expect(resolved).to.have.property('discriminator').that.deep.equals({ propertyName: 'kind', mapping });
        expect(told(problems)).to.deep.equal([]);
      });
    }

    const mistakes: readonly (readonly [says: string, dialect: Dialect, schema: string, expected: string])[] = [
      [
        'a mapping to nowhere',
        'openapi-3.0',
        union(', mapping: { cat: Kat }', 'Cat', 'Dog'),
        'api.yaml:2:143 unknown-ref (warning) there is no schema "Kat" — the mapping goes without it',
      ],
      [
        'a property that the branches do not have',
        'openapi-3.0',
        union('', 'Stone', 'Stone'),
        'api.yaml:2:109 bad-schema (warning) the discriminator "kind" is no property of what it should tell apart — it goes unused: declare it in each of the schemas',
      ],
      [
        'one without the name of a property',
        'openapi-3.0',
        '{ discriminator: { mapping: {} } }',
        'api.yaml:2:21 bad-schema (warning) "discriminator" must be a map with a "propertyName"',
      ],
      [
        'one of another version',
        'openapi-3.0',
        '{ discriminator: kind }',
        'api.yaml:2:21 bad-schema (warning) "discriminator" must be a map — it is read as { propertyName: kind }',
      ],
      [
        'one that is no text',
        'swagger-2.0',
        '{ discriminator: [kind] }',
        'api.yaml:2:21 bad-schema (warning) "discriminator" must be the name of a property',
      ],
    ];
    for (const [says, dialect, schema, expected] of mistakes) {
      it(`warns of ${says}`, () => {
        const { read, problems } = contract(dialect, schema, PETS);
        expect(read({ dialect }, 'api.yaml', 's')).to.be.an('object');
        expect(told(problems)).to.deep.equal([expected]);
      });
    }

    it('takes a mapping that names files', () => {
      const { read, problems } = project({
        'api.yaml':
          'openapi: 3.0.3\ns: { oneOf: [{ $ref: cat.yaml }, { $ref: ./dog.yaml }], discriminator: { propertyName: kind, mapping: { puss: ./cat.yaml } } }',
        'cat.yaml': 'properties: { kind: { type: string } }',
        'dog.yaml': 'properties: { kind: { type: string } }',
      });
      expect(read({ dialect: 'openapi-3.0' }, 'api.yaml', 's'))
        .to.have.property('discriminator')
        .that.deep.equals({
          propertyName: 'kind',
          mapping: {
            puss: 'file:///p/cat.yaml?as=openapi-3.0#',
            dog: 'file:///p/dog.yaml?as=openapi-3.0#',
          },
        });
      expect(told(problems)).to.deep.equal([]);
    });

    it('explains a mismatch by the value of the property', () => {
      const { read, library } = contract('openapi-3.0', union(', mapping: { cat: Cat, dog: Dog }', 'Cat', 'Dog'), PETS);
      const { check } = library.validator(read({ dialect: 'openapi-3.0' }, 'api.yaml', 's') ?? false);
      const say = (value: unknown): string[] => check(value).map(({ pointer, message }) => `${pointer} ${message}`);
      expect(say({ kind: 'cat', lives: 9 })).to.deep.equal([]);
      expect(say({ kind: 'cat', lives: 'nine' })).to.deep.equal(['/lives must be an integer']);
      expect(say({ kind: 'cow' })).to.deep.equal(['/kind must be one of "cat", "dog"']);
      expect(say({ lives: 9 })).to.deep.equal(['/kind is required: one of "cat", "dog"']);
    });

    it('knows the heirs of a base, at any distance, by the value that their base spells alike', () => {
      const { read } = contract(
        'swagger-2.0',
        '{ $ref: "#/definitions/Pet" }',
        `definitions:
  Pet: { discriminator: kind, properties: { kind: { type: string, enum: [CAT, puppy] } } }
  Cat: { allOf: [{ $ref: "#/definitions/Pet" }] }
  Dog: { allOf: [{ $ref: "#/definitions/Pet" }] }
  Puppy: { allOf: [{ $ref: "#/definitions/Dog" }] }`,
      );
      expect(read({ dialect: 'swagger-2.0' }, 'api.yaml', 'definitions', 'Pet'))
        .to.have.property('discriminator')
        .that.deep.equals({
          propertyName: 'kind',
          mapping: {
            CAT: 'file:///p/api.yaml?as=swagger-2.0#/definitions/Cat',
            puppy: 'file:///p/api.yaml?as=swagger-2.0#/definitions/Puppy',
          },
        });
    });

    it('opens the loop of a base that lists its heirs', () => {
      const { read, library, problems } = contract(
        'openapi-3.0',
        '{ $ref: "#/components/schemas/Pet" }',
        `components:
  schemas:
    Pet:
      required: [kind]
      properties: { kind: { type: string }, name: { type: string } }
      discriminator: { propertyName: kind }
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { required: [lives] }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }] }`,
      );
      for (const key of [['s'], ['components', 'schemas', 'Cat']]) {
        const { check } = library.validator(read({ dialect: 'openapi-3.0' }, 'api.yaml', ...key) ?? false);
        expect(check({ kind: 'Cat', lives: 9 })).to.deep.equal([]);
        expect(check({ kind: 'Cat', name: 5 }).map(({ pointer }) => pointer)).to.have.members(['/name', '/lives']);
      }
      expect(told(problems)).to.deep.equal([]);
    });
  });

  it('reads schemas that contain each other in a time that grows with their number only', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `N${index}`);
    const schemas = names.map(
      (name, index) =>
        `  ${name}: { properties: { next: { $ref: "#/parts/N${(index + 1) % 2000}" }, all: { type: array, items: { $ref: "#/parts/N0" } } } }`,
    );
    const { read, problems } = contract('openapi-3.0', '{ $ref: "#/parts/N0" }', `parts:\n${schemas.join('\n')}`);
    const start = performance.now();
    for (const name of names) expect(read({ dialect: 'openapi-3.0' }, 'api.yaml', 'parts', name)).to.be.an('object');
    expect(performance.now() - start).to.be.below(8000);
    expect(problems).to.deep.equal([]);
  });
});
