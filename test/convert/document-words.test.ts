import { expect } from 'chai';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import { type DocumentAbout, documentWords } from '../../src/convert/document-words.ts';

interface Project {
  readonly docs?: DocumentAbout;
  readonly contracts?: readonly DocumentAbout[];
  /** Whether each route is of a contract. */
  readonly routes?: readonly boolean[];
}

/** As far as the words look at it. */
function snapshot({ docs, contracts = [], routes = [true] }: Project): Snapshot {
  return {
    settings: { docs },
    contracts: contracts.map((info) => ({ info })),
    routes: routes.map((isOfContract) => ({ isOfContract })),
  } as unknown as Snapshot;
}

const PETS = { title: 'Pets', version: '3', description: 'Of pets.' };

describe('documentWords', () => {
  const DEFAULT = { title: 'Mock API', version: '1.0.0' };
  const rows: readonly (readonly [string, Project, DocumentAbout, DocumentAbout])[] = [
    ['has words where nobody said any', {}, {}, DEFAULT],
    ['takes those of the only contract', { contracts: [PETS] }, {}, PETS],
    ['takes no contract of several', { contracts: [PETS, PETS] }, {}, DEFAULT],
    ['takes no contract where other routes are', { contracts: [PETS], routes: [true, false] }, {}, DEFAULT],
    ['has a name where the contract has an empty one', { contracts: [{ title: '', version: '' }] }, {}, DEFAULT],
    [
      'takes the settings before the contract',
      { docs: { title: 'Shop', version: undefined }, contracts: [PETS] },
      {},
      { ...PETS, title: 'Shop' },
    ],
    [
      'takes what is asked for before the settings',
      { docs: { title: 'Shop', version: '2', description: 'All.' }, contracts: [PETS] },
      { title: 'Mine', version: undefined },
      { title: 'Mine', version: '2', description: 'All.' },
    ],
  ];
  for (const [what, project, asked, words] of rows) {
    it(what, () => {
      expect(documentWords(snapshot(project), asked)).to.deep.equal(words);
    });
  }
});
