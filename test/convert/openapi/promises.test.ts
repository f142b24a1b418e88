import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createCompiler } from '../../../src/compile/project.ts';
import { openApiDocument } from '../../../src/convert/openapi/document.ts';
import { createMockApi } from '../../../src/index.ts';
import { createLoader } from '../../../src/spec/load.ts';
import { snapshotOf } from '../../compile/support.ts';
import { ODD, randomProject } from './odd-project.ts';
import { exampleRequests, judge, type SentRequest, type Verdict, wrongRequests } from './sent.ts';
import { createChecker, type Operation, operationsOf } from './support.ts';

/** Routes whose answers fail on purpose. */
const FAILING = ['/errors/broken'];

describe('what an OpenAPI document promises', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  const projects: readonly (readonly [string, () => string])[] = [
    ['of all lessons', () => 'routes.d'],
    ['of a project that is odd in every way', () => written(ODD)],
    ...[4].map((seed) => [`of the random project ${seed}`, () => written(randomProject(seed))] as const),
  ];
  for (const [what, make] of projects) {
    describe(what, () => {
      let mock: ReturnType<typeof createMockApi>;
      let operations: readonly Operation[] = [];
      let look: (operation: Operation, request: SentRequest) => Promise<Verdict>;
      before(async () => {
        const [path, cwd] = [make(), process.cwd()];
        const compiler = createCompiler({ env: {}, flags: {}, isStrict: false, cwd });
        const project = compiler.compile(createLoader({ paths: [path], cwd }).load());
        const document = openApiDocument(snapshotOf(project));
        // No client of HTTP sends TRACE.
        operations = operationsOf(document).filter(({ method }) => method !== 'trace');
        const check = createChecker(document);
        mock = createMockApi({ paths: [path] });
        const { url } = await mock.start();
        look = (operation, request) => judge(operation, request, { document, check, url });
      });
      after(() => mock.stop());

      it('happens, for every request that it shows', async () => {
        const complaints: string[] = [];
        let sent = 0;
        for (const operation of operations) {
          for (const request of exampleRequests(operation)) {
            sent++;
            const { status, key, complaint } = await look(operation, request);
            if (complaint !== undefined) complaints.push(complaint);
            // What a document shows is taken; only a file is made up by the client itself.
            const isRefused =
              (key === 'default' && status !== 200) || (status === 422 && !request.what.includes('multipart'));
            if (isRefused && !FAILING.includes(operation.path) && !operation.path.startsWith('/status'))
              complaints.push(`${operation.method} ${request.target} (${request.what}) is refused: ${status}`);
          }
        }
        expect(complaints).to.deep.equal([]);
        expect(sent).to.be.at.least(operations.length).and.above(0);
      });

      it('happens, for requests that are wrong', async () => {
        const complaints: string[] = [];
        let sent = 0;
        for (const operation of operations) {
          for (const request of wrongRequests(operation)) {
            sent++;
            const { complaint } = await look(operation, request);
            if (complaint !== undefined) complaints.push(complaint);
          }
        }
        expect(complaints).to.deep.equal([]);
        expect(sent).to.be.at.least(operations.length).and.above(0);
      });
    });
  }

  function written(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'mockapi-openapi-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }
});
