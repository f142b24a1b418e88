import { expect } from 'chai';
import { createTimestamp } from '../../src/log/timestamp.ts';

describe('createTimestamp', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  const rows: [zone: string, time: number, text: string][] = [
    ['UTC', Date.UTC(2026, 10, 22, 12, 1, 2, 345), '2026-11-22T12:01:02.345+00:00'],
    ['Europe/Berlin', Date.UTC(2026, 10, 22, 12, 1, 2, 5), '2026-11-22T13:01:02.005+01:00'],
    ['Europe/Berlin', Date.UTC(2026, 6, 22, 12, 1, 2, 50), '2026-07-22T14:01:02.050+02:00'],
    ['Asia/Kathmandu', Date.UTC(2026, 11, 31, 20, 0, 0, 0), '2027-01-01T01:45:00.000+05:45'],
    ['America/St_Johns', Date.UTC(2026, 0, 1, 1, 0, 0, 999.7), '2025-12-31T21:30:00.999-03:30'],
  ];
  for (const [name, time, text] of rows) {
    it(`writes ${text} in ${name}`, () => {
      process.env.TZ = name;
      expect(createTimestamp()(time)).to.equal(text);
    });
  }

  it('goes on within a second, to the next one and back', () => {
    process.env.TZ = 'UTC';
    const timestamp = createTimestamp();
    const start = Date.UTC(2026, 10, 22, 12, 59, 59);
    expect([0, 999, 1000, 500].map((ms) => timestamp(start + ms))).to.deep.equal([
      '2026-11-22T12:59:59.000+00:00',
      '2026-11-22T12:59:59.999+00:00',
      '2026-11-22T13:00:00.000+00:00',
      '2026-11-22T12:59:59.500+00:00',
    ]);
  });
});
