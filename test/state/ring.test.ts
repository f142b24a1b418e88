import { expect } from 'chai';
import { createRing, type Ring } from '../../src/state/ring.ts';

/** Numbers and items, from the oldest. */
function contents<T>(ring: Ring<T>): readonly [number, T | undefined][] {
  const all: [number, T | undefined][] = [];
  for (let number = ring.oldest; number <= ring.last; number++) all.push([number, ring.get(number)]);
  return all;
}

function filled(limits: { readonly keep: number; readonly bytes: number }, count: number, bytes = 1): Ring<string> {
  const ring = createRing<string>(limits);
  for (let index = 1; index <= count; index++) ring.append(`i${index}`, bytes);
  return ring;
}

describe('createRing', () => {
  it('is empty at first', () => {
    const ring = createRing({ keep: 3, bytes: 100 });
    expect({ ...pick(ring), contents: contents(ring) }).to.deep.equal({ oldest: 1, last: 0, bytes: 0, contents: [] });
    expect(ring.get(0)).to.equal(undefined);
    expect(ring.get(1)).to.equal(undefined);
  });

  it('numbers items from 1 and gives them by number', () => {
    const ring = createRing<string>({ keep: 3, bytes: 100 });
    expect([ring.append('a', 1), ring.append('b', 2)]).to.deep.equal([1, 2]);
    expect({ ...pick(ring), contents: contents(ring) }).to.deep.equal({
      oldest: 1,
      last: 2,
      bytes: 3,
      contents: [
        [1, 'a'],
        [2, 'b'],
      ],
    });
  });

  for (const count of [3, 4, 7, 200, 1001]) {
    it(`keeps the youngest 3 of ${count}`, () => {
      const ring = filled({ keep: 3, bytes: 1000 }, count);
      expect(contents(ring)).to.deep.equal(
        [count - 2, count - 1, count].map((number) => [number, `i${number}`] as const),
      );
      expect(ring.get(count - 3)).to.equal(undefined);
      expect(ring.bytes).to.equal(3);
    });
  }

  it('grows to a count beyond its first capacity without losing any', () => {
    const ring = filled({ keep: 1000, bytes: 10_000 }, 2500);
    expect(contents(ring)).to.deep.equal(
      Array.from({ length: 1000 }, (_, index) => [1501 + index, `i${1501 + index}`]),
    );
  });

  it('forgets the oldest beyond the bytes', () => {
    const ring = filled({ keep: 10, bytes: 25 }, 4, 10);
    expect(contents(ring).map(([number]) => number)).to.deep.equal([3, 4]);
    expect(ring.bytes).to.equal(20);
  });

  it('keeps the youngest, whatever it holds', () => {
    const ring = filled({ keep: 10, bytes: 25 }, 2, 10);
    ring.append('large', 1000);
    expect(contents(ring)).to.deep.equal([[3, 'large']]);
    ring.append('small', 1);
    expect(contents(ring)).to.deep.equal([[4, 'small']]);
  });

  it('goes on with its numbers after it was cleared', () => {
    const ring = filled({ keep: 3, bytes: 100 }, 5);
    ring.clear();
    expect({ ...pick(ring), contents: contents(ring) }).to.deep.equal({ oldest: 6, last: 5, bytes: 0, contents: [] });
    expect(ring.append('next', 1)).to.equal(6);
    expect(contents(ring)).to.deep.equal([[6, 'next']]);
  });

  for (const [what, limits, numbers] of [
    ['fewer items', { keep: 2, bytes: 100 }, [9, 10]],
    ['fewer bytes', { keep: 10, bytes: 3 }, [8, 9, 10]],
    ['no bytes', { keep: 10, bytes: 0 }, [10]],
    ['more of both', { keep: 1000, bytes: 1000 }, [3, 4, 5, 6, 7, 8, 9, 10]],
  ] as const) {
    it(`is resized to ${what}`, () => {
      const ring = filled({ keep: 8, bytes: 100 }, 10);
      ring.resize(limits);
      expect(contents(ring)).to.deep.equal(numbers.map((number) => [number, `i${number}`]));
      for (let index = 11; index <= 30; index++) ring.append(`i${index}`, 1);
      expect(ring.last).to.equal(30);
      expect(contents(ring).every(([number, item]) => item === `i${number}`)).to.equal(true);
    });
  }

  it('holds on to nothing that it has forgotten', () => {
    const ring = createRing<object>({ keep: 4, bytes: 100 });
    for (let index = 0; index < 100; index++) ring.append({ index }, 1);
    expect(Array.from({ length: 200 }, (_, number) => ring.get(number)).filter((item) => item).length).to.equal(4);
  });
});

function pick({ oldest, last, bytes }: Ring<unknown>): object {
  return { oldest, last, bytes };
}
