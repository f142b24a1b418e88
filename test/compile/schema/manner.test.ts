/** How a schema is read follows from the file it stands in and from who refers to it. */

import { expect } from 'chai';
import { dialectOf, mannerInside, mannerKey, STRICT, uriInManner } from '../../../src/compile/schema/manner.ts';
import type { Json } from '../../../src/core/json.ts';

describe('dialectOf', () => {
  const rows: readonly (readonly [root: Json, dialect: string | undefined])[] = [
    [{ openapi: '3.0.3' }, 'openapi-3.0'],
    [{ openapi: '3.0' }, 'openapi-3.0'],
    [{ openapi: 3 }, 'openapi-3.1'],
    [{ openapi: '3.1.0' }, 'openapi-3.1'],
    [{ openapi: 3.1 }, 'openapi-3.1'],
    [{ openapi: '3.2.0' }, 'openapi-3.1'],
    [{ swagger: '2.0' }, 'swagger-2.0'],
    [{ swagger: 2 }, 'swagger-2.0'],
    [{ openapi: null }, undefined],
    [{ openapi: { __proto__: null } }, undefined],
    [{ routes: {} }, undefined],
    [['openapi'], undefined],
    [null, undefined],
  ];
  for (const [root, dialect] of rows) {
    it(`is ${dialect} for ${JSON.stringify(root)}`, () => {
      expect(dialectOf(root)).to.equal(dialect);
    });
  }
});

describe('mannerInside', () => {
  const contract = { ...STRICT, dialect: 'openapi-3.0', direction: 'request', isLenient: true } as const;
  const rows: readonly (readonly [says: string, path: string, root: Json, referrer: typeof STRICT, key: string])[] = [
    ['a route file for itself', '/r.yaml', { routes: {} }, STRICT, ''],
    ['a schema file for a route file', '/a.schema.yaml', {}, STRICT, ''],
    ['a contract for a route file', '/api.yaml', { openapi: '3.1.0' }, STRICT, 'as=openapi-3.1'],
    ['a part of a contract', '/a.yaml', {}, contract, 'as=openapi-3.0&for=request'],
    ['a schema file for a contract', '/a.schema.yaml', {}, contract, 'as=json-schema&for=request'],
    ['an older contract for a newer one', '/b.yaml', { swagger: '2.0' }, contract, 'as=swagger-2.0&for=request'],
  ];
  for (const [says, path, root, referrer, key] of rows) {
    it(`reads ${says} as "${key}"`, () => {
      expect(mannerKey(mannerInside({ path, root, schema: {} }, referrer))).to.equal(key);
    });
  }

  const drafts: readonly (readonly [says: string, root: Json, schema: Json, draft: string])[] = [
    [
      'what the document names',
      { openapi: '3.1.0', jsonSchemaDialect: 'https://json-schema.org/draft/2019-09/schema' },
      {},
      '2019-09',
    ],
    [
      'the base dialect',
      { openapi: '3.1.0', jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base' },
      {},
      '2020-12',
    ],
    ['what the schema names', { openapi: '3.1.0' }, { $schema: 'http://json-schema.org/draft-04/schema#' }, 'draft-07'],
    [
      'nothing older in OpenAPI 3.0',
      { openapi: '3.0.0' },
      { $schema: 'http://json-schema.org/draft-07/schema' },
      '2020-12',
    ],
    ['the newest for one that nobody knows', { openapi: '3.1.0', jsonSchemaDialect: 'x' }, {}, '2020-12'],
  ];
  for (const [says, root, schema, draft] of drafts) {
    it(`takes ${says} as the draft`, () => {
      expect(mannerInside({ path: '/a.yaml', root, schema }, contract).draft).to.equal(draft);
    });
  }
});

describe('uriInManner', () => {
  it('puts the manner before the fragment, and leaves strict URIs as they are', () => {
    const lenient = { ...STRICT, isLenient: true };
    expect(uriInManner('file:///a.yaml#/b', lenient)).to.equal('file:///a.yaml?as=json-schema#/b');
    expect(uriInManner('file:///a.yaml', lenient)).to.equal('file:///a.yaml?as=json-schema');
    expect(uriInManner('file:///a.yaml#/b', STRICT)).to.equal('file:///a.yaml#/b');
  });
});
