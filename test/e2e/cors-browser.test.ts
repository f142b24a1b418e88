import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type MockProject, serveProject } from './mock-project.ts';

const ROUTES = `
routes:
  GET /plain: { headers: { x-answer: "42" }, data: hello }
  PUT /goods/{id}:
    params: { url: { id: integer }, body: { type: object }, header: { x-token: string } }
    cookies: { seen: "\${url.id}" }
    data: { id: "\${url.id}", token: '\${header["x-token"]}' }
  GET /cookie: { data: "\${cookie}" }
`;

/** What a page's own fetch gets, as the page sees it. */
interface Seen {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

describe('a front end on another port, in a browser', () => {
  let browser: Browser | undefined;
  let page: Page;
  let frontEnd: Server;
  let project: MockProject;

  before(async function () {
    this.timeout(30_000);
    browser = await launchBrowser();
    if (!browser) {
      console.log('      test skipped here: it needs Chromium (apt-get install chromium)');
      this.skip();
    }
    project = await serveProject({ 'routes.d/all.yaml': ROUTES, 'routes.d/mockapi.yaml': '' });
    frontEnd = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<title>front end</title>'),
    );
    await new Promise<void>((resolve) => frontEnd.listen(0, 'localhost', resolve));
    page = await browser.newPage();
    await page.goto(`http://localhost:${(frontEnd.address() as AddressInfo).port}/`);
  });

  after(async () => {
    await browser?.close();
    frontEnd?.close();
    await project?.close();
  });

  const ask = (path: string, init: RequestInit = {}): Promise<Seen> =>
    page.evaluate(
      async ([url, options]) => {
        const response = await fetch(url, options);
        return { status: response.status, body: await response.json(), headers: Object.fromEntries(response.headers) };
      },
      [`http://localhost:${project.port}${path}`, init] as const,
    );

  it('reads an answer and its headers', async () => {
    const { status, body, headers } = await ask('/plain');
    expect([status, body, headers['x-answer']]).to.deep.equal([
      200,
      { code: 200, message: 'success', data: 'hello' },
      '42',
    ]);
    expect(headers['x-mockapi-route']).to.match(/all\.yaml:3$/);
  });

  it('sends JSON, a header of its own and credentials after a preflight', async () => {
    const init = {
      method: 'PUT',
      credentials: 'include',
      headers: { 'content-type': 'application/json', 'x-token': 't-1' },
      body: '{}',
    } as const;
    const { body } = await ask('/goods/7', init);
    expect(body).to.deep.equal({ code: 200, message: 'success', data: { id: 7, token: 't-1' } });
    const { body: cookies } = await ask('/cookie', { credentials: 'include' });
    expect(cookies).to.have.property('data').that.deep.equals({ seen: '7' });
  });

  it('can read what was wrong: 404, 405 and 422', async () => {
    const statuses = [
      await ask('/nothing'),
      await ask('/plain', { method: 'DELETE' }),
      await ask('/goods/x', { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }),
    ];
    expect(statuses.map((seen) => seen.status)).to.deep.equal([404, 405, 422]);
  });

  it('reads nothing when cors is off', async () => {
    project.write('routes.d/mockapi.yaml', 'cors: off');
    await project.mock.reload();
    const failed = await ask('/plain').catch((error: unknown) => String(error));
    expect(failed).to.match(/Failed to fetch/);
  });
});
