/** `$ref`s to URLs: fetched before a project is compiled, told on their line where that fails, fetched again when asked for. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createCompiler } from '../../src/compile/project.ts';
import { SpecError } from '../../src/core/errors.ts';
import type { Problem } from '../../src/core/problem.ts';
import { createRemoteMock, type Mock } from '../../src/serve/mock.ts';
import { createRemoteDocuments, loadWithRemote, type RemoteDocuments } from '../../src/serve/remote-documents.ts';
import { createLoader } from '../../src/spec/load.ts';
import { brief } from '../spec/support.ts';
import { useRemoteServer } from './remote-server.ts';

describe('createRemoteDocuments', () => {
  const server = useRemoteServer();

  it('fetches each document once, also when it is asked for twice at the same time', async () => {
    server.pages.set('/a.yaml', 'a: 1').set('/b.yaml', 'b: 1');
    const remote = createRemoteDocuments();
    const urls = ['/a.yaml', '/b.yaml', '/a.yaml', '/none.yaml'].map((path) => server.url + path);
    await Promise.all([remote.fetch(urls), remote.fetch(urls)]);
    await remote.fetch(urls);
    expect(server.asked.sort()).to.deep.equal(['/a.yaml', '/b.yaml', '/none.yaml']);
    expect(urls.map((url) => remote.textOf(url))).to.deep.equal([
      { text: 'a: 1', url: urls[0] },
      { text: 'b: 1', url: urls[1] },
      { text: 'a: 1', url: urls[0] },
      { failure: 'the answer is 404 Not Found' },
    ]);
  });

  it('fetches all again, and keeps the object of a text that is the same', async () => {
    server.pages.set('/a.yaml', 'a: 1').set('/b.yaml', 'b: 1');
    const remote = createRemoteDocuments();
    const [a, b] = [`${server.url}/a.yaml`, `${server.url}/b.yaml`];
    await remote.fetch([a, b]);
    const before = remote.textOf(a);
    server.pages.set('/b.yaml', 'b: 2');
    await remote.refresh();
    expect(remote.textOf(a)).to.equal(before);
    expect(remote.textOf(b)).to.deep.equal({ text: 'b: 2', url: b });
  });

  it('fetches no more than its number of documents', async () => {
    server.pages.set('/a.yaml', 'a: 1').set('/b.yaml', 'b: 1');
    const remote = createRemoteDocuments({ timeMs: 1000, bytes: 1000, redirects: 0, count: 1 });
    await remote.fetch([`${server.url}/a.yaml`]);
    await remote.fetch([`${server.url}/b.yaml`]);
    expect(remote.textOf(`${server.url}/b.yaml`)).to.deep.equal({ failure: 'the limit of 1 document is reached' });
    expect(server.asked).to.deep.equal(['/a.yaml']);
  });

  it('tries what found no room again after a refresh, in the place of what nobody asks for any more', async () => {
    const [a, b, c] = ['/a.yaml', '/b.yaml', '/c.yaml'].map((path) => server.url + path) as [string, string, string];
    server.pages.set('/a.yaml', 'a: 1').set('/b.yaml', 'b: 1').set('/c.yaml', 'c: 1');
    const remote = createRemoteDocuments({ timeMs: 1000, bytes: 1000, redirects: 0, count: 2 });
    await remote.fetch([a, b]);
    await remote.fetch([c]);
    const noRoom = { failure: 'the limit of 2 documents is reached' };
    expect(remote.textOf(c)).to.deep.equal(noRoom);

    await remote.refresh();
    expect(remote.textOf(c)).to.equal(undefined);
    expect([remote.textOf(a), remote.textOf(b)]).to.deep.equal([
      { text: 'a: 1', url: a },
      { text: 'b: 1', url: b },
    ]);
    await remote.fetch([c]);
    expect(remote.textOf(c)).to.deep.equal(noRoom);

    await remote.refresh();
    remote.textOf(b);
    await remote.fetch([c]);
    expect([a, b, c].map((url) => remote.textOf(url))).to.deep.equal([
      undefined,
      { text: 'b: 1', url: b },
      { text: 'c: 1', url: c },
    ]);
  });
});

describe('remote references', () => {
  const server = useRemoteServer();
  let cwd = '';
  const mocks: Mock[] = [];
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-remote-')));
  });
  afterEach(async () => {
    await Promise.all(mocks.splice(0).map((mock) => mock.stop()));
    rmSync(cwd, { recursive: true, force: true });
  });
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text.replaceAll('HOST', server.url));
  };
  const tell = (problems: readonly Problem[]): string[] =>
    problems.map((problem) => `${problem.origin.file}:${brief(problem)}`.replaceAll(server.url, 'HOST'));
  const check = async (remote: RemoteDocuments | undefined): Promise<string[]> => {
    const files = await loadWithRemote(createLoader({ paths: ['.'], cwd, remote }), remote);
    return tell(createCompiler({ env: {}, cwd, flags: {}, isStrict: false }).compile(files).problems);
  };
  const open = async (remote: RemoteDocuments): Promise<Mock> => {
    const flags = { server: { port: 0 }, log: 'off', console: 'off' };
    const options = { paths: ['.'], cwd, env: {}, flags, isStrict: false, watches: false, console: undefined };
    const mock = await createRemoteMock({ ...options, consoleAccess: false, remote });
    mocks.push(mock);
    return mock;
  };
  const post = async (mock: Mock, body: unknown): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${mock.url}/a`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  const ROUTE = 'routes:\n  POST /a:\n    params: { body: { $ref: "HOST/x/item.yaml#/item" } }\n    data: 1\n';

  it('are a problem without the flag, and nothing is asked of the network', async () => {
    write('a.yaml', ROUTE);
    expect(await check(undefined)).to.deep.equal([
      'a.yaml:3:29 unknown-ref "HOST/x/item.yaml" is fetched only with --allow-remote-refs (start with that (createMockApi: allowRemoteRefs), or save it as a file and name that)',
    ]);
    expect(server.asked).to.deep.equal([]);
  });

  it('lead from document to document, each relative to where it was found in the end', async () => {
    write('a.yaml', ROUTE);
    server.pages
      .set('/x/item.yaml', '@/y/item.yaml')
      .set(
        '/y/item.yaml',
        'item: { type: object, required: [price], properties: { price: { $ref: "price.yaml#/p" } } }',
      )
      .set('/y/price.yaml', 'p: { allOf: [{ $ref: "/z/number.schema.json" }] }')
      .set('/z/number.schema.json', '{ "type": "number", "minimum": 1 }');
    const remote = createRemoteDocuments();
    const mock = await open(remote);
    await mock.listen();
    expect([await post(mock, { price: 2 }), await post(mock, { price: 0 }), await post(mock, {})]).to.deep.equal([
      200, 422, 422,
    ]);
    expect(server.asked).to.deep.equal(['/x/item.yaml', '/y/item.yaml', '/y/price.yaml', '/z/number.schema.json']);
    expect(await check(remote)).to.deep.equal([]);
    expect(server.asked).to.have.lengthOf(4);
  });

  const failures: readonly (readonly [says: string, pages: Readonly<Record<string, string>>, ...told: string[]])[] = [
    [
      'what cannot be fetched',
      {},
      'a.yaml:3:29 unknown-ref "HOST/x/item.yaml" cannot be fetched: the answer is 404 Not Found',
    ],
    [
      'what a fetched document names',
      { '/x/item.yaml': 'item: { properties: { a: { $ref: none.yaml } } }' },
      'HOST/x/item.yaml:1:34 unknown-ref "HOST/x/none.yaml" cannot be fetched: the answer is 404 Not Found',
    ],
    [
      'a file of this machine',
      { '/x/item.yaml': 'item: { $ref: "file:///etc/passwd" }' },
      'HOST/x/item.yaml:1:15 unknown-ref "file:///etc/passwd" is no place that a document from the network can name',
    ],
    [
      'a place that is not there',
      { '/x/item.yaml': 'itm: {}' },
      'a.yaml:3:29 unknown-ref there is no "#/item" in "HOST/x/item.yaml"',
    ],
    [
      'a mistake in a fetched document',
      { '/x/item.yaml': 'item:\n  tpye: string' },
      'HOST/x/item.yaml:2:3 unknown-key a JSON Schema has no keyword "tpye"',
    ],
    [
      'a fetched text that is no YAML',
      { '/x/item.yaml': 'item: [' },
      'HOST/x/item.yaml:1:7 yaml-syntax',
      'a.yaml:3:29 unknown-ref the file "HOST/x/item.yaml" has problems of its own',
    ],
  ];
  for (const [says, pages, ...told] of failures) {
    it(`tell ${says} on its line`, async () => {
      write('a.yaml', ROUTE);
      for (const [path, page] of Object.entries(pages)) server.pages.set(path, page);
      const problems = await check(createRemoteDocuments());
      expect(problems).to.have.lengthOf(told.length);
      for (const line of told)
        expect(
          problems.some((problem) => problem.startsWith(line)),
          problems.join('\n'),
        ).to.equal(true);
    });
  }

  it('may lead to parts of contracts', async () => {
    write(
      'api.yaml',
      'openapi: 3.0.3\ninfo: { title: t, version: "1" }\npaths: { /a: { $ref: "HOST/paths.yaml#/a" } }',
    );
    server.pages
      .set(
        '/paths.yaml',
        'a: { get: { responses: { 200: { description: d, content: { application/json: { schema: { $ref: s.yaml } } } } } } }',
      )
      .set('/s.yaml', 'type: integer\nnullable: true\nminimum: 7\nmaximum: 7');
    const mock = await open(createRemoteDocuments());
    await mock.listen();
    expect(tell(mock.problems)).to.deep.equal([]);
    expect(await (await fetch(`${mock.url}/a`)).json()).to.equal(7);
  });

  it('are fetched again by a reload that is asked for, and a failure keeps the last good version', async () => {
    write('a.yaml', ROUTE);
    server.pages.set('/x/item.yaml', 'item: { type: integer }');
    const mock = await open(createRemoteDocuments());
    await mock.listen();
    expect([await post(mock, 1), await post(mock, 'a')]).to.deep.equal([200, 422]);
    server.pages.set('/x/item.yaml', 'item: { type: string }');
    await mock.reload();
    expect([await post(mock, 1), await post(mock, 'a')]).to.deep.equal([422, 200]);
    server.pages.delete('/x/item.yaml');
    await mock.reload();
    expect([await post(mock, 1), await post(mock, 'a')]).to.deep.equal([422, 200]);
    expect(tell(mock.problems)).to.deep.equal([
      'a.yaml:3:29 unknown-ref "HOST/x/item.yaml" cannot be fetched: the answer is 404 Not Found (see that it can, or save it as a file and name that; a running mock tries again when asked to reload)',
    ]);
  });

  it('past the limit are fetched by a reload that is asked for, once others are no longer named', async () => {
    const other = ROUTE.replace('/a:', '/b:').replace('item.yaml', 'other.yaml');
    write('a.yaml', ROUTE);
    server.pages.set('/x/item.yaml', 'item: {}').set('/x/other.yaml', 'item: {}');
    const mock = await open(createRemoteDocuments({ timeMs: 1000, bytes: 1000, redirects: 0, count: 1 }));
    await mock.listen();
    write('b.yaml', other);
    await mock.reload();
    expect(tell(mock.problems)).to.deep.equal([
      'b.yaml:3:29 unknown-ref "HOST/x/other.yaml" cannot be fetched: the limit of 1 document is reached (see that it can, or save it as a file and name that; a running mock tries again when asked to reload)',
    ]);
    rmSync(join(cwd, 'a.yaml'));
    await mock.reload();
    expect(tell(mock.problems)).to.deep.equal([]);
  });

  it('of routes that are added must be known already', async () => {
    write('a.yaml', ROUTE);
    server.pages.set('/x/item.yaml', 'item: { type: integer }\nother: { type: string }');
    const mock = await open(createRemoteDocuments());
    const add = (ref: string) =>
      mock.add({ routes: { 'POST /b': { params: { body: { $ref: server.url + ref } }, data: 1 } } });
    expect(() => add('/x/item.yaml#/other')).not.to.throw();
    expect(() => add('/new.yaml')).to.throw(SpecError, 'is not fetched yet');
  });

  it('end the start with every problem where one cannot be fetched', async () => {
    write('a.yaml', ROUTE);
    const error = await open(createRemoteDocuments()).catch((reason: unknown) => reason);
    expect(error instanceof SpecError && tell(error.problems)).to.deep.equal([
      'a.yaml:3:29 unknown-ref "HOST/x/item.yaml" cannot be fetched: the answer is 404 Not Found (see that it can, or save it as a file and name that; a running mock tries again when asked to reload)',
    ]);
  });
});
