import { expect } from 'chai';
import { periodEnd, periodName, type Rotate } from '../../src/log/period.ts';

/** A local moment. */
const at = (...parts: [year: number, month: number, day: number, hour?: number, minute?: number, second?: number]) => {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
};

describe('periodName', () => {
  const rows: [rotate: Rotate, time: number, name: string][] = [
    ['daily', at(2026, 11, 22), '2026-11-22'],
    ['daily', at(2026, 11, 22, 23, 59, 59), '2026-11-22'],
    ['daily', at(2026, 11, 23), '2026-11-23'],
    ['hourly', at(2026, 11, 22, 13, 59, 59), '2026-11-22_13'],
    ['hourly', at(2026, 11, 22, 14), '2026-11-22_14'],
    ['hourly', at(2026, 1, 2, 3), '2026-01-02_03'],
    ['12:00', at(2026, 11, 22, 12), '2026-11-22'],
    ['12:00', at(2026, 11, 23, 11, 59, 59), '2026-11-22'],
    ['12:00', at(2026, 11, 23, 12), '2026-11-23'],
    ['06:30', at(2026, 3, 1, 6, 29), '2026-02-28'],
    ['06:30', at(2027, 1, 1, 0), '2026-12-31'],
    ['00:00', at(2026, 11, 22), '2026-11-22'],
  ];
  for (const [rotate, time, name] of rows) {
    it(`names ${new Date(time).toString().slice(4, 24)} "${name}" when rotation is ${rotate}`, () => {
      expect(periodName(time, rotate)).to.equal(name);
    });
  }
});

describe('periodEnd', () => {
  const rows: [name: string, rotate: Rotate, end: number | undefined][] = [
    ['2026-11-22', 'daily', at(2026, 11, 23)],
    ['2026-12-31', 'daily', at(2027, 1, 1)],
    ['2026-11-22', '12:00', at(2026, 11, 23, 12)],
    ['2026-11-22', 'hourly', at(2026, 11, 23)],
    ['2026-11-22_13', 'hourly', at(2026, 11, 22, 14)],
    ['2026-11-22_23', 'daily', at(2026, 11, 23)],
    ['2026-02-30', 'daily', undefined],
    ['2026-13-01', 'daily', undefined],
    ['2026-11-22_24', 'hourly', undefined],
    ['2026-02-30_10', 'hourly', undefined],
    ['2026-11-22 ', 'daily', undefined],
    ['../2026-11-22', 'daily', undefined],
    ['', 'daily', undefined],
  ];
  for (const [name, rotate, end] of rows) {
    it(`reads "${name}" when rotation is ${rotate}`, () => {
      expect(periodEnd(name, rotate)).to.equal(end);
    });
  }
});

describe('periods over a change of the clocks', () => {
  const zone = process.env.TZ;
  before(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('gives both hours that are called two one name, and ends them when three begins', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    const second = Date.UTC(2026, 9, 25, 1, 30);
    expect([periodName(first, 'hourly'), periodName(second, 'hourly')]).to.deep.equal([
      '2026-10-25_02',
      '2026-10-25_02',
    ]);
    expect(periodEnd('2026-10-25_02', 'hourly')).to.equal(Date.UTC(2026, 9, 25, 2));
  });

  it('makes a day of 23 hours end at midnight', () => {
    expect(periodEnd('2026-03-29', 'daily')).to.equal(Date.UTC(2026, 2, 29, 22));
  });
});
