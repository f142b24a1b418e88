/** Walks through the example project as with curl: every route, happy paths and mistakes, whole answers. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createMockApi, type MockApi } from '../../../src/index.ts';
import { promisedAnswers } from './curl.ts';
import type { Example } from './example.ts';
import { WALKS } from './rows/index.ts';
import { sendExample } from './send-example.ts';
import { settle } from './settle.ts';

const FOLDER = fileURLToPath(new URL('../../../routes.d/', import.meta.url));
const NOTES = { 'note.txt': 'hello' };

describe('routes.d', () => {
  let mock: MockApi;
  let base: string;

  before(async () => {
    mock = createMockApi({ paths: [FOLDER] });
    ({ url: base } = await mock.start());
  });

  after(() => mock.stop());

  it('has no problem, not even a warning', () => {
    expect(mock.problems).to.deep.equal([]);
  });

  it('has a walk for each route file', () => {
    const routeFiles = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.yaml') && !/(^|\/)(mockapi|_defaults)\.yaml$|\.test\.yaml$/.test(name),
    );
    expect(Object.keys(WALKS).sort()).to.deep.equal(routeFiles.sort());
  });

  it('has a walk for each route', () => {
    const walked = new Set(Object.values(WALKS).flatMap((rows) => rows.flatMap((row) => row.route ?? [])));
    const served = mock.routes().map((route) => route.id);
    expect([...walked].sort()).to.deep.equal([...served].sort());
  });

  for (const [file, rows] of Object.entries(WALKS)) {
    describe(file, () => {
      for (const row of rows) {
        it(`${row.it}: ${row.request.slice(0, 60)}`, () => walk(file, row));
      }

      it('makes a mistake at least once', () => {
        expect(rows.some((row) => row.status >= 400)).to.equal(true);
      });

      for (const { line, command, example, answer } of promisedAnswers(readFileSync(FOLDER + file, 'utf8'), NOTES)) {
        it(`answers as its comment in line ${line} says: ${command.slice(0, 60)}`, async () => {
          const { body } = await sendExample(base, { it: '', status: 0, answer, ...example });
          expect(body).to.deep.equal(answer);
        });
      }
    });
  }

  async function walk(file: string, row: Example): Promise<void> {
    const { status, headers, body } = await sendExample(base, row);
    expect({ status, body }).to.deep.equal({ status: row.status, body: settle(row.answer, body) });
    if (row.route) expect(headers['x-mockapi-route'], 'x-mockapi-route').to.include(`routes.d/${file}:`);
    for (const [name, expected] of Object.entries(row.answerHeaders ?? {})) {
      const value = String(headers[name]);
      if (typeof expected === 'string') expect(value, name).to.equal(expected);
      else expect(value, name).to.match(expected);
    }
  }
});
