import { expect } from 'chai';
import { formatStart, type StartFacts } from '../../src/cli/print-start.ts';
import { createStyle } from '../../src/core/style.ts';

const FACTS = {
  version: '1.2.3',
  started: {
    url: 'http://127.0.0.1:8010',
    host: '127.0.0.1',
    port: 8010,
    ms: 12.4,
    seed: 7,
    isSeedFresh: false,
    skipped: [],
  },
  console: undefined,
  mock: { settings: { log: undefined }, routes: [], channels: [], docsUrl: undefined },
  watched: [],
  shownPath: (path: string) => path,
} as unknown as StartFacts;

describe('formatStart', () => {
  const lines = (facts: Partial<StartFacts>): readonly string[] =>
    formatStart({ ...FACTS, ...facts }, createStyle(false)).split('\n');

  it('tells where the docs are', () => {
    const routes = [{ origin: { file: 'a.yaml' } }] as unknown as StartFacts['mock']['routes'];
    const mock = { ...FACTS.mock, routes, docsUrl: 'http://127.0.0.1:8010/docs' };
    expect(lines({ mock })).to.include('  docs http://127.0.0.1:8010/docs');
  });

  it('says nothing of docs where there are none, or nothing to read in them', () => {
    const mock = { ...FACTS.mock, docsUrl: 'http://127.0.0.1:8010/docs' };
    expect(lines({ mock }).join('\n')).not.to.include('docs');
    expect(lines({}).join('\n')).not.to.include('docs');
  });
});
