import { expect } from 'chai';
import type { SendPlan } from '../../../src/core/plan.ts';
import { createPage } from '../../../src/serve/docs/page.ts';
import { SWAGGER_PAGE } from '../../../src/serve/docs/swagger-page.ts';

describe('createPage', () => {
  const places = { title: 'a', path: '/docs', document: '/openapi.json' };

  it('makes the page once, and says to each client whether it has it', () => {
    let made = 0;
    const answer = createPage(
      {
        ...SWAGGER_PAGE,
        get allows() {
          made++;
          return SWAGGER_PAGE.allows;
        },
      },
      places,
    );
    const ask = (headers = {}) => answer({ req: { headers }, isBuilt: true }) as SendPlan;
    const first = ask();
    const { body, headers } = ask();
    expect(body).to.equal(first.body).and.to.be.instanceOf(Buffer);
    expect(headers).to.include('content-security-policy');
    expect(ask({ 'if-none-match': headers[headers.indexOf('etag') + 1] }).status).to.equal(304);
    expect([first.status, made]).to.deep.equal([200, 1]);
  });

  it('says how the page is built where its files are missing', () => {
    expect(createPage(SWAGGER_PAGE, places)({ req: { headers: {} }, isBuilt: false })).to.deep.equal({
      kind: 'send',
      status: 503,
      headers: ['content-type', 'text/plain; charset=utf-8', 'cache-control', 'no-store'],
      delayMs: 0,
      body: 'The pages of the docs are not built: run "npm run build" where mockapi is. The document is at /openapi.json.\n',
    });
  });
});
