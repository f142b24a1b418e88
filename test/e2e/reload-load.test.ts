import autocannon from 'autocannon';
import { expect } from 'chai';
import { serveFiles } from '../serve/reload-project.ts';

const GOODS = 'routes.d/goods.yaml';
const good = (version: number): string =>
  `routes:\n  GET /goods/{id}:\n    params: { url: { id: integer } }\n    data: { id: "\${url.id}", version: ${version} }\n`;

describe('a load generator', () => {
  it('sees no failed request while a file is broken, mended, removed from under its defaults and put back', async function () {
    this.timeout(30_000);
    const project = await serveFiles(
      { [GOODS]: good(1), 'routes.d/_defaults.yaml': 'tags: [all]', 'mockapi.yaml': 'vars: { v: 1 }' },
      { watches: true },
    );
    const url = `http://127.0.0.1:${project.port}/goods/7`;
    let finish = (_result: autocannon.Result): void => {};
    const done = new Promise<autocannon.Result>((resolve) => {
      finish = resolve;
    });
    const load = autocannon({ url, connections: 20, duration: 60 }, (_error, result) => finish(result));
    const isLive = (version: number) => async (): Promise<boolean> =>
      JSON.stringify(await project.data('/goods/7')) === JSON.stringify({ id: 7, version });

    for (let version = 2; version <= 5; version++) {
      project.write(GOODS, 'routes:\n  GET /goods/{id}: { dta: 1 }\n');
      await project.report(({ found }) => found.length > 0);
      await project.until(async () => (await project.get('/goods/7')).headers['x-mockapi-stale'] === GOODS);
      project.write(GOODS, good(version));
      await project.until(isLive(version));
      project.write('routes.d/_defaults.yaml', `tags: [v${version}`);
      await project.until(async () => (await project.get('/goods/7')).headers['x-mockapi-stale'] === GOODS);
      project.write('routes.d/_defaults.yaml', `tags: [v${version}]`);
      project.write('mockapi.yaml', `vars: { v: ${version} }`);
      await project.until(isLive(version));
    }
    load.stop();
    const result = await done;
    await project.close();
    expect({ non2xx: result.non2xx, errors: result.errors, timeouts: result.timeouts }).to.deep.equal({
      non2xx: 0,
      errors: 0,
      timeouts: 0,
    });
    expect(result['2xx']).to.be.greaterThan(0);
  });
});
