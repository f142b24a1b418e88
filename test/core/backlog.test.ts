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

  it('does each thing once, also when the work itself catches up or adds', () => {
    const done: string[] = [];
    const backlog = createBacklog<string>((item) => {
      done.push(item);
      if (item === 'a') backlog.add('c');
      backlog.catchUp();
    });
    backlog.add('a');
    backlog.add('b');
    backlog.catchUp();
    expect(done).to.have.members(['a', 'b', 'c']).and.to.have.length(3);
  });
});
