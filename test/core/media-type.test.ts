import { expect } from 'chai';
import { isJsonType } from '../../src/core/media-type.ts';

describe('isJsonType', () => {
  for (const [type, isJson] of [
    ['application/json', true],
    ['Application/JSON; charset=utf-8', true],
    ['application/vnd.github.v3+json', true],
    ['application/problem+json', true],
    ['text/json', true],
    ['application/jsonl', false],
    ['application/json+xml', false],
    ['*/*', false],
  ] as const) {
    it(`says ${isJson ? 'yes' : 'no'} to ${type}`, () => {
      expect(isJsonType(type)).to.equal(isJson);
    });
  }
});
