import { expect } from 'chai';
import { pagePlan } from '../../../src/serve/docs/page.ts';
import { SWAGGER_PAGE } from '../../../src/serve/docs/swagger-page.ts';

describe('pagePlan', () => {
  it('says how the page is built where its files are missing', () => {
    const places = { title: 'a', path: '/docs', document: '/openapi.json' };
    expect(pagePlan(SWAGGER_PAGE, places, { req: { headers: {} }, isBuilt: false })).to.deep.equal({
      kind: 'send',
      status: 503,
      headers: ['content-type', 'text/plain; charset=utf-8', 'cache-control', 'no-store'],
      delayMs: 0,
      body: 'The pages of the docs are not built: run "npm run build" where mockapi is. The document is at /openapi.json.\n',
    });
  });
});
