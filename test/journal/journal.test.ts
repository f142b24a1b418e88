import { expect } from 'chai';
import type { CloseEntry, ConnectionFacts } from '../../src/journal/entry.ts';
import { createJournal, type Journal, type Numbered } from '../../src/journal/journal.ts';

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

  describe('has a spare entry', () => {
    const spareCode = ({ spare }: Journal): unknown => spare?.kind === 'close' && spare.code;

    it('once it is full: the one that goes next', () => {
      const journal = createJournal(LIMITS);
      expect(spareCode(filled(journal, 2))).to.equal(false);
      expect(spareCode(filled(journal, 1))).to.equal(1);
      expect(spareCode(filled(journal, 3))).to.equal(1);
    });

    it('but none that somebody may have: one that was read, or told to a listener', () => {
      const journal = filled(createJournal(LIMITS), 3);
      journal.get(2);
      expect(spareCode(journal)).to.equal(false);
      journal.append(entry(4));
      expect(spareCode(journal)).to.equal(false);
      journal.append(entry(5));
      expect(spareCode(journal)).to.equal(3);
      for (const { number } of journal.entries()) if (number === 3) break;
      expect(spareCode(journal)).to.equal(false);
      journal.append(entry(6));
      expect(spareCode(journal)).to.equal(4);
      journal.onAppend(() => {})();
      expect(spareCode(journal)).to.equal(4);
      journal.onAppend(() => {});
      journal.append(entry(7));
      expect(spareCode(journal)).to.equal(false);
    });
  });

  it('is bounded by bytes, too', () => {
    const journal = filled(createJournal({ keep: 1_000_000, bytes: 10_000 }), 1000);
    expect([...journal.entries()].length).to.be.within(5, 50);
  });
});
