import { expect } from 'chai';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { documentOf } from '../../../spec/support.ts';
import { imported, lost } from '../support.ts';

type Version = '2.0' | '3.0.3' | '3.1.0';

interface Row {
  readonly what: string;
  readonly version?: Version;
  readonly schema: Json;
  readonly others?: JsonObject;
  readonly becomes: Json;
  readonly losses?: readonly string[];
}

const ROWS: readonly Row[] = [
  { what: 'nullable as a type', schema: { type: 'string', nullable: true }, becomes: { type: ['string', 'null'] } },
  {
    what: 'nullable beside enum',
    schema: { type: 'string', enum: ['a'], nullable: true },
    becomes: { type: ['string', 'null'], enum: ['a', null] },
  },
  {
    what: 'nullable around a composition',
    schema: { description: 'x', allOf: [{ type: 'string' }], nullable: true },
    becomes: { description: 'x', anyOf: [{ allOf: [{ type: 'string' }] }, { type: 'null' }] },
  },
  {
    what: 'x-nullable of 2.0',
    version: '2.0',
    schema: { type: 'string', 'x-nullable': true },
    becomes: { type: ['string', 'null'] },
  },
  {
    what: 'exclusive limits that are switches',
    schema: { type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
    becomes: { type: 'integer', exclusiveMinimum: 1, maximum: 9 },
  },
  { what: 'example', schema: { type: 'integer', example: 5 }, becomes: { type: 'integer', examples: [5] } },
  {
    what: 'keywords that mean nothing',
    schema: { type: 'integer', minLength: 1, format: 'int23', required: true, foo: 1, 'x-a': 1, xml: {} },
    becomes: { type: 'integer' },
    losses: [
      'extension x-a',
      'format "int23"',
      'keyword "foo"',
      'keyword "minLength" says nothing about integer',
      'keyword "required" is no list of names',
      'xml how the value looks in XML',
    ],
  },
  {
    what: 'patterns that RE2 does not take',
    schema: { type: 'string', pattern: '(?=x)', minLength: 2 },
    becomes: { type: 'string', minLength: 2 },
    losses: ['pattern "(?=x)": invalid or unsupported Perl syntax: `(?=`'],
  },
  {
    what: 'types that do not exist',
    schema: { type: 'object', properties: { a: { type: 'any', minimum: 1 }, b: { type: ['string', 'date'] } } },
    becomes: { type: 'object', properties: { a: { minimum: 1 }, b: { type: 'string' } } },
    losses: ['keyword there is no type "any"', 'keyword there is no type "date"'],
  },
  {
    what: 'what stands beside a $ref in 3.0',
    schema: { type: 'object', properties: { a: { $ref: '#/components/schemas/Id', minimum: 5, description: 'own' } } },
    others: { Id: { type: 'integer' } },
    becomes: { type: 'object', properties: { a: { type: 'integer', description: 'own' } } },
    losses: ['keyword "minimum" beside a "$ref" has no effect'],
  },
  {
    what: 'what stands beside a $ref in 3.1',
    version: '3.1.0',
    schema: { type: 'object', properties: { a: { $ref: '#/components/schemas/Id', minimum: 5 } } },
    others: { Id: { type: 'integer' } },
    becomes: { type: 'object', properties: { a: { minimum: 5, allOf: [{ type: 'integer' }] } } },
  },
  {
    what: 'lists of items',
    version: '3.1.0',
    schema: { type: 'array', items: [{ type: 'string' }], additionalItems: false },
    becomes: { type: 'array', prefixItems: [{ type: 'string' }], items: false },
  },
  {
    what: 'dependencies',
    version: '3.1.0',
    schema: { type: 'object', dependencies: { a: ['b'], c: { required: ['d'] } } },
    becomes: { type: 'object', dependentRequired: { a: ['b'] }, dependentSchemas: { c: { required: ['d'] } } },
  },
  {
    what: 'a discriminator as constants',
    schema: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { hound: '#/components/schemas/Dog' } },
    },
    others: {
      Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
      Dog: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    },
    becomes: {
      oneOf: [
        { type: 'object', required: ['kind'], properties: { kind: { type: 'string', const: 'Cat' } } },
        { type: 'object', required: ['kind'], properties: { kind: { type: 'string', const: 'hound' } } },
      ],
    },
  },
  {
    what: 'a discriminator that constants cannot say',
    schema: { type: 'object', discriminator: { propertyName: 'kind' } },
    becomes: { type: 'object' },
    losses: ['discriminator "kind" would choose among the schemas that build upon this one'],
  },
  {
    what: 'writeOnly members, which answers do not promise',
    schema: { type: 'object', required: ['a', 'b'], properties: { a: { writeOnly: true }, b: { readOnly: true } } },
    becomes: { type: 'object', required: ['b'], properties: { a: { writeOnly: true }, b: { readOnly: true } } },
  },
  {
    what: 'examples that their schema does not allow',
    schema: { type: 'object', properties: { a: { type: 'integer', default: 'x', example: 'y' } } },
    becomes: { type: 'object', properties: { a: { type: 'integer' } } },
    losses: [
      'example GET /a response 200 properties a default: the default must be an integer',
      'example GET /a response 200 properties a examples 0: the example must be an integer',
    ],
  },
  {
    what: 'a $ref that leads nowhere',
    schema: { type: 'object', properties: { a: { $ref: '#/components/schemas/None' } } },
    others: { Some: { type: 'string' } },
    becomes: { type: 'object', properties: { a: true } },
    losses: ['ref there is no "#/components/schemas/None" in this file', 'unused schemas/Some'],
  },
  {
    what: 'hostile names as names',
    schema: { type: 'object', properties: { constructor: { type: 'string' }, '${a}': { type: 'integer' } } },
    becomes: { type: 'object', properties: { constructor: { type: 'string' }, '${a}': { type: 'integer' } } },
  },
];

describe('rewriteSchema', () => {
  for (const { what, version = '3.0.3', schema, others = {}, becomes, losses = [] } of ROWS) {
    it(`writes ${what}`, () => {
      const made = imported(contractOf(version, schema, others));
      expect(made.faults).to.deep.equal([]);
      const [first] = made.files;
      const { routes } = documentOf(first?.text ?? '').value as { readonly routes: Record<string, JsonObject> };
      const response = routes['GET /a']?.response as JsonObject;
      expect(response['200']).to.deep.equal(becomes);
      const told = lost(made).map((text) => text.replace(/ \d+ /, ' '));
      expect(told.sort()).to.deep.equal([...losses].sort());
    });
  }
});

function contractOf(version: Version, schema: Json, others: JsonObject): string {
  const isSwagger = version === '2.0';
  const response = isSwagger ? { schema } : { content: { 'application/json': { schema } } };
  return JSON.stringify(
    {
      ...(isSwagger ? { swagger: version } : { openapi: version }),
      info: { title: 't', version: '1' },
      paths: { '/a': { get: { responses: { 200: { description: 'ok', ...response } } } } },
      ...(isSwagger ? {} : { components: { schemas: others } }),
    },
    null,
    1,
  );
}
