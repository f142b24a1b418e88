import { expect } from 'chai';
import { createConsoleOut } from '../../src/log/console-out.ts';

const at = '2026-11-22T12:01:02.345+01:00';
const facts = { method: 'GET', target: '/a', status: 200, ms: 1, id: 'k', client: '::1' };

function recorder() {
  const writes: string[] = [];
  return { writes, target: { colour: false, write: (text: string) => void writes.push(text) } };
}

describe('createConsoleOut', () => {
  it('writes access lines in one piece', () => {
    const { writes, target } = recorder();
    const out = createConsoleOut(target);
    out.access(facts, at);
    out.access({ ...facts, target: '/b' }, at);
    expect(writes).to.deep.equal([]);
    out.flush();
    out.flush();
    expect(writes).to.deep.equal(['12:01:02 200   GET /a  1.0 ms\n12:01:02 200   GET /b  1.0 ms\n']);
  });

  it('writes them by itself within a moment, without keeping the process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    let timersMeanwhile = Number.NaN;
    const text = await new Promise<string>((resolve) => {
      const out = createConsoleOut({ colour: false, write: resolve });
      out.access(facts, at);
      timersMeanwhile = timers();
    });
    expect(text).to.equal('12:01:02 200   GET /a  1.0 ms\n');
    expect(timersMeanwhile).to.equal(before);
  });

  it('keeps the order of requests and records', () => {
    const { writes, target } = recorder();
    const out = createConsoleOut(target);
    out.access(facts, at);
    out.record({ at, level: 'info', sentence: 'reloaded', fields: undefined });
    expect(writes).to.deep.equal(['12:01:02 200   GET /a  1.0 ms\n', '12:01:02 info  reloaded\n']);
  });

  it('counts what a busy server would drown the terminal in', () => {
    const { writes, target } = recorder();
    const out = createConsoleOut(target);
    for (let count = 0; count < 1000; count += 1) out.access(facts, at);
    out.flush();
    const lines = writes.join('').split('\n');
    expect(lines.length).to.equal(52);
    expect(lines.at(-2)).to.equal('12:01:02 info  more requests, too many to show here  count=950');
  });

  it('survives a console that throws', () => {
    const out = createConsoleOut({
      colour: false,
      write() {
        throw new Error('EPIPE');
      },
    });
    out.record({ at, level: 'info', sentence: 'x', fields: undefined });
    out.access(facts, at);
    expect(() => out.flush()).not.to.throw();
  });

  it('says nothing without a console', () => {
    const out = createConsoleOut(undefined);
    out.access(facts, at);
    out.record({ at, level: 'error', sentence: 'x', fields: undefined });
    expect(() => out.flush()).not.to.throw();
  });
});
