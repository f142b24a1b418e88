import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { EXPORTERS } from '../../src/cli/exporters.ts';
import { type RunOptions, run as runIn, useFolder } from './fake-terminal.ts';

const GOOD = 'routes:\n  GET /goods/{id}: { params: { url: { id: integer } }, data: "${url.id}" }\n';
const BROKEN = 'routes:\n  GET /broken:\n    dta: 1\n';

describe('mockapi export', () => {
  const folder = useFolder();
  const run = (argv: readonly string[], options: Partial<RunOptions> = {}) =>
    runIn(['export', ...argv], { cwd: folder(), ...options });

  for (const { name } of EXPORTERS) {
    it(`has help with examples and exit codes for ${name}`, async () => {
      const { code, out } = await run([name, '--help']);
      expect(code).to.equal(0);
      expect(out.match(new RegExp(`^  mockapi export ${name}`, 'gm'))?.length).to.be.within(2, 5);
      expect(out).to.include('Exit codes: 0 ');
    });
  }

  it('lists its formats where none is named, and refuses one that there is not', async () => {
    const { code, err } = await run([]);
    expect(code).to.equal(2);
    expect(err).to.match(/^ {2}openapi /m);
    expect((await run(['opnapi'])).err).to.include('(Did you mean openapi?)');
  });

  describe('openapi', () => {
    it('prints YAML to standard output', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      const { code, out, err } = await run(['openapi']);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.match(/^openapi: 3\.1\.1\n/);
      expect(load(out)).to.deep.include({
        info: { title: 'Mock API', version: '1.0.0' },
        servers: [{ url: '/' }],
      });
    });

    for (const [what, words, info] of [
      ['the settings', [], { title: 'Shop', version: '2.1', description: 'All of it.' }],
      ['the command line first', ['--title', 'Mine'], { title: 'Mine', version: '2.1', description: 'All of it.' }],
    ] as const) {
      it(`says of the API what ${what} said, in every format`, async () => {
        folder({
          'mockapi.yaml': 'docs: { title: Shop, version: "2.1", description: All of it. }\n',
          'routes.d/a.yaml': `${GOOD}channels:\n  /ws/{room}/{user}: { preset: chat }\n`,
        });
        for (const { name } of EXPORTERS) {
          const { out } = await run([name, ...words]);
          const { info: printed } = load(out) as { readonly info: { readonly description: string } };
          const [description] = printed.description.split('\n');
          expect({ ...printed, description }, name).to.deep.equal(info);
        }
      });
    }

    it('prints JSON where it is asked for, with what is said of the API', async () => {
      folder({ 'shop/a.yaml': GOOD });
      const words = ['--title', 'Shop', '--api-version', '2', '--server', 'https://api.example.com'];
      const { code, out } = await run(['openapi', 'shop', '--format', 'json', ...words]);
      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.deep.include({
        info: { title: 'Shop', version: '2' },
        servers: [{ url: 'https://api.example.com' }],
      });
    });

    for (const [file, begins] of [
      ['docs/api.json', '{\n  "openapi"'],
      ['api.yml', 'openapi:'],
      ['api', 'openapi:'],
    ] as const) {
      it(`writes ${file} as its name says, and nothing else`, async () => {
        folder({ 'routes.d/a.yaml': GOOD });
        expect(await run(['openapi', '--output', file])).to.deep.equal({ code: 0, out: '', err: '' });
        expect(readFileSync(join(folder(), file), 'utf8')).to.satisfy((text: string) => text.startsWith(begins));
      });
    }

    it('does not export a project with errors, and leaves what it exported before', async () => {
      folder({ 'routes.d/a.yaml': GOOD, 'routes.d/b.yaml': BROKEN, 'api.yaml': 'before' });
      const { code, out, err } = await run(['openapi', '--output', 'api.yaml']);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.include('routes.d/b.yaml:3:5').and.include('did you mean "data"?');
      expect(readFileSync(join(folder(), 'api.yaml'), 'utf8')).to.equal('before');
    });

    it('says that there is no project, or nothing in it', async () => {
      const missing = await run(['openapi']);
      expect([missing.code, missing.out]).to.deep.equal([2, '']);
      expect(missing.err).to.include('mockapi init');
      folder({ 'routes.d/ws.yaml': 'channels:\n  /ws/{room}/{user}: { preset: chat }\n' });
      expect(await run(['openapi'])).to.deep.equal({ code: 4, out: '', err: 'there are no routes in ./routes.d\n' });
    });

    it('says when the file cannot be written', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      mkdirSync(join(folder(), 'taken'));
      writeFileSync(join(folder(), 'file'), '');
      const rows = [
        ['taken', 'there is a folder of this name'],
        ['file/api.yaml', 'a part of its path is a file'],
      ];
      for (const [file = '', why] of rows) {
        const { code, err } = await run(['openapi', '--output', file]);
        expect([code, err]).to.deep.equal([3, `error: the document "${file}" cannot be written: ${why}\n`]);
      }
      expect(existsSync(join(folder(), 'taken'))).to.equal(true);
    });

    it('refuses words that are none', async () => {
      expect((await run(['openapi', '--format', 'xml'])).code).to.equal(2);
      expect((await run(['openapi', '--title', ' '])).code).to.equal(2);
    });
  });
});
