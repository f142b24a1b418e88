import { expect } from 'chai';
import { createBacklog } from '../../src/core/backlog.ts';

describe('createBacklog', () => {
  it('puts work off until enough has come together, and does it in order', () => {
    const done: number[] = [];
    const backlog = createBacklog<number>((item) => done.push(item));
    const items = [...Array(100).keys()];
    const pieces = items.filter((item) => {
      const before = done.length;
      backlog.add(item);
      return done.length > before;
    });
    expect(pieces.length).to.be.within(2, 50);
    expect(done).to.deep.equal(items.slice(0, done.length));
    backlog.catchUp();
    expect(done).to.deep.equal(items);
    backlog.catchUp();
    expect(done).to.deep.equal(items);
  });

  it('stays in order when the work itself catches up, or adds', () => {
    const done: string[] = [];
    const backlog = createBacklog<string>((item) => {
      done.push(item);
      if (item === 'a') {
        backlog.add('c');
        backlog.catchUp();
        expect(done).to.deep.equal(['a', 'b', 'c']);
        backlog.add('d');
      }
    });
    for (const item of ['a', 'b']) backlog.add(item);
    backlog.catchUp();
    expect(done).to.deep.equal(['a', 'b', 'c', 'd']);
    backlog.add('e');
    backlog.catchUp();
    expect(done).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('loses nothing but the item that the work fails on', () => {
    const done: number[] = [];
    const backlog = createBacklog<number>((item) => {
      if (item === 2) throw new Error('no');
      done.push(item);
    });
    for (const item of [1, 2, 3]) backlog.add(item);
    expect(() => backlog.catchUp()).to.throw('no');
    backlog.add(4);
    backlog.catchUp();
    expect(done).to.deep.equal([1, 3, 4]);
  });
});
