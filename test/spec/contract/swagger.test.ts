import { expect } from 'chai';
import { onlyOperation, operationsOf } from './support.ts';

const operation = (text: string) => onlyOperation(text, 'swagger: "2.0"');

describe('readSwaggerParameters', () => {
  it('reads a parameter with its inline schema', () => {
    const { params } = operation(`paths:
  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, type: integer, minimum: 1 }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: pipes, description: Some }
        - { name: more, in: query, type: array, items: { type: string }, collectionFormat: multi }
        - { name: list, in: query, type: array, items: { type: string } }
      responses: { 200: { description: ok } }
`);
    expect(
      params.map(({ name, style, isExploded, schema, description }) => [
        name,
        style,
        isExploded,
        schema?.value,
        description,
      ]),
    ).to.deep.equal([
      ['id', 'simple', false, { type: 'integer', minimum: 1 }, undefined],
      ['tags', 'pipeDelimited', false, { type: 'array', items: { type: 'string' } }, 'Some'],
      ['more', 'form', true, { type: 'array', items: { type: 'string' } }, undefined],
      ['list', 'form', false, { type: 'array', items: { type: 'string' } }, undefined],
    ]);
  });

  it('reads the body for each media type that is consumed', () => {
    const { body } = operation(`consumes: [application/json, application/xml]
paths:
  /a:
    post:
      parameters: [{ name: body, in: body, required: true, schema: { $ref: "#/definitions/Pet" } }]
      responses: { 200: { description: ok } }
definitions: { Pet: { type: object } }
`);
    expect([body?.isRequired, body?.contents.map(({ mediaType, schema }) => [mediaType, schema?.value])]).to.deep.equal(
      [
        true,
        [
          ['application/json', { $ref: '#/definitions/Pet' }],
          ['application/xml', { $ref: '#/definitions/Pet' }],
        ],
      ],
    );
  });

  it('puts the fields of a form into one object', () => {
    const { body } = operation(`paths:
  /a:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - { name: title, in: formData, required: true, type: string, description: Its name }
        - { name: tags, in: formData, type: array, items: { type: string }, collectionFormat: csv }
      responses: { 200: { description: ok } }
`);
    const [only] = body?.contents ?? [];
    expect(only?.mediaType).to.equal('application/x-www-form-urlencoded');
    expect(only?.schema?.value).to.deep.equal({
      type: 'object',
      properties: {
        title: { type: 'string', description: 'Its name' },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['title'],
    });
    expect(only?.encoding.get('tags')?.isExploded).to.equal(false);
  });

  it('has a form with a file be multipart', () => {
    const { body } = operation(`paths:
  /a:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: photo, in: formData, type: file }]
      responses: { 200: { description: ok } }
`);
    expect(body?.contents.map(({ mediaType }) => mediaType)).to.deep.equal(['multipart/form-data']);
  });
});

describe('readSwaggerResponse', () => {
  it('reads schema and examples by media type', () => {
    const { responses } = operation(`paths:
  /a:
    get:
      produces: [application/json, text/csv]
      responses: { 200: { description: ok, schema: { type: array }, examples: { application/json: [1], text/plain: one } } }
`);
    expect(
      responses[0]?.contents.map(({ mediaType, schema, examples }) => [
        mediaType,
        schema?.value,
        examples.map(({ value }) => value),
      ]),
    ).to.deep.equal([
      ['application/json', { type: 'array' }, [[1]]],
      ['text/csv', { type: 'array' }, []],
      ['text/plain', { type: 'array' }, ['one']],
    ]);
  });

  it('takes an example without a media type for JSON', () => {
    const { responses } = operation(
      'paths:\n  /a:\n    get:\n      responses: { 200: { description: ok, examples: { id: 1, name: pen } } }\n',
    );
    expect(responses[0]?.contents.map(({ mediaType, examples }) => [mediaType, examples[0]?.value])).to.deep.equal([
      ['application/json', { id: 1, name: 'pen' }],
    ]);
  });
});

describe('basePath of Swagger 2.0', () => {
  it('begins every path', () => {
    const text =
      'swagger: "2.0"\ninfo: { title: T, version: "1" }\nhost: example.com\nbasePath: /v1/\npaths: { /a: { get: { responses: { 200: { description: ok } } } } }\n';
    expect([...operationsOf(text).keys()]).to.deep.equal(['GET /v1/a']);
  });
});
