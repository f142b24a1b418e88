import { expect } from 'chai';
import type { CloseEntry, ConnectionFacts } from '../../src/journal/entry.ts';
import { createJournal, type Happened, type Journal, type Numbered } from '../../src/journal/journal.ts';

const connection = { id: 'c', user: 'ann', target: '/ws', client: '' } as unknown as ConnectionFacts;

/** Told apart by their codes. */
function entry(code: number): CloseEntry {
  return { kind: 'close', time: 0, rooms: [], connection, code, ms: 0 };
}

function codes(entries: Iterable<Numbered>): readonly string[] {
  return [...entries].map((numbered) => `${numbered.number}:${numbered.entry.kind === 'close' && numbered.entry.code}`);
}

function filled(journal: Journal, count: number): Journal {
  for (let code = 1; code <= count; code++) journal.append(entry(code));
  return journal;
}

const LIMITS = { keep: 3, bytes: 100_000 };

describe('createJournal', () => {
  it('keeps the youngest entries under numbers that count up from 1', () => {
    const journal = filled(createJournal(LIMITS), 5);
    expect({ isOn: journal.isOn, last: journal.last }).to.deep.equal({ isOn: true, last: 5 });
    expect(codes(journal.entries())).to.deep.equal(['3:3', '4:4', '5:5']);
    expect(codes(journal.entries(4))).to.deep.equal(['5:5']);
    expect(codes(journal.entries(5))).to.deep.equal([]);
    expect(codes(journal.entries(99))).to.deep.equal([]);
    expect(journal.get(2)).to.equal(undefined);
    expect(journal.get(3)).to.deep.equal(entry(3));
  });

  it('takes nothing while it is off, and begins empty when it is switched on', () => {
    const journal = filled(createJournal(undefined), 2);
    expect({ isOn: journal.isOn, last: journal.last, entries: codes(journal.entries()) }).to.deep.equal({
      isOn: false,
      last: 0,
      entries: [],
    });
    journal.update(LIMITS);
    expect(codes(filled(journal, 2).entries())).to.deep.equal(['1:1', '2:2']);
    expect(codes(filled(journal, 4).entries())).to.deep.equal(['4:2', '5:3', '6:4']);
  });

  it('forgets everything when it is switched off, but not its numbers', () => {
    const journal = filled(createJournal(LIMITS), 2);
    journal.update(undefined);
    expect(codes(journal.entries())).to.deep.equal([]);
    journal.update({ keep: 1, bytes: 100_000 });
    expect(codes(filled(journal, 2).entries())).to.deep.equal(['4:2']);
  });

  it('goes on with its numbers after it was cleared', () => {
    const journal = filled(createJournal(LIMITS), 2);
    journal.clear();
    expect(journal.last).to.equal(2);
    expect(codes(filled(journal, 1).entries())).to.deep.equal(['3:1']);
  });

  it('shows a reader what is appended meanwhile, and leaves out what is forgotten meanwhile', () => {
    const journal = filled(createJournal(LIMITS), 3);
    const seen: string[] = [];
    for (const numbered of journal.entries()) {
      seen.push(...codes([numbered]));
      if (numbered.number === 1) for (const code of [4, 5, 6, 7]) journal.append(entry(code));
    }
    expect(seen).to.deep.equal(['1:1', '5:5', '6:6', '7:7']);
  });

  it('tells listeners of each entry once it is in, until they stop listening', () => {
    const journal = createJournal(LIMITS);
    const heard: string[] = [];
    const stop = journal.onAppend((numbered) => heard.push(...codes([numbered]), String(journal.last)));
    filled(journal, 2);
    stop();
    filled(journal, 1);
    expect(heard).to.deep.equal(['1:1', '1', '2:2', '2']);
  });

  it('tells nobody while it is off', () => {
    const journal = createJournal(undefined);
    journal.onAppend(() => expect.fail('nothing happened'));
    filled(journal, 1);
  });

  describe('makes entries later', () => {
    /** What its makers were lent, in the order in which they were asked. */
    let spares: unknown[];
    beforeEach(() => {
      spares = [];
    });

    function happened(code: number, isLarge = false): Happened {
      return {
        isLarge,
        entry(spare) {
          spares.push(spare?.kind === 'close' && spare.code);
          return entry(code);
        },
      };
    }

    function waiting(...codes: readonly number[]): Journal {
      const journal = createJournal(LIMITS);
      for (const code of codes) journal.appendLater(happened(code));
      return journal;
    }

    it('of a few things at once, however many happen', () => {
      const journal = createJournal(LIMITS);
      const made = [...Array(100).keys()].map((code) => {
        journal.appendLater(happened(code));
        return spares.length;
      });
      expect(made[0]).to.equal(0);
      expect(made.filter((count, index) => count > (made[index - 1] ?? 0)).length).to.be.within(2, 50);
      expect(codes(journal.entries())).to.deep.equal(['98:97', '99:98', '100:99']);
    });

    const READERS: Readonly<Record<string, (journal: Journal) => unknown>> = {
      'asks for the number of the youngest': ({ last }) => last,
      'reads them': (journal) => [...journal.entries()],
      'reads one that is not there yet': (journal) => journal.get(99),
      'begins to listen': (journal) => journal.onAppend(() => expect.fail('nothing happened since')),
      'clears the journal': (journal) => journal.clear(),
      'appends something': (journal) => journal.append(entry(9)),
      'appends something large': (journal) => journal.appendLater(happened(9, true)),
      'sets other limits': (journal) => journal.update(LIMITS),
    };
    for (const [what, read] of Object.entries(READERS)) {
      it(`at the latest when somebody ${what}`, () => {
        const journal = waiting(1, 2);
        expect(spares).to.deep.equal([]);
        read(journal);
        expect(spares.length).to.be.at.least(2);
      });
    }

    it('in the order in which things happened', () => {
      const journal = waiting(1);
      journal.append(entry(2));
      journal.appendLater(happened(3));
      expect(codes(journal.entries())).to.deep.equal(['1:1', '2:2', '3:3']);
      journal.appendLater(happened(4));
      journal.clear();
      journal.appendLater(happened(5));
      expect(codes(journal.entries())).to.deep.equal(['5:5']);
    });

    it('while they are listed: what is appended meanwhile is seen', () => {
      const journal = waiting(1);
      const seen: string[] = [];
      for (const numbered of journal.entries()) {
        seen.push(...codes([numbered]));
        if (numbered.number < 3) journal.appendLater(happened(numbered.number + 1));
      }
      expect(seen).to.deep.equal(['1:1', '2:2', '3:3']);
    });

    it('at once for a listener', () => {
      const journal = waiting(1);
      const heard: string[] = [];
      journal.onAppend((numbered) => heard.push(...codes([numbered]), ...codes(journal.entries())));
      journal.appendLater(happened(2));
      expect(heard).to.deep.equal(['2:2', '1:1', '2:2']);
    });

    it('never while it is off', () => {
      const journal = createJournal(undefined);
      journal.appendLater(happened(1));
      journal.update(LIMITS);
      expect({ last: journal.last, spares }).to.deep.equal({ last: 0, spares: [] });
    });

    describe('out of a spare one', () => {
      /** The code of the entry that the maker of the next one is lent. */
      const spareCode = (journal: Journal): unknown => {
        journal.appendLater(happened(0, true));
        return spares.at(-1);
      };

      it('once it is full: the one that goes with it', () => {
        expect(spareCode(filled(createJournal(LIMITS), 2))).to.equal(false);
        expect(spareCode(filled(createJournal(LIMITS), 3))).to.equal(1);
        expect(spareCode(filled(createJournal(LIMITS), 4))).to.equal(2);
      });

      it('of each thing another', () => {
        const journal = filled(createJournal(LIMITS), 3);
        for (const code of [4, 5, 6]) journal.appendLater(happened(code));
        expect({ last: journal.last, spares }).to.deep.equal({ last: 6, spares: [1, 2, 3] });
      });

      it('but of none that somebody may have: one that was read, or told to a listener', () => {
        const journal = filled(createJournal(LIMITS), 3);
        journal.get(2);
        expect([spareCode(journal), spareCode(journal), spareCode(journal)]).to.deep.equal([false, false, 3]);
        filled(journal, 3);
        for (const { number } of journal.entries()) if (number === journal.last) break;
        expect([spareCode(journal), spareCode(journal), spareCode(journal)]).to.deep.equal([false, false, false]);
        const stop = journal.onAppend(() => {});
        filled(journal, 1);
        stop();
        filled(journal, 2);
        expect([spareCode(journal), spareCode(journal)]).to.deep.equal([false, 1]);
      });
    });
  });

  it('is bounded by bytes, too', () => {
    const journal = filled(createJournal({ keep: 1_000_000, bytes: 10_000 }), 1000);
    expect([...journal.entries()].length).to.be.within(5, 50);
  });
});
