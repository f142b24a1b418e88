import { expect } from 'chai';
import type { JsonSchema } from '../../../src/core/json.ts';
import { compileCoercion, parseBooleanText, parseNumberText } from '../../../src/kinds/source/coerce.ts';
import { fakeSchemas } from './support.ts';

describe('parseNumberText', () => {
  for (const [text, value] of [
    ['0', 0],
    ['-12', -12],
    ['1.50', 1.5],
    ['1.0', 1],
    ['2e3', 2000],
    ['1E-2', 0.01],
    ['12345678901234567890', 12345678901234567000],
  ] as const) {
    it(`reads "${text}"`, () => {
      expect(parseNumberText(text)).to.equal(value);
    });
  }

  for (const text of [
    '',
    ' 1',
    '1 ',
    '+1',
    '01',
    '1.',
    '.5',
    '1_000',
    '1,000',
    '0x10',
    '0b1',
    '1e',
    '1e999',
    'NaN',
    'Infinity',
    '-',
    '１',
    '1n',
    '1\n',
  ]) {
    it(`does not take ${JSON.stringify(text)} for a number`, () => {
      expect(parseNumberText(text)).to.equal(undefined);
    });
  }
});

describe('parseBooleanText', () => {
  it('reads the eight words in upper and lower case', () => {
    for (const text of ['true', '1', 'on', 'yes', 'True', 'YES']) expect(parseBooleanText(text)).to.equal(true);
    for (const text of ['false', '0', 'off', 'no', 'FALSE', 'Off']) expect(parseBooleanText(text)).to.equal(false);
    for (const text of ['', 't', 'y', '2', 'truee', 'null', 'constructor']) {
      expect(parseBooleanText(text)).to.equal(undefined);
    }
  });
});

describe('compileCoercion', () => {
  const schemas = fakeSchemas({ count: { type: 'integer' }, again: { $ref: 'again' } });
  const rows: readonly (readonly [JsonSchema, readonly (readonly [string, unknown])[]])[] = [
    [
      { type: 'string' },
      [
        ['1', '1'],
        ['null', 'null'],
        ['', ''],
      ],
    ],
    [
      { type: 'integer' },
      [
        ['1', 1],
        ['1.0', 1],
        ['1.5', 1.5],
        ['x', 'x'],
        ['null', 'null'],
      ],
    ],
    [
      { type: 'boolean' },
      [
        ['on', true],
        ['0', false],
        ['maybe', 'maybe'],
      ],
    ],
    [
      { type: ['integer', 'null'] },
      [
        ['5', 5],
        ['null', null],
        ['x', 'x'],
      ],
    ],
    [
      { type: ['string', 'null'] },
      [
        ['null', 'null'],
        ['5', '5'],
      ],
    ],
    [
      { type: ['integer', 'string'] },
      [
        ['5', 5],
        ['05', '05'],
        ['x', 'x'],
      ],
    ],
    [
      { type: ['boolean', 'integer'] },
      [
        ['1', 1],
        ['true', true],
        ['on', 'on'],
      ],
    ],
    [
      { type: ['boolean', 'string'] },
      [
        ['TRUE', true],
        ['1', '1'],
        ['yes', 'yes'],
      ],
    ],
    [
      { enum: [1, 2, 'auto'] },
      [
        ['1', 1],
        ['7', 7],
        ['auto', 'auto'],
      ],
    ],
    [
      { enum: ['1', 1] },
      [
        ['1', '1'],
        ['2', 2],
      ],
    ],
    [{ const: true }, [['yes', true]]],
    [{ const: null }, [['null', null]]],
    [{ $ref: 'count' }, [['3', 3]]],
    [{ $ref: 'again' }, [['3', '3']]],
    [{ $ref: 'missing' }, [['3', '3']]],
    [
      { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      [
        ['3', 3],
        ['null', null],
      ],
    ],
    [
      { oneOf: [{ $ref: 'count' }, { const: 'all' }] },
      [
        ['3', 3],
        ['all', 'all'],
      ],
    ],
    [{ anyOf: [{ type: 'integer' }, {}] }, [['3', '3']]],
    [{ allOf: [{ type: ['integer', 'string'] }, { type: 'string' }] }, [['3', '3']]],
    [{ allOf: [{ type: 'number' }, { type: 'integer' }] }, [['3', 3]]],
    [
      { minimum: 1 },
      [
        ['3', 3],
        ['x', 'x'],
      ],
    ],
    [{ pattern: '^1' }, [['13', '13']]],
    [true, [['3', '3']]],
    [{}, [['true', 'true']]],
    [
      { type: 'object' },
      [
        ['{"a":1}', { a: 1 }],
        [' {}', {}],
        ['{"a":1,"a":2}', '{"a":1,"a":2}'],
        ['{', '{'],
        ['[1]', '[1]'],
        ['1', '1'],
      ],
    ],
    [
      { type: 'object' },
      [
        ['{"__proto__":{}}', '{"__proto__":{}}'],
        ['{"a":'.repeat(9000), '{"a":'.repeat(9000)],
      ],
    ],
    [{ type: ['object', 'array'] }, [['[1,{}]', [1, {}]]]],
    [{ type: 'string', format: 'date-time' }, [['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z']]],
  ];
  for (const [schema, texts] of rows) {
    for (const [text, value] of texts) {
      it(`reads ${JSON.stringify(text.slice(0, 30))} for ${JSON.stringify(schema)}`, () => {
        expect(compileCoercion(schema, schemas).read(text)).to.deep.equal(value);
      });
    }
  }

  it('takes an empty text for absent unless a string is admitted', () => {
    const absent = (schema: JsonSchema): boolean => compileCoercion(schema, schemas).emptyIsAbsent;
    expect([{ type: 'integer' }, { type: 'boolean' }, { enum: [1] }, { $ref: 'count' }].map(absent)).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
    expect(
      [{ type: 'string' }, {}, true, { type: ['integer', 'string'] }, { enum: ['', 1] }].map(absent),
    ).to.deep.equal([false, false, false, false, false]);
  });
});
