import { expect } from 'chai';
import { escapeText, escapeValue, escapeWord } from '../../src/log/escape.ts';

describe('escapeText', () => {
  const rows: [text: string, escaped: string][] = [
    ['reloaded v7: +2 ~1 -0', 'reloaded v7: +2 ~1 -0'],
    ['进入聊天 🎉', '进入聊天 🎉'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[31mred\u009b0m', '\\x1b[31mred\\x9b0m'],
    ['\0\u007f', '\\x00\\x7f'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['a\u202egpj.exe', 'a\\u202egpj.exe'],
    ['half \ud83d', 'half \\ud83d'],
    ['C:\\new', 'C:\\new'],
  ];
  for (const [text, escaped] of rows) {
    it(`writes ${JSON.stringify(text)} as ${escaped}`, () => {
      expect(escapeText(text)).to.equal(escaped);
    });
  }
});

describe('escapeWord', () => {
  const rows: [text: string, max: number, escaped: string][] = [
    ['/shop/goods/1?name=pen', 100, '/shop/goods/1?name=pen'],
    ['', 100, '-'],
    ['a b', 100, 'a\\x20b'],
    ['a\u00a0b\u3000c', 100, 'a\\xa0b\\u3000c'],
    ['/\r\n2026-11-22 access GET /', 100, '/\\r\\n2026-11-22\\x20access\\x20GET\\x20/'],
    ['\\n', 100, '\\\\n'],
    ['商品.yaml:3', 100, '商品.yaml:3'],
    ['abcdef', 3, 'abc…'],
    ['abc', 3, 'abc'],
  ];
  for (const [text, max, escaped] of rows) {
    it(`writes ${JSON.stringify(text)} as ${escaped} within ${max} characters`, () => {
      expect(escapeWord(text, max)).to.equal(escaped);
    });
  }
});

describe('escapeValue', () => {
  const rows: [text: string, max: number, escaped: string][] = [
    ['goods.yaml:12', 100, 'goods.yaml:12'],
    ['', 100, '""'],
    ['two words', 100, '"two words"'],
    ['a=b', 100, '"a=b"'],
    ['say "hi"', 100, '"say \\"hi\\""'],
    ['C:\\logs', 100, '"C:\\\\logs"'],
    ['x level=error\ny', 100, '"x level=error\\ny"'],
    ['abcdef', 3, 'abc…'],
  ];
  for (const [text, max, escaped] of rows) {
    it(`writes ${JSON.stringify(text)} as ${escaped} within ${max} characters`, () => {
      expect(escapeValue(text, max)).to.equal(escaped);
    });
  }
});
