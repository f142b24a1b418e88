/** Every mistake in a schema is told on its line, and resolved schemas are ready to use. */

import { expect } from 'chai';
import { createValidatorCache } from '../../../src/compile/schema/index.ts';
import { type Files, project, schemaOf, told } from './project.ts';

describe('createSchemaLibrary', () => {
  const mistakes: readonly (readonly [says: string, schema: string, ...expected: string[]])[] = [
    [
      'a mistyped keyword',
      '{ type: integer, minimun: 3 }',
      'x.yaml:1:21 unknown-key a JSON Schema has no keyword "minimun" — did you mean "minimum"?',
    ],
    [
      'a mistyped type',
      '{ type: intger }',
      'x.yaml:1:12 bad-schema there is no type "intger" — did you mean "integer"?',
    ],
    [
      'null without quotes',
      '{ type: [string, null] }',
      'x.yaml:1:21 bad-schema there is no type null — write "null" in quotes',
    ],
    [
      'a type that is there twice',
      '{ type: [string, string] }',
      'x.yaml:1:12 bad-schema "type" must be a type or a list of different types',
    ],
    [
      'OpenAPI 3.0',
      '{ type: string, nullable: true }',
      'x.yaml:1:20 unknown-key a JSON Schema has no keyword "nullable" — write the type as a list: type: [string, "null"]',
    ],
    ['a number in quotes', '{ type: number, minimum: "3" }', 'x.yaml:1:29 bad-schema "minimum" must be a number'],
    [
      'a negative length',
      '{ type: string, minLength: -1 }',
      'x.yaml:1:31 bad-schema "minLength" must be a whole number, 0 or more',
    ],
    [
      'a step of nothing',
      '{ type: number, multipleOf: 0 }',
      'x.yaml:1:32 bad-schema "multipleOf" must be a number above 0',
    ],
    [
      'draft-04',
      '{ type: number, minimum: 1, exclusiveMinimum: true }',
      'x.yaml:1:50 bad-schema "exclusiveMinimum" must be a number — write the limit itself, without "minimum"',
    ],
    [
      'required as a boolean',
      '{ type: object, properties: { a: { type: string, required: true } } }',
      'x.yaml:1:63 bad-schema "required" must be a list of names, each once — put the name into the "required" list of the schema around it',
    ],
    [
      'a bare type inside',
      '{ type: object, properties: { a: string } }',
      'x.yaml:1:37 bad-schema a schema is a map, true or false, not "string" — write { type: string }',
    ],
    [
      'an empty schema place',
      '{ type: array, items: null }',
      'x.yaml:1:26 bad-schema a schema is a map, true or false, not null',
    ],
    [
      'a list under items',
      '{ type: array, items: [{ type: string }] }',
      'x.yaml:1:26 bad-schema "items" must be one schema — a list of schemas is "prefixItems" in draft 2020-12',
    ],
    ['an empty union', '{ anyOf: [] }', 'x.yaml:1:13 bad-schema "anyOf" must be a list with at least one schema'],
    [
      'an unknown format',
      '{ type: string, format: emial }',
      'x.yaml:1:28 unknown-format there is no format "emial" — did you mean "email"?',
    ],
    [
      'look-ahead',
      "{ type: string, pattern: '^(?=a)b' }",
      'x.yaml:1:29 bad-pattern the pattern "^(?=a)b" is not in RE2 syntax: invalid or unsupported Perl syntax: `(?=`',
    ],
    [
      'a bad pattern as a name',
      "{ type: object, patternProperties: { '(': true } }",
      'x.yaml:1:41 bad-pattern the pattern "(" is not in RE2 syntax: missing closing ): `(`',
    ],
    [
      'a dynamic reference',
      '{ $dynamicRef: "#a" }',
      'x.yaml:1:6 unknown-key a JSON Schema has no keyword "$dynamicRef" — write "$ref"',
    ],
    [
      'an unknown draft',
      '{ $schema: http://json-schema.org/draft-04/schema# }',
      'x.yaml:1:15 bad-schema there is no draft "http://json-schema.org/draft-04/schema#" — draft 2020-12, 2019-09 and draft-07 are known; without "$schema" it is 2020-12',
    ],
    [
      'a keyword of a later draft',
      '{ $schema: http://json-schema.org/draft-07/schema#, type: array, prefixItems: [true] }',
      'x.yaml:1:69 unknown-key draft draft-07 has no keyword "prefixItems" — before draft 2020-12 it is a list under "items"',
    ],
    [
      'a default of another type',
      '{ type: integer, default: "10" }',
      'x.yaml:1:30 schema-mismatch the default must be an integer',
    ],
    [
      'a part of an example',
      '{ type: object, properties: { a: { maximum: 5 } }, example: { a: 6 } }',
      'x.yaml:1:69 schema-mismatch /a of the example must be at most 5',
    ],
    [
      'one of the examples',
      '{ type: string, maxLength: 2, examples: [ab, abc] }',
      'x.yaml:1:49 schema-mismatch the example must be at most 2 characters long',
    ],
    [
      'a keyword without effect',
      '{ type: integer, minLength: 3 }',
      'x.yaml:1:21 bad-schema (warning) "minLength" says nothing about an integer',
    ],
    [
      'an empty range',
      '{ type: integer, minimum: 5, maximum: 3 }',
      'x.yaml:1:21 bad-schema (warning) nothing is valid: "minimum" is 5, "maximum" only 3',
    ],
    [
      'then without if',
      '{ then: { type: string } }',
      'x.yaml:1:6 bad-schema (warning) "then" does nothing without "if"',
    ],
    [
      'all problems at once',
      '{ type: object, properties: { a: { tpye: string }, b: { type: string, pattern: "(" }, c: { $ref: "#/no" } } }',
      'x.yaml:1:39 unknown-key a JSON Schema has no keyword "tpye" — did you mean "type"?',
      'x.yaml:1:83 bad-pattern the pattern "(" is not in RE2 syntax: missing closing ): `(`',
      'x.yaml:1:101 unknown-ref there is no "#/no" in this file',
    ],
  ];
  for (const [says, schema, ...expected] of mistakes) {
    it(`tells ${says}`, () => {
      const { resolve, problems } = project({ 'x.yaml': `s: ${schema}` });
      const resolved = resolve('x.yaml', 's');
      expect(told(problems)).to.deep.equal(expected);
      // With a wrong default or example the schema itself can still be used.
      expect(resolved !== undefined).to.equal(expected.every((line) => /\(warning\)|schema-mismatch/.test(line)));
    });
  }

  const fine: readonly (readonly [says: string, schema: string])[] = [
    [
      'annotations',
      '{ title: T, description: d, examples: [1], example: 2, deprecated: true, readOnly: true, x-ours: 1, $comment: c }',
    ],
    ['booleans', '{ properties: { a: true, b: false } }'],
    [
      'names that every object has',
      '{ properties: { constructor: { type: string }, toString: true }, required: [constructor] }',
    ],
    [
      'a default that needs its own defaults',
      '{ default: {}, required: [a], properties: { a: { type: integer, default: 1 } } }',
    ],
    ['the meta-schema', '{ $ref: https://json-schema.org/draft/2020-12/schema }'],
  ];
  for (const [says, schema] of fine) {
    it(`takes ${says}`, () => {
      const { resolve, problems } = project({ 'x.yaml': `s: ${schema}` });
      expect(resolve('x.yaml', 's')).to.be.an('object');
      expect(told(problems)).to.deep.equal([]);
    });
  }

  const refs: readonly (readonly [says: string, files: Files, ...expected: string[]])[] = [
    [
      'a file that is spelled otherwise',
      { 'r.yaml': 's: { $ref: schemas/itm.schema.json }', 'schemas/item.schema.json': '{}' },
      'r.yaml:1:12 unknown-ref there is no file "schemas/itm.schema.json" — did you mean "schemas/item.schema.json"?',
    ],
    [
      'a file in another folder',
      { 'a/r.yaml': 's: { $ref: item.schema.json }', 'schemas/item.schema.json': '{}' },
      'a/r.yaml:1:12 unknown-ref there is no file "item.schema.json" — did you mean "../schemas/item.schema.json"?',
    ],
    [
      'a file that is broken',
      { 'r.yaml': 's: { $ref: b.schema.yaml }', 'b.schema.yaml': '{ a' },
      'b.schema.yaml:1:1',
      'r.yaml:1:12 unknown-ref the file "b.schema.yaml" has problems of its own — mend it first',
    ],
    [
      'a definition that is spelled otherwise',
      { 'r.yaml': 's: { $ref: "b.schema.yaml#/$defs/prise" }', 'b.schema.yaml': '$defs: { price: { type: number } }' },
      'r.yaml:1:12 unknown-ref there is no "#/$defs/prise" in "b.schema.yaml" — did you mean "b.schema.yaml#/$defs/price"?',
    ],
    [
      'a definition under the older name',
      {
        'r.yaml': 's: { $ref: "b.schema.yaml#/$defs/price" }',
        'b.schema.yaml': 'definitions: { price: { type: number } }',
      },
      'r.yaml:1:12 unknown-ref there is no "#/$defs/price" in "b.schema.yaml" — did you mean "b.schema.yaml#/definitions/price"?',
    ],
    [
      'what a file has instead',
      { 'r.yaml': 's: { $ref: "#/parts/zzz" }\nparts: { a: {}, b: {} }' },
      'r.yaml:1:12 unknown-ref there is no "#/parts/zzz" in this file — "#/parts" has "a", "b"',
    ],
    [
      'a path without its slash',
      { 'r.yaml': 's: { $ref: "#parts/a" }\nparts: { a: {} }' },
      'r.yaml:1:12 unknown-ref there is no "$anchor" named "parts/a" in this file — did you mean "#/parts/a"?',
    ],
    [
      'bad percent-encoding',
      { 'r.yaml': 's: { $ref: "#/%zz" }' },
      'r.yaml:1:12 unknown-ref the part after "#" of "#/%zz" is not valid percent-encoding',
    ],
    [
      'a remote schema',
      { 'r.yaml': 's: { $ref: https://example.com/a.json }' },
      'r.yaml:1:12 unknown-ref "https://example.com/a.json" is fetched only with --allow-remote-refs — start with that (createMockApi: allowRemoteRefs), or save it as a file and name that',
    ],
    [
      'another scheme',
      { 'r.yaml': 's: { $ref: "ftp://example.com/a.json" }' },
      'r.yaml:1:12 unknown-ref "ftp://example.com/a.json" is not fetched: only http and https are — save it as a file and name that',
    ],
    [
      'no URL at all',
      { 'r.yaml': 's: { $ref: "http://[x/a.json" }' },
      'r.yaml:1:12 unknown-ref "http://[x/a.json" is no place that a document from the network can name',
    ],
    [
      'the whole route file',
      { 'r.yaml': 's: { $ref: "#" }' },
      'r.yaml:1:12 unknown-ref "#" is this whole file, which is no schema — name the place of the schema: "#/s"',
    ],
    [
      'a target that is no schema',
      { 'r.yaml': 's: { $ref: "#/name" }\nname: pen' },
      'r.yaml:2:7 bad-schema a schema is a map, true or false, not "pen"',
    ],
    [
      'a loop without anything in between',
      { 'r.yaml': 's: { $ref: "#/a" }\na: { $ref: "#/b" }\nb: { allOf: [{ $ref: "#/a" }] }' },
      'r.yaml:3:22 bad-schema this "$ref" leads back to itself with nothing in between — a schema may contain itself only below "properties", "items" and the like',
    ],
    [
      'what is wrong in the file that is referred to',
      {
        'r.yaml': 's: { $ref: "b.schema.yaml#/$defs/a" }',
        'b.schema.yaml': '$defs:\n  a: { type: strin }\n  b: { minimun: 1 }',
      },
      'b.schema.yaml:2:14 bad-schema there is no type "strin" — did you mean "string"?',
      'b.schema.yaml:3:8 unknown-key a JSON Schema has no keyword "minimun" — did you mean "minimum"?',
    ],
  ];
  for (const [says, files, ...expected] of refs) {
    it(`tells ${says}`, () => {
      const { resolve, problems } = project(files);
      const [first = ''] = Object.keys(files);
      expect(resolve(first, 's')).to.equal(undefined);
      const lines = told(problems);
      expect(lines).to.have.lengthOf(expected.length);
      for (const [index, line] of lines.entries())
        expect(line.slice(0, expected[index]?.length)).to.equal(expected[index]);
    });
  }

  it('tells each referrer of a shared schema what is wrong with it, and gives none of them a schema', () => {
    const routes = Array.from({ length: 50 }, (_, index) => `s${index}: { $ref: b.schema.yaml }`).join('\n');
    const { resolve, problems } = project({ 'r.yaml': routes, 'b.schema.yaml': 'tpye: string' });
    const resolved = Array.from({ length: 50 }, (_, index) => resolve('r.yaml', `s${index}`));
    expect(resolved).to.deep.equal(Array.from({ length: 50 }, () => undefined));
    expect(new Set(told(problems)).size).to.equal(1);
    expect(problems).to.have.lengthOf(50);
  });

  it('rewrites references to absolute ones, from the file where they are written whatever its $id', () => {
    const { resolve, library, problems } = project({
      'routes/r.yaml': 's: { $ref: ../b.schema.json }',
      'b.schema.json':
        '{ "$id": "https://example.com/far/b", "properties": { "c": { "$ref": "sub/c.schema.json#thing" }, "me": { "$ref": "#" } } }',
      'sub/c.schema.json': '{ "$defs": { "t": { "$anchor": "thing", "type": "integer" } } }',
    });
    const resolved = resolve('routes/r.yaml', 's');
    expect(told(problems)).to.deep.equal([]);
    expect(resolved).to.deep.equal({ $ref: 'file:///p/b.schema.json#' });
    expect(library.lookup('file:///p/b.schema.json#')).to.deep.equal({
      properties: { c: { $ref: 'file:///p/sub/c.schema.json#/$defs/t' }, me: { $ref: 'file:///p/b.schema.json#' } },
    });
    expect(library.lookup('file:///p/sub/c.schema.json#/$defs/t')).to.deep.equal({ type: 'integer' });
    expect([...library.usedFiles].sort()).to.deep.equal(['/p/b.schema.json', '/p/sub/c.schema.json']);
    expect([...library.filesOf(resolved ?? true)].sort()).to.deep.equal(['/p/b.schema.json', '/p/sub/c.schema.json']);
  });

  it('counts a file that does not exist among the used ones, so that its coming is noticed', () => {
    const { resolve, library } = project({ 'r.yaml': 's: { $ref: none.schema.json }' });
    resolve('r.yaml', 's');
    expect([...library.usedFiles]).to.deep.equal(['/p/none.schema.json']);
  });

  it('finds a schema by its absolute $id inside the same file', () => {
    const { resolve, problems } = project({
      'b.schema.yaml': '$ref: https://example.com/t\n$defs: { t: { $id: https://example.com/t, type: integer } }',
    });
    expect(resolve('b.schema.yaml')).to.deep.equal({ $ref: 'file:///p/b.schema.yaml#/$defs/t' });
    expect(problems).to.deep.equal([]);
  });

  const drafts: readonly (readonly [says: string, text: string, expected: unknown])[] = [
    [
      'a list under items',
      'items: [{ type: string }]\nadditionalItems: false',
      { prefixItems: [{ type: 'string' }], items: false },
    ],
    [
      'additionalItems without a list',
      'items: { type: string }\nadditionalItems: false',
      { items: { type: 'string' } },
    ],
    [
      'dependencies',
      'dependencies: { a: [b], c: { required: [d] } }',
      { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
    ],
    [
      'definitions',
      'definitions: { a: { type: string } }\nproperties: { a: { $ref: "#/definitions/a" } }',
      { properties: { a: { $ref: 'file:///p/x.schema.yaml#/definitions/a' } } },
    ],
  ];
  for (const [says, text, expected] of drafts) {
    it(`reads ${says} of draft-07 as what it is in 2020-12`, () => {
      expect(schemaOf(`$schema: http://json-schema.org/draft-07/schema#\n${text}`).schema).to.deep.equal(expected);
    });
  }

  it('lets a schema of one draft refer to a schema of another', () => {
    const { resolve, library, problems } = project({
      'r.yaml': 's: { type: object, properties: { pair: { $ref: old.schema.yaml } } }',
      'old.schema.yaml':
        '$schema: http://json-schema.org/draft-07/schema#\nitems: [{ type: string }, { type: integer }]\nadditionalItems: false',
    });
    const validator = library.validator(resolve('r.yaml', 's') ?? false);
    expect(problems).to.deep.equal([]);
    expect(validator.check({ pair: ['a', 1] })).to.deep.equal([]);
    expect(validator.check({ pair: ['a', 1, 2] }).map(({ pointer }) => pointer)).to.deep.equal(['/pair/2']);
  });

  it('generates code once for equal schemas, over reloads too, and again when something behind a reference changed', () => {
    const cache = createValidatorCache();
    const load = (item: string): void => {
      const { resolve, library } = project(
        {
          'r.yaml': 'a: { $ref: i.schema.yaml }\nb: { $ref: i.schema.yaml, description: the same }',
          'i.schema.yaml': item,
        },
        cache,
      );
      for (const key of ['a', 'b']) {
        const validator = library.validator(resolve('r.yaml', key) ?? false);
        for (let use = 0; use < 9; use++) validator.check({});
      }
    };
    const counts = ['type: object', 'type: object', 'type: object\ntitle: only words', 'type: array'].map((item) => {
      load(item);
      return cache.generated;
    });
    expect(counts).to.deep.equal([2, 2, 2, 4]);
  });

  it('generates no code for a schema that sees only a few values, and says the same of them', () => {
    const cache = createValidatorCache();
    const { resolve, library } = project({ 'r.yaml': 's: { type: integer, minimum: 2 }' }, cache);
    const validator = library.validator(resolve('r.yaml', 's') ?? false);
    const verdictsOf = (uses: number) =>
      Array.from({ length: uses }, (_, use) => validator.check(use % 4).map(({ keyword }) => keyword));
    const ofFour = [['minimum'], ['minimum'], [], []];
    expect(verdictsOf(8)).to.deep.equal([...ofFour, ...ofFour]);
    expect(cache.generated).to.equal(0);
    expect(verdictsOf(4)).to.deep.equal(ofFour);
    expect(cache.generated).to.equal(1);
    library.validator({ type: 'string' }).check('a');
    expect(cache.generated).to.equal(1);
  });
});
