import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import type { CompiledRoute } from '../../../src/compile/compiled-route.ts';
import { ofStatus } from '../../../src/compile/promised-status.ts';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { openApiDocument } from '../../../src/convert/openapi/document.ts';
import { createRandom } from '../../../src/core/random.ts';
import { snapshotOf, told, useProject } from '../../compile/support.ts';
import { differences } from './equivalence.ts';
import { imported, textsOf } from './support.ts';

const FOLDER = 'node_modules/@readme/oas-examples';
const DOCUMENTS = ['2.0', '3.0', '3.1']
  .flatMap((version) =>
    readdirSync(join(FOLDER, version, 'json'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name))),
  )
  .sort();

/** Nothing in them can be served. */
const EMPTY = ['3.0/json/openapi-workshop/title.json', '3.1/json/webhooks.json'];

/** What differs because of something that the import names as lost. */
const KNOWN: Readonly<Record<string, { readonly lost: string; readonly unlike: RegExp }>> = {
  '3.0/json/discriminators.json': { lost: 'discriminator', unlike: /^PATCH .*(embedded|nested|duplicate)/ },
  '3.0/json/request-examples.json': { lost: 'example', unlike: /: default is / },
};

describe('importContract', () => {
  const contract = useProject();
  const project = useProject();

  it('has documents to be tried on', () => {
    expect(DOCUMENTS.length).to.be.greaterThan(60);
  });

  for (const name of DOCUMENTS) {
    it(`writes of ${name} what check takes, what answers alike and what exports to the same`, function () {
      this.timeout(60_000);
      const text = readFileSync(join(FOLDER, name), 'utf8');
      const made = imported(text, 'contract.json');
      expect(made.faults.map(({ message }) => message)).to.deep.equal([]);
      if (EMPTY.includes(name)) return expect(made.files).to.deep.equal([]);
      project.write(textsOf(made));
      const compiled = project.compile();
      expect(told(compiled)).to.deep.equal([]);
      contract.write({ 'contract.json': text });
      const [before, after] = [snapshotOf(contract.compile()), snapshotOf(compiled)];
      expect(answersUnlike(before, after)).to.deep.equal([]);
      const unlike = differences(openApiDocument(before), openApiDocument(after));
      const known = KNOWN[name];
      expect(unlike.filter((one) => known?.unlike.test(one) !== true)).to.deep.equal([]);
      if (known) expect(made.losses.map(({ kind }) => kind)).to.include(known.lost);
      return undefined;
    });
  }
});

/** Usual answers with another status, or with another body where the contract says which. */
function answersUnlike(before: Snapshot, after: Snapshot): readonly string[] {
  const others = new Map(after.routes.map((route) => [route.id, route]));
  return before.routes.flatMap((route) => {
    const other = others.get(route.id);
    if (!other) return [`${route.id} is not there`];
    const [given, made] = [usualAnswer(route, { prefer: null }), usualAnswer(other, {})];
    if (given.status !== made.status) return [`${route.id} answers ${made.status}, not ${given.status}`];
    if (given.body === made.body || jsonText(given.body) === jsonText(made.body)) return [];
    const promise = ofStatus(other.responses, given.status);
    // A schema that demands itself for ever has no value: nobody can invent one.
    const violations =
      promise && promise.check(parsed(given.body)).length === 0 ? promise.check(parsed(made.body)) : [];
    const isInvented = other.cases.at(-1)?.planner.constant === undefined;
    if (isInvented && promise) return violations.map(({ pointer, message }) => `${route.id}: ${pointer} ${message}`);
    return [`${route.id} answers ${made.body.slice(0, 80)}, not ${given.body.slice(0, 80)}`];
  });
}

function usualAnswer(
  route: CompiledRoute,
  own: Readonly<Record<string, unknown>>,
): { readonly status: number; readonly body: string } {
  const scope = { ...own, header: {}, ...route.constants };
  const runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 0 };
  const plan = route.cases.at(-1)?.planner.plan(scope, runtime);
  if (plan?.kind !== 'send') throw new Error(`${route.id} sends nothing`);
  return { status: plan.status, body: [204, 205, 304].includes(plan.status) ? '' : String(plan.body) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function jsonText(body: string): string {
  return JSON.stringify(parsed(body));
}
