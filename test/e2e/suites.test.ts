/** The suites of routes.d and of the starter project, run by `mockapi test`: on the mock, and on a service of its own. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { JsonReport } from '../../src/runner/reporters/json-report.ts';
import { useFolder } from '../cli/fake-terminal.ts';
import { type Ended, needBuilt, startCli } from './built-cli.ts';
import { type PlainService, startPlainService, type Wrong } from './plain-service.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Those of which the plain service has everything. */
const SHARED = ['06-uploads', '14-chat', 'shop/goods', 'shop/home'].map((name) => `routes.d/${name}.test.yaml`);

/** What is said of each mistake of the service. */
const TOLD: Readonly<Record<Wrong, string>> = {
  price: `\
1) goods > GET /shop/goods/3
   routes.d/shop/goods.test.yaml:31:87  GET /shop/goods/3
   body.data.price: expected 9.9, received 99
     /body/data/price
       expected  9.9
       received  99
   curl -i 'URL/shop/goods/3'`,
  type: `\
1) 06-uploads > a picture and its title
   routes.d/06-uploads.test.yaml:42:81  POST /upload/photo
   body.data.type: expected "image/png", received "image/jpeg"
     /body/data/type
       expected  "image/png"
       received  "image/jpeg"
   curl -i -X POST 'URL/upload/photo' --form-string 'title=A pen' -F 'photo=@ROOT/routes.d/files/pen.png;type=image/png;filename=pen.png'`,
  envelope: `\
1) goods > new goods
   routes.d/shop/goods.yaml:44:3  POST /shop/goods
   the answer breaks its envelope (the built-in envelope)
     /body/message  is missing
       expected  {"required": true}
       received  nothing
   curl -i -X POST 'URL/shop/goods' -H 'content-type: application/json' -d '{"name":"ruler","price":2}'`,
  leak: `\
1) 14-chat > /ws: a room hears what is said in it, and no other room does
   routes.d/14-chat.test.yaml:32:9  cat: silent
   expected nothing new for 100ms, received 1 new message
     new 1: {"user": "ann", "message": "hello"}`,
};

describe('mockapi test', function () {
  this.timeout(60_000);

  before(needBuilt);

  describe('over routes.d', () => {
    let report: JsonReport;

    before(async () => {
      report = await readReport(['routes.d', '--workers', '2']);
    });

    it('passes', () => {
      expect(failuresOf(report)).to.deep.equal([]);
      const { cases, passed } = report.totals;
      expect(passed).to.equal(cases).and.to.be.greaterThan(200);
    });

    it('finds a suite beside each route file', () => {
      const names = readdirSync(join(ROOT, 'routes.d'), { recursive: true, encoding: 'utf8' });
      const routeFiles = names.filter(
        (name) => /\.yaml$/.test(name) && !/(mockapi|_defaults|\.test)\.yaml$/.test(name),
      );
      const beside = routeFiles.map((name) => `routes.d/${name.replace(/\.yaml$/, '.test.yaml')}`);
      expect(report.suites.map(({ file }) => file).sort()).to.deep.equal(beside.sort());
    });

    it('exercises every route, case, parameter and rule', () => {
      expect(report.coverage?.missed).to.deep.equal([]);
      expect(report.coverage?.percent).to.equal(100);
    });
  });

  describe('on a service that is no mockapi', () => {
    let service: PlainService | undefined;

    afterEach(() => service?.close());

    it('passes the same suites, and says what it cannot know', async () => {
      service = await startPlainService();
      const report = await readReport([...SHARED, '--target', service.url]);
      expect(failuresOf(report)).to.deep.equal([]);
      expect(report.suites.map(({ file }) => file).sort()).to.deep.equal([...SHARED].sort());
      expect([report.target, report.coverage, report.totals.passed]).to.deep.equal([
        service.url,
        null,
        report.totals.cases,
      ]);
      const noted = report.suites.flatMap(({ cases }) => cases).filter(({ notes }) => notes.length > 0);
      expect(noted.map(({ name, notes }) => ({ name, notes }))).to.deep.equal([
        { name: 'found, looked at, ordered', notes: ['verify is not checked on a target'] },
      ]);
    });

    for (const [wrong, told] of Object.entries(TOLD)) {
      it(`tells what is wrong with its ${wrong}, and nothing else`, async () => {
        service = await startPlainService(wrong as Wrong);
        const { code, out } = await test([...SHARED, '--target', service.url]);
        const failures = out.slice(out.indexOf('\n1) ') + 1, out.lastIndexOf('\n\n'));
        expect(failures.replaceAll(service.url, 'URL').replaceAll(ROOT, 'ROOT/')).to.equal(told);
        expect(out).to.match(/^\d+ passed, 1 failed in /m);
        expect(code).to.equal(1);
      });
    }
  });

  describe('in the project that init writes', () => {
    const folder = useFolder();

    it('passes, and exercises all of it', async () => {
      const cwd = folder();
      expect((await startCli(['init'], { cwd }).ended).code).to.equal(0);
      const report = await readReport([], cwd);
      expect(failuresOf(report)).to.deep.equal([]);
      expect(report.coverage?.missed).to.deep.equal([]);
    });
  });
});

function test(args: readonly string[], cwd: string = ROOT): Promise<Ended> {
  return startCli(['test', ...args], { cwd }).ended;
}

async function readReport(args: readonly string[], cwd?: string): Promise<JsonReport> {
  const { out, err } = await test([...args, '--reporter', 'json'], cwd);
  expect(out, err).to.match(/^\{/);
  return JSON.parse(out);
}

/** The cases that failed, and what was told of steps around them. */
function failuresOf({ suites }: JsonReport): readonly unknown[] {
  return suites.flatMap(({ name, before, after, cases }) => [
    ...[...before, ...after].map(({ message }) => ({ suite: name, message })),
    ...cases
      .filter(({ status }) => status !== 'passed')
      .map((found) => ({ suite: name, case: found.name, told: found.failures.map(({ message }) => message) })),
  ]);
}
