import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { RouteDescription } from '../../../src/compile/describe/route-description.ts';
import { openApiDocument } from '../../../src/convert/openapi/document.ts';
import { printYaml } from '../../../src/convert/yaml.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { pointerKeys } from '../../../src/core/pointer.ts';
import { snapshotOf, told, useProject } from '../../compile/support.ts';
import { lessons } from './lessons.ts';
import { ODD, randomProject } from './odd-project.ts';
import { complaints, operationsOf } from './support.ts';

describe('openApiDocument', () => {
  const project = useProject();
  const documentOf = (files: Readonly<Record<string, string>>): JsonObject => {
    project.write(files);
    return openApiDocument(snapshotOf(project.compile()));
  };
  const at = (document: JsonObject, place: string): Json | undefined => {
    let found: Json | undefined = document;
    for (const key of pointerKeys(place))
      found = isJsonObject(found) ? found[key] : (found as Json[] | undefined)?.[Number(key)];
    return found;
  };

  it('is valid for all lessons, and so are its references and examples', async () => {
    const document = openApiDocument(lessons());
    expect(await complaints(document)).to.deep.equal([]);
    expect(operationsOf(document).length).to.be.greaterThan(70);
  });

  it('is valid for a project that is odd in every way', async () => {
    project.write(ODD);
    const made = project.compile();
    expect(told(made).filter((problem) => !problem.includes('doubtful-name'))).to.deep.equal([]);
    expect(await complaints(openApiDocument(snapshotOf(made)))).to.deep.equal([]);
  });

  for (const seed of [1, 2]) {
    it(`is valid for the random project ${seed}`, async () => {
      expect(await complaints(documentOf(randomProject(seed)))).to.deep.equal([]);
    });
  }

  it('is the same each time', () => {
    expect(JSON.stringify(documentOf(ODD))).to.equal(JSON.stringify(documentOf(ODD)));
  });

  it('prints a small file as the golden one', () => {
    const golden = 'test/convert/openapi/goods';
    project.write({ 'goods.yaml': readFileSync(`${golden}.yaml`, 'utf8') });
    const about = { url: 'https://api.example.com', title: 'Shop', version: '2.1.0', description: 'All of it.' };
    const printed = printYaml(openApiDocument(snapshotOf(project.compile()), about));
    if (process.env.UPDATE_GOLDEN) writeFileSync(`${golden}.openapi.yaml`, printed);
    expect(printed).to.equal(readFileSync(`${golden}.openapi.yaml`, 'utf8'));
  });

  it('names schemas after files and definitions, numbers those that collide, keeps what stands beside a $ref', () => {
    const document = documentOf(ODD);
    expect(Object.keys(at(document, '/components/schemas') as JsonObject)).to.include.members([
      'Node',
      'Node2',
      'label',
    ]);
    const schema = '/paths/~1def/get/responses/200/content/application~1json/schema/properties/data';
    expect(at(document, schema)).to.deep.equal({ $ref: '#/components/schemas/label', description: 'beside' });
    expect(at(document, '/components/schemas/Node/properties/children/items')).to.deep.equal({
      $ref: '#/components/schemas/Node',
    });
  });

  it('has one path for routes that call its parameter differently', () => {
    const document = documentOf(ODD);
    const names = ['get', 'post'].map((method) => at(document, `/paths/~1trees~1{id}/${method}/parameters/0/name`));
    expect(names).to.deep.equal(['id', 'id']);
    expect(at(document, '/paths/~1trees~1{tree}')).to.equal(undefined);
  });

  it('puts ANY under every method that has no route of its own', () => {
    const item = at(documentOf(ODD), '/paths/~1any') as JsonObject;
    expect(Object.keys(item)).to.deep.equal(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
    expect(Object.values(item).map((operation) => (operation as JsonObject).operationId)).to.deep.equal([
      'anyThing',
      'anyThing2',
      undefined,
      ...[3, 4, 5, 6, 7].map((count) => `anyThing${count}`),
    ]);
  });

  it('says which routes OpenAPI has no place for, and where the channels are', () => {
    const document = documentOf({ ...ODD, 'ws.yaml': 'channels:\n  /ws/{room}/{user}: { preset: chat }\n' });
    const words = String(at(document, '/info/description'));
    expect(words).to.include('`PURGE /cache` (a.yaml:');
    expect(words).to.include('`GET /rest/{name}`');
    expect(words).to.include('The WebSocket side (1 channel)');
  });

  it('shows the id of such a route as it is', () => {
    const document = documentOf({ 'a.yaml': 'routes:\n  PURGE /a`b: { data: 1 }\n' });
    expect(at(document, '/info/description')).to.include('- ``PURGE /a`b`` (a.yaml:2');
  });

  it('prints what only a description knows: its own id, security, references out of it', () => {
    project.write({ 'a.yaml': 'routes:\n  GET /a: { data: 1 }\n  GET /b: { data: 1 }\n' });
    const snapshot = snapshotOf(project.compile());
    const routes = snapshot.routes.map((route, index) => ({
      ...route,
      describe: (): RouteDescription => ({
        parameters: [],
        bodies: [],
        isBodyRequired: false,
        responses: [
          {
            status: '4XX',
            description: 'No.',
            headers: [],
            contents: [{ mediaType: 'text/plain', schema: { $ref: 'file:///x.yaml?response#/a/Pet' }, examples: [] }],
          },
        ],
        operationId: 'own',
        security: [{ key: [] }, {}],
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: `x-${index}` } },
        lookup: () => ({
          oneOf: [true],
          discriminator: { propertyName: 'kind', mapping: { a: 'file:///x.yaml?response#/a/Pet' } },
          properties: { $ref: { const: { $ref: 'kept' } } },
        }),
      }),
    }));
    const document = openApiDocument({ ...snapshot, routes });
    const operation = (id: string, key: string): Json => ({
      operationId: id,
      responses: {
        '4XX': { description: 'No.', content: { 'text/plain': { schema: { $ref: '#/components/schemas/Pet' } } } },
      },
      security: [{ [key]: [] }, {}],
    });
    expect(at(document, '/paths/~1a/get')).to.deep.include(operation('own', 'key') as JsonObject);
    expect(at(document, '/paths/~1b/get')).to.deep.include(operation('own2', 'key2') as JsonObject);
    expect(at(document, '/components')).to.deep.equal({
      schemas: {
        Pet: {
          oneOf: [true],
          discriminator: { propertyName: 'kind', mapping: { a: '#/components/schemas/Pet' } },
          properties: { $ref: { const: { $ref: 'kept' } } },
        },
      },
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'x-0' },
        key2: { type: 'apiKey', in: 'header', name: 'x-1' },
      },
    });
  });

  it('has the words of the contract that is all that is served, and each of its schemas once', async () => {
    const document = documentOf({
      'api.yaml': `openapi: 3.1.0
info: { title: Pets, version: "7", description: All of them. }
tags: [{ name: pets, description: Who is there }]
paths:
  /pets:
    post:
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { 200: { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      example: { $ref: "#/components/examples/pet" }
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
`,
    });
    expect(await complaints(document)).to.deep.equal([]);
    expect(document.info).to.deep.equal({ title: 'Pets', version: '7', description: 'All of them.' });
    expect(document.tags).to.deep.equal([{ name: 'pets', description: 'Who is there' }]);
    expect(at(document, '/components/schemas')).to.deep.equal({
      Pet: {
        type: 'object',
        required: ['name', 'id'],
        properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
      },
    });
    expect(at(document, '/paths/~1pets/post/responses/default')).to.deep.equal({
      $ref: '#/components/responses/Problem',
    });
  });

  it('is a document without paths where there are no routes', async () => {
    const document = documentOf({ 'a.yaml': 'routes: {}' });
    expect(document).to.deep.equal({
      openapi: '3.1.1',
      info: { title: 'Mock API', version: '1.0.0' },
      servers: [{ url: '/' }],
      paths: {},
    });
    expect(await complaints(document)).to.deep.equal([]);
  });
});
