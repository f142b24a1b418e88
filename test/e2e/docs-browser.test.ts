import { expect } from 'chai';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { buildAssets } from '../serve/docs/built-assets.ts';
import { TINY_PRINTERS } from '../serve/docs/tiny-printer.ts';
import { type ReloadProject, serveFiles } from '../serve/reload-project.ts';
import { launchBrowser } from './browser.ts';

const ROUTES = `
routes:
  GET /goods/{id}:
    summary: One goods item
    tags: [goods]
    params: { url: { id: integer }, query: { name: { type: string, required: true } } }
    data: { id: "\${url.id}", name: "\${query.name}" }
  POST /goods: { summary: A new one, tags: [goods], params: { body: { type: object } }, status: 201, data: "\${body}" }
`;

/** A page, and all that it did. */
interface Visit {
  readonly page: Page;
  /** Targets of what it asked for at the mock. */
  readonly requests: string[];
  /** Whatever it wanted from elsewhere. */
  readonly foreign: string[];
  /** What its console complained of. */
  readonly complaints: string[];
}

describe('the pages of the docs, in a browser', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let project: ReloadProject;
  let visit: Visit;

  before(async function () {
    browser = await launchBrowser();
    if (!browser) {
      console.log('      test skipped here: it needs Chromium (apt-get install chromium)');
      this.skip();
    }
    buildAssets();
  });
  afterEach(async () => {
    await visit?.page.close();
    await project?.close();
  });
  after(() => browser?.close());

  async function open(path: string, docs: object = { title: 'The shop' }): Promise<Visit> {
    project = await serveFiles({ 'routes.d/a.yaml': ROUTES }, { docs: TINY_PRINTERS, flags: { docs: { ...docs } } });
    const page = (await browser?.newPage()) as Page;
    const base = `http://localhost:${project.port}`;
    visit = { page, requests: [], foreign: [], complaints: [] };
    page.on('request', (request) => {
      const url = request.url();
      if (url.startsWith(`${base}/`)) visit.requests.push(url.slice(base.length));
      else if (!/^(data:|blob:http:\/\/localhost)/.test(url)) visit.foreign.push(url);
    });
    page.on('console', (message) => {
      if (message.type() !== 'log' && message.type() !== 'info') visit.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visit.complaints.push(error.message));
    await page.goto(base + path);
    return visit;
  }

  /** Resolves once the console complained so, or has before. */
  async function complained({ page, complaints }: Visit, pattern: RegExp): Promise<void> {
    if (complaints.some((text) => pattern.test(text))) return;
    await page.waitForEvent('console', { predicate: (message: ConsoleMessage) => pattern.test(message.text()) });
  }

  it('shows the operations in Swagger UI, and tries one out against the mock', async () => {
    const { page, requests, foreign, complaints } = await open('/docs');
    await page.getByRole('heading', { name: 'The shop' }).waitFor();
    expect(await page.locator('.opblock-summary-path').allTextContents()).to.deep.equal(['/goods/{id}', '/goods']);
    await page.getByText('One goods item').click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByPlaceholder('id').fill('7');
    await page.getByPlaceholder('name').fill('pen & ink');
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').textContent()).to.match(/^200/);
    expect(await answer.locator('.microlight, .highlight-code').first().textContent()).to.match(/"name": "pen & ink"/);
    expect(requests).to.include('/goods/7?name=pen%20%26%20ink');
    expect({ foreign, complaints }).to.deep.equal({ foreign: [], complaints: [] });
    const records = project.mock.reader.records({ test: () => true, limit: 9 });
    expect(records.map((record) => record.kind === 'request' && record.target)).to.deep.equal([
      '/goods/7?name=pen%20%26%20ink',
    ]);
  });

  it('sends the body that is typed', async () => {
    const { page, complaints } = await open('/docs');
    await page.getByText('A new one').click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.locator('textarea.body-param__text').fill('{"a": 5}');
    await page.getByRole('button', { name: 'Execute' }).click();
    const answer = page.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.textContent()).to.match(/201[\s\S]*"a": 5/);
    expect(complaints).to.deep.equal([]);
  });

  it('shows the operations in Redoc, whose search works too', async () => {
    const { page, requests, foreign, complaints } = await open('/redoc');
    await page.getByRole('heading', { name: 'The shop' }).waitFor();
    await page.getByRole('heading', { name: 'One goods item' }).waitFor();
    await page.getByPlaceholder('Search...').fill('goods item');
    await page.locator('[data-role="search:results"]').getByText('One goods item').waitFor();
    expect(requests.sort()).to.deep.equal(['/openapi.json', '/redoc', '/redoc/redoc.standalone.js', '/redoc/start.js']);
    expect({ foreign, complaints }).to.deep.equal({ foreign: [], complaints: [] });
  });

  for (const [path, name, summary] of [
    ['/_/docs', 'Swagger UI', '.opblock-summary-description'],
    ['/_/redoc', 'Redoc', 'h2'],
  ] as const) {
    it(`works where the setting moves ${name} to`, async () => {
      const { page, requests, foreign, complaints } = await open(path, { path: '/_/docs', title: 'Moved' });
      await page.getByRole('heading', { name: 'Moved' }).waitFor();
      await page.locator(summary, { hasText: 'One goods item' }).waitFor();
      expect(requests.every((target) => target.startsWith('/_/'))).to.equal(true);
      expect({ foreign, complaints }).to.deep.equal({ foreign: [], complaints: [] });
    });

    it(`lets no description fetch from elsewhere, or run, in ${name}`, async () => {
      const description = [
        '<script>window.hacked = 1</script>',
        'here <img src="x" onerror="window.hacked = 2"> there',
        '![far](http://127.0.0.1:9/far.png) [link](javascript:window.hacked=3)',
        'the end',
      ].join('\n\n');
      const { page, requests } = await open(path, { path: '/_/docs', title: 'T', description });
      await page.getByText('the end').waitFor();
      await page.locator(summary, { hasText: 'One goods item' }).waitFor();
      expect(await page.evaluate('window.hacked')).to.equal(undefined);
      await complained(visit, /far\.png.*Content Security Policy/);
      expect(requests).not.to.include('/far.png');
    });
  }
});
