import { expect } from 'chai';
import { formatConsoleAccess, formatConsoleRecord } from '../../src/log/console-line.ts';

const at = '2026-11-22T12:01:02.345+01:00';
const plain = { colour: false };
const coloured = { colour: true };

describe('formatConsoleRecord', () => {
  it('is short and aligned', () => {
    const record = {
      at,
      level: 'info',
      sentence: 'reloaded v7: +2 ~1 -0 in 38 ms',
      fields: { route: 'goods.yaml:12' },
    };
    expect(formatConsoleRecord({ ...record, level: 'info' }, plain)).to.equal(
      '12:01:02 info  reloaded v7: +2 ~1 -0 in 38 ms  route=goods.yaml:12',
    );
  });

  it('has colours only when asked', () => {
    expect(formatConsoleRecord({ at, level: 'warn', sentence: 'x', fields: { a: 1 } }, coloured)).to.equal(
      '\u001b[2m12:01:02\u001b[0m \u001b[33mwarn \u001b[0m x  \u001b[2ma=1\u001b[0m',
    );
  });

  it('shows a stack below, indented and harmless', () => {
    const stack = 'Error: \u001b[2J\n    at a\n12:01:02 info  forged';
    expect(
      formatConsoleRecord({ at, level: 'error', sentence: 'we are wrong', fields: { id: 'k1', stack } }, plain),
    ).to.equal('12:01:02 error we are wrong  id=k1\n    Error: \\x1b[2J\n    at a\n    12:01:02 info  forged');
  });

  it('cuts a stack after 30 lines', () => {
    const stack = Array.from({ length: 100 }, (_, index) => `at ${index}`).join('\n');
    const lines = formatConsoleRecord({ at, level: 'error', sentence: 'x', fields: { stack } }, plain).split('\n');
    expect(lines.slice(30)).to.deep.equal(['    at 29', '    … 70 more lines']);
  });
});

describe('formatConsoleAccess', () => {
  const facts = {
    method: 'GET',
    target: '/goods/1',
    status: 200,
    ms: 1.23,
    route: 'goods.yaml:12',
    id: 'k',
    client: '::1',
  };

  it('shows status, request, time and route', () => {
    expect(formatConsoleAccess(facts, at, plain)).to.equal('12:01:02 200   GET /goods/1  1.2 ms  goods.yaml:12');
  });

  it('leaves out the route where there is none', () => {
    expect(formatConsoleAccess({ ...facts, status: 404, route: undefined }, at, plain)).to.equal(
      '12:01:02 404   GET /goods/1  1.2 ms',
    );
  });

  it('escapes what would move the cursor and cuts what would fill the screen', () => {
    const target = `/\u001b[2J${'a'.repeat(1000)}`;
    expect(formatConsoleAccess({ ...facts, target }, at, plain)).to.equal(
      `12:01:02 200   GET /\\x1b[2J${'a'.repeat(195)}…  1.2 ms  goods.yaml:12`,
    );
  });

  const colours: [status: number, colour: number][] = [
    [204, 32],
    [302, 36],
    [422, 33],
    [500, 31],
  ];
  for (const [status, colour] of colours) {
    it(`colours ${status} as ${colour}`, () => {
      expect(formatConsoleAccess({ ...facts, status }, at, coloured)).to.contain(
        `\u001b[${colour}m${status}  \u001b[0m`,
      );
    });
  }
});
