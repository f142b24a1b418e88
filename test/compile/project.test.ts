import { expect } from 'chai';
import type { CompiledProject } from '../../src/compile/project.ts';
import { ask, snapshotOf, told, useProject } from './support.ts';

const route = (path: string, data: string): string => `routes:\n  GET ${path}: { data: ${data} }\n`;
/** The `data` of an answer. */
const data = (project: CompiledProject, target: string): unknown =>
  (ask(snapshotOf(project), target).body as { data: unknown }).data;
/** Ids of all routes; a stale one with the file that is broken. */
const served = (project: CompiledProject): readonly string[] => {
  const { routes, stale } = snapshotOf(project);
  return routes.map((item) => (stale.has(item) ? `${item.id} (${stale.get(item)})` : item.id)).sort();
};

describe('createCompiler', () => {
  const project = useProject({ paths: ['r'], env: { MOCKAPI_VAR_TOKEN: 't-1', OTHER: 'x' } });

  it('compiles files, defaults, schemas and settings to one frozen snapshot', () => {
    project.write({
      'r/mockapi.yaml': 'vars: { stage: qa }',
      'r/_defaults.yaml': 'prefix: /api\ntags: [a]',
      'r/shop/goods.yaml':
        'routes:\n  POST /goods: { params: { body: { $ref: ../../schemas/item.schema.json } }, data: "${vars.stage} ${env.TOKEN}" }\n',
      'schemas/item.schema.json': '{ "type": "object" }',
    });
    const compiled = project.compile();
    expect(told(compiled)).to.deep.equal([]);
    expect(compiled.isBroken).to.equal(false);
    const snapshot = snapshotOf(compiled);
    expect(Object.isFrozen(snapshot)).to.equal(true);
    expect(snapshot.version).to.equal(1);
    const [only] = snapshot.routes;
    expect(only?.id).to.equal('POST /api/goods');
    expect(only?.at).to.equal('r/shop/goods.yaml:2');
    expect(only?.tags).to.deep.equal(['a']);
    const answer = ask(snapshot, '/api/goods', { method: 'POST', payload: { kind: 'json', value: {}, text: '{}' } });
    expect(answer.body).to.deep.equal({ code: 200, message: 'success', data: 'qa t-1' });
  });

  for (const text of ['', '# nothing yet\n', 'routes:\n', '{}\n', 'prefix: /a\n']) {
    it(`takes a file of ${JSON.stringify(text)} as one without routes`, () => {
      project.write({ 'r/a.yaml': text });
      const compiled = project.compile();
      expect(told(compiled)).to.deep.equal([]);
      expect(served(compiled)).to.deep.equal([]);
    });
  }

  it('is the same for the same files: unchanged units and routes are the same objects', () => {
    project.write({ 'r/a.yaml': route('/a', '1'), 'r/b.yaml': route('/b/{id}', '1') });
    const first = project.compile();
    project.write({ 'r/b.yaml': route('/b/{id}', '2') });
    const second = project.compile();
    const [a1, b1] = snapshotOf(first).routes;
    const [a2, b2] = snapshotOf(second).routes;
    expect(a2).to.equal(a1);
    expect(b2).to.not.equal(b1);
    expect(second.units.get(`${project.folder}/r/a.yaml`)).to.equal(first.units.get(`${project.folder}/r/a.yaml`));
    expect(data(second, '/b/5')).to.equal(2);
    expect(data(first, '/b/5')).to.equal(1);
  });

  it('compiles a file anew when a schema, a defaults file, the settings or a sent file behind it changes', () => {
    project.write({
      'r/mockapi.yaml': 'vars: { a: 1 }',
      'r/shop/a.yaml':
        'routes:\n  GET /a: { params: { query: { q: { $ref: ../q.schema.json } } }, data: "${vars.a}" }\n  GET /f: { file: ./x.txt }\n',
      'r/q.schema.json': '{ "$ref": "more.schema.json" }',
      'r/more.schema.json': '{ "type": "string" }',
      'r/shop/x.txt': 'x',
      'r/other/b.yaml': route('/b', '1'),
    });
    let before = project.compile();
    expect(told(before)).to.deep.equal([]);
    const unit = (compiled: CompiledProject, name: string): unknown =>
      compiled.units.get(`${project.folder}/r/${name}`);
    const changes: readonly (readonly [name: string, text: string | undefined, isOtherSame: boolean])[] = [
      ['r/more.schema.json', '{ "type": "integer" }', true],
      ['r/shop/_defaults.yaml', 'prefix: /s', true],
      ['r/shop/_defaults.yaml', 'prefix: /t', true],
      ['r/mockapi.yaml', 'vars: { a: 2 }', false],
      ['r/shop/x.txt', undefined, true],
    ];
    for (const [name, text, isOtherSame] of changes) {
      if (text === undefined) project.remove(name);
      else project.write({ [name]: text });
      const after = project.compile();
      expect(unit(after, 'shop/a.yaml'), name).to.not.equal(unit(before, 'shop/a.yaml'));
      expect(unit(after, 'other/b.yaml') === unit(before, 'other/b.yaml'), name).to.equal(isOtherSame);
      before = after;
    }
    expect(told(before)).to.deep.equal([
      'r/shop/a.yaml:3:19 file-not-found there is no file "./x.txt" (a relative name starts at the folder of this file)',
    ]);
  });

  it('serves the last good version of a broken file, and the rest as it is now', () => {
    project.write({ 'r/a.yaml': route('/a', '1'), 'r/b.yaml': route('/b', '1') });
    project.compile();
    project.write({ 'r/a.yaml': 'routes: [', 'r/b.yaml': route('/b', '2') });
    const broken = project.compile();
    expect(broken.isBroken).to.equal(true);
    expect(broken.staleFiles).to.deep.equal(['r/a.yaml']);
    expect(served(broken)).to.deep.equal(['GET /a (r/a.yaml)', 'GET /b']);
    expect([data(broken, '/a'), data(broken, '/b')]).to.deep.equal([1, 2]);
    const again = project.compile();
    expect(served(again)).to.deep.equal(served(broken));
    project.write({ 'r/a.yaml': route('/a', '3') });
    const mended = project.compile();
    expect(told(mended)).to.deep.equal([]);
    expect(served(mended)).to.deep.equal(['GET /a', 'GET /b']);
    expect(data(mended, '/a')).to.equal(3);
  });

  it('serves nothing of a file that was never good, and everything else', () => {
    project.write({ 'r/a.yaml': 'routes: { GET /a: { sttus: 1 } }', 'r/b.yaml': route('/b', '1') });
    const compiled = project.compile();
    expect(served(compiled)).to.deep.equal(['GET /b']);
    expect(compiled.isBroken).to.equal(true);
    expect(compiled.staleFiles).to.deep.equal([]);
  });

  it('forgets a deleted file, even one that was stale', () => {
    project.write({ 'r/a.yaml': route('/a', '1'), 'r/b.yaml': route('/b', '1') });
    project.compile();
    project.write({ 'r/a.yaml': 'routes: [' });
    project.compile();
    project.remove('r/a.yaml');
    const compiled = project.compile();
    expect(told(compiled)).to.deep.equal([]);
    expect(served(compiled)).to.deep.equal(['GET /b']);
  });

  it('lets a fresh file win over the same route of a stale one', () => {
    project.write({ 'r/a.yaml': 'routes: { GET /x: { data: old }, GET /y: { data: old } }' });
    project.compile();
    project.write({ 'r/a.yaml': 'routes: [', 'r/b.yaml': route('/x', 'new') });
    const compiled = project.compile();
    expect(served(compiled)).to.deep.equal(['GET /x', 'GET /y (r/a.yaml)']);
    expect([data(compiled, '/x'), data(compiled, '/y')]).to.deep.equal(['new', 'old']);
  });

  it('takes a rename seen halfway for a duplicate of the new file, and then for a rename', () => {
    project.write({ 'r/b.yaml': route('/x', '1') });
    project.compile();
    project.write({ 'r/a.yaml': route('/x', '1') });
    const halfway = project.compile();
    expect(served(halfway)).to.deep.equal(['GET /x']);
    expect(snapshotOf(halfway).routes[0]?.at).to.equal('r/b.yaml:2');
    expect(told(halfway)).to.deep.equal([
      'r/a.yaml:2:3 duplicate-route GET /x is declared twice (remove one of the two)',
    ]);
    project.remove('r/b.yaml');
    const done = project.compile();
    expect(told(done)).to.deep.equal([]);
    expect(snapshotOf(done).routes[0]?.at).to.equal('r/a.yaml:2');
  });

  it('makes the whole folder of a broken _defaults stale', () => {
    project.write({
      'r/shop/_defaults.yaml': 'prefix: /s',
      'r/shop/a.yaml': route('/a', '1'),
      'r/shop/deep/b.yaml': route('/b', '1'),
      'r/c.yaml': route('/c', '1'),
    });
    project.compile();
    project.write({ 'r/shop/_defaults.yaml': 'prefxi: /t', 'r/c.yaml': route('/c', '2') });
    const compiled = project.compile();
    expect(served(compiled)).to.deep.equal(['GET /c', 'GET /s/a (r/shop/a.yaml)', 'GET /s/b (r/shop/deep/b.yaml)']);
    expect(told(compiled)).to.deep.equal([
      'r/shop/_defaults.yaml:1:1 unknown-key _defaults.yaml has no key "prefxi" (did you mean "prefix"?)',
    ]);
    expect(data(compiled, '/c')).to.equal(2);
  });

  it('keeps the last settings while mockapi.yaml is broken', () => {
    project.write({
      'r/mockapi.yaml': 'vars: { a: 1 }\nlimits: { body: 2MB }',
      'r/a.yaml': route('/a', '"${vars.a}"'),
    });
    project.compile();
    for (const text of [
      'vars: { a: 2 }\nlimits: { body: lots }',
      'vars: [',
      'vars: { a: "${query.x}" }',
      'locale: klingon\nvars: { a: 2 }',
    ]) {
      project.write({ 'r/mockapi.yaml': text });
      const compiled = project.compile();
      expect(compiled.isBroken, text).to.equal(true);
      expect(snapshotOf(compiled).settings.limits.bodyBytes, text).to.equal(2 * 1024 * 1024);
      expect(data(compiled, '/a'), text).to.equal(1);
    }
    project.write({ 'r/mockapi.yaml': 'vars: { a: 3 }' });
    expect(data(project.compile(), '/a')).to.equal(3);
  });

  it('serves nothing when the settings are broken from the start, and still tells what is wrong with the files', () => {
    project.write({ 'r/mockapi.yaml': 'vars: { a: 1 }\nserver: { port: x }', 'r/a.yaml': route('/a', '"${vars.b}"') });
    const compiled = project.compile();
    expect(compiled.snapshot).to.equal(undefined);
    expect(told(compiled)).to.deep.equal([
      'r/a.yaml:2:27 unknown-name there is no "b" in "vars" (it has a)',
      'r/mockapi.yaml:2:17 wrong-type "port" must be a port from 0 to 65535, not "x"',
    ]);
  });

  it('tells problems by file and line, each once, also those of a file that many share', () => {
    project.write({
      'r/_defaults.yaml': 'headers: { "x y": a }',
      'r/b.yaml': 'routes:\n  GET /b: { data: "${q.x}" }\n  GET /a: { status: 99 }\n',
      'r/a.yaml': route('/c', '"${q.x}"'),
    });
    expect(told(project.compile()).map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'r/_defaults.yaml:1:12 bad-header',
      'r/a.yaml:2:22 unknown-name',
      'r/b.yaml:2:22 unknown-name',
      'r/b.yaml:3:21 wrong-value',
    ]);
  });

  it('refuses two routes that take the same requests, in one file and across files', () => {
    project.write({
      'r/a.yaml': 'routes:\n  GET /a/{x}: {}\n  GET /a/{y}: {}\n',
      'r/b.yaml': route('/b', '1'),
      'r/c.yaml': route('/b/', '2'),
    });
    const compiled = project.compile();
    expect(told(compiled)).to.deep.equal([
      'r/a.yaml:3:3 duplicate-route GET /a/{y} is declared twice (it takes the same requests as GET /a/{x})',
      'r/c.yaml:2:3 duplicate-route GET /b is declared twice (remove one of the two)',
    ]);
    expect(served(compiled)).to.deep.equal(['GET /b']);
  });

  it('serves a file with warnings, and hands them on', () => {
    project.write({ 'r/a.yaml': 'webhook: {}\nroutes: { GET /a: {} }' });
    const compiled = project.compile();
    expect(compiled.isBroken).to.equal(false);
    expect(snapshotOf(compiled).warnings.map(({ code }) => code)).to.deep.equal(['not-built-yet']);
    expect(served(compiled)).to.deep.equal(['GET /a']);
  });

  it('numbers its snapshots', () => {
    project.write({ 'r/a.yaml': route('/a', '1') });
    expect([1, 2, 3].map(() => snapshotOf(project.compile()).version)).to.deep.equal([1, 2, 3]);
  });

  it('knows columns behind CRLF line ends and a byte order mark', () => {
    project.write({ 'r/a.yaml': '\ufeffroutes:\r\n  GET /a:\r\n    data: "${nope}"\r\n' });
    expect(told(project.compile())[0]).to.match(/^r\/a\.yaml:3:14 unknown-name there is no "nope" here/);
  });
});
