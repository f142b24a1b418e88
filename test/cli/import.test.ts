import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { type RunOptions, run as runIn, useFolder } from './fake-terminal.ts';

const CONTRACT = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /goods:
    get:
      tags: [ goods ]
      callbacks: { sold: {} }
      responses: { 200: { description: OK, content: { application/json: { example: [ 1 ] } } } }
`;
const GOODS = `# goods of Shop
# Written from shop.yaml, version 1.0.0.

tags: [ goods ]
envelope: none

routes:
  GET /goods:
    body: [ 1 ]
`;
const LOSSES = `Not carried over, or not as it was (1):

1 × callbacks: a mock answers requests and sends none
  shop.yaml:7:20  sold of GET /goods
`;

describe('main', () => {
  const folder = useFolder();
  const run = (argv: readonly string[], options: Partial<RunOptions> = {}) =>
    runIn(['import', 'openapi', ...argv], { cwd: folder(), ...options });

  describe('of import openapi', () => {
    it('writes the files, tells them and what is lost, and ends with 0', async () => {
      const cwd = folder({ 'shop.yaml': CONTRACT });
      expect(await run(['shop.yaml', '-o', 'mocks/shop'])).to.deep.equal({
        code: 0,
        out: `created mocks/shop/goods.yaml\n\n1 file with 1 route written.\n${LOSSES}`,
        err: '',
      });
      expect(readFileSync(join(cwd, 'mocks/shop/goods.yaml'), 'utf8')).to.equal(GOODS);
      expect((await runIn(['check', 'mocks'], { cwd })).out).to.equal('no problems in 1 file with 1 route\n');
    });

    it('prints instead of writing when it is dry', async () => {
      const cwd = folder({ 'shop.yaml': CONTRACT });
      const { code, out } = await run(['shop.yaml', '-o', 'mocks', '--dry-run']);
      expect({ code, out }).to.deep.equal({
        code: 0,
        out: `# mocks/goods.yaml\n${GOODS}\n1 file with 1 route would be written.\n${LOSSES}`,
      });
      expect(existsSync(join(cwd, 'mocks'))).to.equal(false);
    });

    it('tells programs everything as JSON', async () => {
      folder({ 'shop.yaml': CONTRACT });
      const { code, out } = await run(['shop.yaml', '-o', 'mocks', '--format', 'json', '--dry-run']);
      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.deep.equal({
        files: [{ path: 'mocks/goods.yaml', text: GOODS }],
        routes: 1,
        losses: [
          {
            kind: 'callback',
            what: 'sold of GET /goods',
            why: 'a mock answers requests and sends none',
            file: 'shop.yaml',
            line: 7,
            column: 20,
            pointer: '/paths/~1goods/get/callbacks/sold',
          },
        ],
      });
    });

    it('never writes over a file unless it is forced to, and then nothing of it is left', async () => {
      const cwd = folder({ 'shop.yaml': CONTRACT, 'mocks/goods.yaml': 'mine' });
      const { code, out, err } = await run(['shop.yaml', '-o', 'mocks']);
      expect({ code, out }).to.deep.equal({ code: 2, out: '' });
      expect(err).to.include('nothing was written, since there is already').and.to.include('mocks/goods.yaml');
      expect(readFileSync(join(cwd, 'mocks/goods.yaml'), 'utf8')).to.equal('mine');
      expect((await run(['shop.yaml', '-o', 'mocks', '--force'])).code).to.equal(0);
      expect(readFileSync(join(cwd, 'mocks/goods.yaml'), 'utf8')).to.equal(GOODS);
      expect(readdirSync(join(cwd, 'mocks'))).to.deep.equal(['goods.yaml']);
    });

    it('leaves nothing behind where the files cannot be written', async () => {
      const cwd = folder({ 'shop.yaml': CONTRACT, mocks: 'a file' });
      const { code, err } = await run(['shop.yaml', '-o', 'mocks/x']);
      expect(code).to.equal(3);
      expect(err).to.include('the files cannot be written to "mocks/x": ');
      expect(readdirSync(cwd).sort()).to.deep.equal(['mocks', 'shop.yaml']);
    });

    it('follows $refs into other files', async () => {
      const cwd = folder({
        'shop.yaml': `openapi: 3.1.0\ninfo: {}\npaths: { /goods: { $ref: parts/goods.yaml } }\n`,
        'parts/goods.yaml':
          'get: { responses: { 200: { description: OK, content: { application/json: { schema: { $ref: item.json } } } } } }\n',
        'parts/item.json': '{ "type": "object", "properties": { "id": { "type": "integer" } } }',
      });
      expect((await run(['shop.yaml', '-o', 'out'])).code).to.equal(0);
      expect(readFileSync(join(cwd, 'out/routes.yaml'), 'utf8')).to.include(
        '200: { type: object, properties: { id: { type: integer } } }',
      );
    });

    it('names the schema of route files for editors where there is one', async () => {
      const cwd = folder({ 'shop.yaml': CONTRACT, 'schemas/mockapi.routes.schema.json': '{}' });
      await run(['shop.yaml', '-o', 'routes.d/shop']);
      expect(readFileSync(join(cwd, 'routes.d/shop/goods.yaml'), 'utf8').split('\n', 1)[0]).to.equal(
        '# yaml-language-server: $schema=../../schemas/mockapi.routes.schema.json',
      );
    });

    const wrong: readonly (readonly [what: string, argv: readonly string[], code: number, told: string])[] = [
      ['a file that is not there', ['none.yaml', '-o', 'x'], 2, 'there is no file "none.yaml"'],
      ['another kind of URL', ['ftp://a/b', '-o', 'x'], 2, '"ftp://a/b" is no file, and no http or https URL'],
      ['no folder', ['shop.yaml'], 2, "required option '-o, --output <dir>' not specified"],
      ['an empty folder', ['shop.yaml', '-o', ''], 2, 'It is empty.'],
      ['a route file', ['route.yaml', '-o', 'x'], 2, 'is no contract: it has no key "openapi" or "swagger"'],
      ['no YAML', ['broken.yaml', '-o', 'x'], 2, 'broken.yaml:1:'],
      ['an unknown version', ['old.yaml', '-o', 'x'], 2, 'old.yaml:1:10  error  wrong-value'],
      ['a contract without operations', ['empty.yaml', '-o', 'x'], 4, 'has no operation that can be served'],
      ['nobody there', ['http://127.0.0.1:9/x', '-o', 'x'], 3, 'http://127.0.0.1:9/x cannot be fetched: '],
    ];
    for (const [what, argv, code, told] of wrong) {
      it(`ends with ${code} for ${what}, and writes nothing`, async () => {
        const cwd = folder({
          'shop.yaml': CONTRACT,
          'route.yaml': 'routes: {}\n',
          'broken.yaml': 'openapi: [\n',
          'old.yaml': 'swagger: 1.2\n',
          'empty.yaml': 'openapi: 3.1.0\ninfo: {}\npaths: {}\n',
        });
        const ran = await run(argv);
        expect(ran.code).to.equal(code);
        expect(ran.err).to.include(told);
        expect(existsSync(join(cwd, 'x'))).to.equal(false);
      });
    }
  });

  describe('of import openapi from a URL', () => {
    let server: Server;
    let url = '';
    before((done) => {
      const parts: Readonly<Record<string, string>> = {
        '/api/shop.json': `{"openapi":"3.1.0","info":{"title":"Far"},"paths":{"/goods":{"get":{"responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"../parts/item.json"},"example":{"id":1}}}}}}}}}`,
        '/parts/item.json': '{"type":"object","properties":{"id":{"type":"integer"}}}',
        '/local.json': `{"openapi":"3.1.0","info":{},"paths":{"/a":{"$ref":"/etc/hostname"},"/b":{"$ref":"file:///etc/hostname"}}}`,
        '/page': '<!doctype html><p>no contract',
      };
      server = createServer((request, response) => {
        const { url: path = '' } = request;
        const loop = /^\/loop(\d+)$/.exec(path);
        if (loop) response.writeHead(302, { location: `/loop${Number(loop[1]) + 1}` }).end();
        else if (path === '/moved') response.writeHead(301, { location: 'api/shop.json' }).end();
        else if (path === '/odd') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
        else if (path === '/latin') response.end(Buffer.from([0x6f, 0xe9]));
        else if (path === '/endless') {
          response.on('error', () => {});
          const more = (): void => {
            while (!response.destroyed && response.write('x'.repeat(1024 * 1024)));
          };
          response.on('drain', more);
          more();
        } else response.writeHead(parts[path] === undefined ? 404 : 200).end(parts[path] ?? 'none');
      }).listen(0, '127.0.0.1', () => {
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        done();
      });
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it('follows redirects, and fetches what it refers to from the same host', async () => {
      const cwd = folder();
      const { code, err } = await run([`${url}/moved`, '-o', 'far']);
      expect({ code, err }).to.deep.equal({ code: 0, err: '' });
      expect(readFileSync(join(cwd, 'far/far.yaml'), 'utf8')).to.include(`# Written from ${url}/api/shop.json`);
      expect(readFileSync(join(cwd, 'far/far.yaml'), 'utf8')).to.include('properties: { id: { type: integer } }');
    });

    it('fetches nothing of another host unless it is told to', async () => {
      const other = url.replace('127.0.0.1', 'localhost');
      const ref = `$ref: "${other}/parts/item.json"`;
      const schema = `content: { application/json: { schema: { ${ref} } } }`;
      folder({
        'near.yaml': `openapi: 3.1.0\ninfo: {}\npaths: { /a: { get: { responses: { 200: { description: OK, ${schema} } } } } }\n`,
      });
      const near = await run(['near.yaml', '-o', 'x', '--dry-run']);
      expect(near.out).to.include(`"${other}/parts/item.json" is fetched only with --allow-remote-refs`);
      const far = await run(['near.yaml', '-o', 'x', '--dry-run', '--allow-remote-refs']);
      expect(far.out).to.include('200: { type: object, properties: { id: { type: integer } } }');
    });

    it('does not show a password that stands in the URL', async () => {
      const { code, err } = await run([`${url.replace('//', '//me:pass@')}/api/shop.json`, '-o', 'x']);
      expect(code).to.equal(3);
      expect(err).to.include('a URL with a name or a password in it is not fetched').and.to.not.include('pass@');
    });

    for (const [what, source] of [
      ['a name alone', 'http://tok3n@127.0.0.1:9/x'],
      ['what is no URL', 'http://tok3n:tok3n@127.0.0.1:99999/x'],
      ['another kind of URL', 'ftp://tok3n:tok3n@127.0.0.1/x'],
    ] as const) {
      it(`refuses credentials without showing them: ${what}`, async () => {
        const cwd = folder();
        const { code, err } = await run([source, '-o', 'x']);
        expect(code).to.equal(3);
        expect(err).to.include('a URL with a name or a password in it is not fetched: download the contract');
        expect(err).to.not.include('tok3n');
        expect(existsSync(join(cwd, 'x'))).to.equal(false);
      });
    }

    it('reads nothing of the disk for it', async () => {
      const { code, err } = await run([`${url}/local.json`, '-o', 'x']);
      expect(code).to.equal(4);
      expect(err).to.include('has no operation');
    });

    const wrong: readonly (readonly [path: string, code: number, told: string])[] = [
      ['/none', 3, 'cannot be fetched: the answer is 404'],
      ['/page', 2, 'error'],
      ['/loop1', 3, 'more than 5 redirects'],
      ['/odd', 3, 'it redirects to "file:'],
      ['/latin', 3, 'it is not UTF-8'],
      ['/endless', 3, 'it is larger than 16MB'],
    ];
    for (const [path, code, told] of wrong) {
      it(`ends with ${code} for ${path}`, async () => {
        const ran = await run([`${url}${path}`, '-o', 'x']);
        expect(ran.code).to.equal(code);
        expect(ran.err).to.include(told);
      });
    }
  });
});
