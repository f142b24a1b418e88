import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { ENDPOINTS } from '../../src/console/endpoints/index.ts';
import { openApiDocument } from '../../src/console/openapi.ts';
import { isObject } from '../../src/core/json.ts';

describe('openApiDocument', () => {
  const document = openApiDocument(ENDPOINTS, '1.2.3');

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as Record<string, unknown>);
    expect({ valid, errors, version: validator.version }).to.deep.equal({
      valid: true,
      errors: undefined,
      version: '3.1',
    });
  });

  it('leads nowhere but to what is in it, and holds nothing that nobody leads to', () => {
    const text = JSON.stringify(document);
    const led = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
    const { components } = document;
    const schemas = isObject(components) && isObject(components.schemas) ? Object.keys(components.schemas) : [];
    expect([...led].sort()).to.deep.equal([...schemas].sort());
  });

  it('names every operation once, and every parameter of a path', () => {
    const ids = ENDPOINTS.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { path, pathParameters } of ENDPOINTS) {
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).to.deep.equal(Object.keys(pathParameters));
    }
  });

  it('tells no word that only our own checks read', () => {
    expect(JSON.stringify(document)).not.to.match(/"(says|expected)":"/);
  });

  it('changes nothing by GET', () => {
    expect(ENDPOINTS.filter(({ method, body }) => method === 'GET' && body.schema !== undefined)).to.deep.equal([]);
  });
});
