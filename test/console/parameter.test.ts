import { expect } from 'chai';
import { duration, oneOf, optional, readQuery, text, whole, withDefault } from '../../src/console/parameter.ts';
import { ConsoleRefusal } from '../../src/console/refusal.ts';

const PARAMETERS = {
  name: optional(text('')),
  limit: withDefault(whole('', { minimum: 1, maximum: 100 }), 10, 10),
  kind: optional(oneOf('', ['sent', 'close'])),
  within: optional(duration('', 60_000)),
};

/** The values, or what is wrong. */
function read(query: string): unknown {
  try {
    return readQuery(PARAMETERS, new URLSearchParams(query));
  } catch (error) {
    if (error instanceof ConsoleRefusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('readQuery', () => {
  it('reads what is there and fills in what is not', () => {
    expect(read('')).to.deep.equal({ name: undefined, limit: 10, kind: undefined, within: undefined });
    expect(read('name=a%20b&limit=1&kind=close&within=1.5s')).to.deep.equal({
      name: 'a b',
      limit: 1,
      kind: 'close',
      within: 1500,
    });
  });

  for (const [query, why] of [
    ['limt=3', 'there is no parameter "limt"; did you mean "limit"?'],
    ['zebra=3', 'there is no parameter "zebra"; there are name, limit, kind, within'],
    ['constructor=1', 'there is no parameter "constructor"; there are name, limit, kind, within'],
    ['__proto__=1', 'there is no parameter "__proto__"; there are name, limit, kind, within'],
    ['limit=1&limit=2', 'the parameter "limit" is there more than once; say it once'],
    ['limit=0', '"limit" must be a whole number from 1 to 100, not "0"'],
    ['limit=101', '"limit" must be a whole number from 1 to 100, not "101"'],
    ['limit=1e1', '"limit" must be a whole number from 1 to 100, not "1e1"'],
    ['limit=', '"limit" must be a whole number from 1 to 100, not ""'],
    ['limit=99999999999999999999', '"limit" must be a whole number from 1 to 100, not "99999999999999999999"'],
    ['name=', '"name" must be a text, not ""'],
    ['kind=closed', '"kind" must be one of sent, close, not "closed"'],
    ['within=5', '"within" must be a duration such as 500ms or 10s, at most 1m, not "5"'],
    ['within=2m', '"within" must be a duration such as 500ms or 10s, at most 1m, not "2m"'],
  ]) {
    it(`refuses ${query}`, () => {
      expect(read(query ?? '')).to.equal(`wrong-parameter: ${why}`);
    });
  }

  it('refuses when one that is needed is missing', () => {
    expect(() => readQuery({ version: whole('') }, new URLSearchParams())).to.throw(
      ConsoleRefusal,
      'the parameter "version" is missing; it is a whole number from 0 on',
    );
  });
});
