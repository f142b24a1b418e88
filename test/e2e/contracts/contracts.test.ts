/** Published documents, served as they are and asked for all that they promise. */

import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { createMockApi } from '../../../src/index.ts';
import { readDocument } from './document.ts';
import { EXAMPLES, EXCUSES, examplePath, HUGE, yamlOf } from './examples.ts';
import { prove } from './prove.ts';

interface Loaded {
  readonly routes: readonly string[];
  readonly errors: readonly string[];
  readonly warnings: number;
}

async function load(name: string): Promise<Loaded> {
  const mock = createMockApi({ paths: [examplePath(name)] });
  const routes = mock.routes().map(({ id }) => id);
  const { problems } = mock;
  await mock.stop();
  return {
    routes,
    errors: problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    warnings: problems.length,
  };
}

/** More is a flood that nobody reads. */
const MOST_WARNINGS = 15;

describe('a published document', () => {
  for (const name of EXAMPLES) {
    it(`is served, told of in bounds, and as YAML too: ${name}`, async () => {
      const loaded = await load(name);
      expect(loaded.errors).to.deep.equal([]);
      expect(loaded.warnings).to.be.at.most(MOST_WARNINGS);
      const yaml = yamlOf(name);
      if (existsSync(examplePath(yaml))) expect((await load(yaml)).routes).to.have.length(loaded.routes.length);
    });

    if (HUGE.includes(name)) continue;
    it(`keeps what it promises: ${name}`, async () => {
      const file = examplePath(name);
      const { complaints, unasked } = await prove([file], readDocument(file));
      const excuse = EXCUSES[name];
      expect([...complaints, ...unasked].filter((text) => !excuse?.fits.test(text))).to.deep.equal([]);
    });
  }
});
