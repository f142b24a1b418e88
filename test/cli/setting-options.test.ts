import { expect } from 'chai';
import { settingsFromOptions } from '../../src/cli/setting-options.ts';

describe('settingsFromOptions', () => {
  it('is empty when nothing was typed', () => {
    expect(settingsFromOptions({ log: true, watch: true })).to.deep.equal({});
  });

  it('puts each option where its setting stands', () => {
    const typed = { port: 0, host: '::1', seed: 42, locale: 'zh_CN', logDir: 'l', logLevel: 'debug', log: true };
    expect(settingsFromOptions(typed)).to.deep.equal({
      server: { port: 0, host: '::1' },
      seed: 42,
      locale: 'zh_CN',
      log: { dir: 'l', level: 'debug' },
    });
  });

  it('switches console and journal off, and names the port of the console', () => {
    const typed = { console: false, journal: false };
    expect(settingsFromOptions(typed)).to.deep.equal({ console: 'off', journal: 'off' });
    expect(settingsFromOptions({ console: true, journal: true, consolePort: 0 })).to.deep.equal({
      console: { port: 0 },
    });
  });

  it('switches the docs off', () => {
    expect(settingsFromOptions({ docs: false })).to.deep.equal({ docs: 'off' });
    expect(settingsFromOptions({ docs: true })).to.deep.equal({});
  });

  it('switches the log off', () => {
    expect(settingsFromOptions({ log: false, seed: 1 })).to.deep.equal({ seed: 1, log: 'off' });
  });
});
