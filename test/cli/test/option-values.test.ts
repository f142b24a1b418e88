import { expect } from 'chai';
import { InvalidArgumentError } from 'commander';
import {
  parseOutput,
  parsePattern,
  parsePercent,
  parseReporter,
  parseRetries,
  parseTarget,
  parseTime,
  parseVar,
  parseWorkers,
} from '../../../src/cli/test/option-values.ts';

/** What a refusal says, or the value. */
function outcome(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidArgumentError) return `refused: ${error.message}`;
    throw error;
  }
}

describe('parseOutput', () => {
  const rows = [
    ['tap', ['tap', undefined]],
    ['junit=a/report.xml', ['junit', 'a/report.xml']],
    ['json=-', ['json', undefined]],
    ['html=a=b.html', ['html', 'a=b.html']],
  ] as const;
  for (const [text, [name, file]] of rows) {
    it(`reads ${text}`, () => {
      const [output] = parseOutput(text, undefined);
      expect([output?.reporter.name, output?.file]).to.deep.equal([name, file]);
    });
  }

  it('collects them in order', () => {
    const names = parseOutput('tap=x', parseOutput('json=y', undefined)).map(({ reporter }) => reporter.name);
    expect(names).to.deep.equal(['json', 'tap']);
  });

  for (const [text, told] of [
    ['junit=', 'Behind "=" stands the name of a file.'],
    ['jnuit=x', 'There is no such report; did you mean "junit"?'],
    ['', 'There is no such report; there are pretty, plain, junit, tap, json, html, github.'],
    ['constructor', 'There is no such report; there are pretty, plain, junit, tap, json, html, github.'],
  ] as const) {
    it(`refuses "${text}"`, () => {
      expect(outcome(() => parseOutput(text, undefined))).to.equal(`refused: ${told}`);
    });
  }
});

describe('parseReporter', () => {
  it('finds a reporter by its name', () => {
    expect(parseReporter('github').name).to.equal('github');
  });
});

describe('parseVar', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['token=t-1', { token: 't-1' }],
    ['n=12', { n: 12 }],
    ['n=1.50', { n: 1.5 }],
    ['n=null', { n: null }],
    ['n=true', { n: true }],
    ['n="12"', { n: '12' }],
    ['n=007', { n: '007' }],
    ['n={"a":[1]}', { n: { a: [1] } }],
    ['n={a}', { n: '{a}' }],
    ['n=', { n: '' }],
    ['n=a=b', { n: 'a=b' }],
    ['n= 1 ', { n: 1 }],
    ['id=12345678901234567890', { id: '12345678901234567890' }],
    ['n=9007199254740991', { n: 9007199254740991 }],
    ['n=1e400', { n: '1e400' }],
  ];
  for (const [text, value] of rows) {
    it(`reads ${text}`, () => {
      expect(parseVar(text, undefined)).to.deep.equal(value);
    });
  }

  it('collects them, the last of a name counts', () => {
    expect(parseVar('a=2', parseVar('b=3', parseVar('a=1', undefined)))).to.deep.equal({ a: 2, b: 3 });
  });

  for (const text of ['token', '=x', 'a-b=1', '1a=1', 'vars.a=1', '${a}=1']) {
    it(`refuses ${text}`, () => {
      expect(outcome(() => parseVar(text, undefined))).to.equal('refused: Write it as name=value, such as token=t-1.');
    });
  }
});

describe('parseTime', () => {
  for (const [text, ms] of [
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5m', 90_000],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parseTime(text)).to.equal(ms);
    });
  }

  for (const text of ['0s', '10', '-1s', '', '1 s', '25d', '9999999999999999d']) {
    it(`refuses "${text}"`, () => {
      expect(outcome(() => parseTime(text))).to.equal('refused: A time is written such as 500ms, 10s or 2m.');
    });
  }
});

describe('parseWorkers', () => {
  for (const [text, value] of [
    ['1', 1],
    ['64', 64],
    ['0', 'refused: It is a whole number from 1 to 64.'],
    ['65', 'refused: It is a whole number from 1 to 64.'],
    ['2.5', 'refused: It is a whole number from 1 to 64.'],
    ['1e1', 'refused: It is a whole number from 1 to 64.'],
  ] as const) {
    it(`takes ${text} as ${value}`, () => {
      expect(outcome(() => parseWorkers(text))).to.equal(value);
    });
  }
});

describe('parseRetries', () => {
  for (const [text, value] of [
    ['0', 0],
    ['100', 100],
    ['101', 'refused: It is a whole number from 0 to 100.'],
    ['-1', 'refused: It is a whole number from 0 to 100.'],
  ] as const) {
    it(`takes ${text} as ${value}`, () => {
      expect(outcome(() => parseRetries(text))).to.equal(value);
    });
  }
});

describe('parsePercent', () => {
  for (const [text, value] of [
    ['0', 0],
    ['80', 80],
    ['99.5', 99.5],
    ['80%', 80],
    ['100', 100],
    ['100.1', 'refused: It is a percentage from 0 to 100.'],
    ['-1', 'refused: It is a percentage from 0 to 100.'],
    ['all', 'refused: It is a percentage from 0 to 100.'],
  ] as const) {
    it(`takes ${text} as ${value}`, () => {
      expect(outcome(() => parsePercent(text))).to.equal(value);
    });
  }
});

describe('parsePattern', () => {
  it('compiles a pattern that is found anywhere, and keeps what was typed', () => {
    const { text, pattern } = parsePattern('(?i)GOODS');
    expect([text, pattern.test('the goods'), pattern.test('the good')]).to.deep.equal(['(?i)GOODS', true, false]);
  });

  it('says what is no pattern', () => {
    expect(outcome(() => parsePattern('a('))).to.match(/^refused: It is no regular expression \(RE2\): .+\.$/);
  });
});

describe('parseTarget', () => {
  const mend = 'Write a URL such as http://127.0.0.1:8080 or https://api.example.org/v1.';
  const rows = [
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://api.example.org/', 'https://api.example.org'],
    ['https://api.example.org/v1//', 'https://api.example.org/v1'],
    ['HTTP://[::1]:80', 'http://[::1]'],
    ['localhost:8080', `refused: ${mend}`],
    ['api.example.org', `refused: ${mend}`],
    ['ws://127.0.0.1', `refused: ${mend}`],
    ['http://', `refused: ${mend}`],
    ['http:/a', `refused: ${mend}`],
    ['', `refused: ${mend}`],
    ['http://a:b@c', 'refused: Credentials do not belong into the URL: send them as a header of the suite.'],
    ['http://a?x=1', 'refused: It ends with a host or a path: leave out what begins with "?" or "#".'],
    ['http://a/#b', 'refused: It ends with a host or a path: leave out what begins with "?" or "#".'],
  ] as const;
  for (const [text, value] of rows) {
    it(`takes "${text}" as ${value}`, () => {
      expect(outcome(() => parseTarget(text))).to.equal(value);
    });
  }
});
