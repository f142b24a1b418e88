import { expect } from 'chai';
import type { ContractParam } from '../../../src/spec/contract/contract-spec.ts';
import { onlyOperation, readText } from './support.ts';

const params = (written: string, path = '/a/{id}'): readonly ContractParam[] =>
  onlyOperation(
    `paths:\n  ${path}:\n    get:\n      parameters: ${written}\n      responses: { 200: { description: ok } }\n`,
  ).params;

const told = (written: string): readonly string[] =>
  readText(
    `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a/{id}:\n    get:\n      parameters: ${written}\n      responses: { 200: { description: ok } }\n`,
  ).told;

describe('readParameters', () => {
  const styles: readonly (readonly [written: string, style: string, isExploded: boolean])[] = [
    ['{ name: id, in: path, required: true }', 'simple', false],
    ['{ name: id, in: path, required: true, style: matrix, explode: true }', 'matrix', true],
    ['{ name: q, in: query }', 'form', true],
    ['{ name: q, in: query, explode: false }', 'form', false],
    ['{ name: q, in: query, style: deepObject }', 'deepObject', true],
    ['{ name: q, in: query, style: pipeDelimited }', 'pipeDelimited', false],
    ['{ name: x-a, in: header }', 'simple', false],
    ['{ name: sid, in: cookie }', 'form', true],
  ];
  for (const [written, style, isExploded] of styles) {
    it(`reads ${written} as ${style}, ${isExploded ? 'exploded' : 'in one'}`, () => {
      const [only] = params(`[${written}]`);
      expect([only?.style, only?.isExploded]).to.deep.equal([style, isExploded]);
    });
  }

  it('has path parameters required, whatever is written', () => {
    expect(params('[{ name: id, in: path }]').map(({ isRequired }) => isRequired)).to.deep.equal([true]);
  });

  it('has the operation win over its path', () => {
    const { params: found } = onlyOperation(
      'paths:\n  /a:\n    parameters: [{ name: q, in: query, required: true }, { name: X-A, in: header }]\n    get:\n      parameters: [{ name: q, in: query }, { name: x-a, in: header, required: true }]\n      responses: { 200: { description: ok } }\n',
    );
    expect(found.map(({ name, isRequired }) => [name, isRequired])).to.deep.equal([
      ['q', false],
      ['x-a', true],
    ]);
  });

  it('leaves headers alone that HTTP has for itself', () => {
    expect(
      params('[{ name: Accept, in: header }, { name: AUTHORIZATION, in: header }, { name: content-type, in: header }]'),
    ).to.deep.equal([]);
  });

  it('takes a document as a parameter', () => {
    const [only] = params(
      '[{ name: filter, in: query, content: { application/json: { schema: { type: object }, example: { a: 1 } } } }]',
    );
    expect([only?.mediaType, only?.schema?.value, only?.examples.map(({ value }) => value)]).to.deep.equal([
      'application/json',
      { type: 'object' },
      [{ a: 1 }],
    ]);
  });

  const mistakes: readonly (readonly [written: string, told: readonly string[]])[] = [
    ['[{ in: query }]', ['6:20 missing-key a parameter has no "name" (until then GET /a/{id} is not served)']],
    ['[{ name: a }]', ['6:20 missing-key a parameter has no "in" (until then GET /a/{id} is not served)']],
    [
      '[{ name: a, in: body }]',
      [
        '6:35 wrong-value "body" is no place of a parameter (there are path, query, header, cookie; until then GET /a/{id} is not served)',
      ],
    ],
    [
      '[{ name: no, in: path, required: true }]',
      ['6:20 unknown-url-parameter the path has no parameter "{no}" (it has no effect; there are {id})'],
    ],
    [
      '[{ name: q, in: query, style: matrix }]',
      [
        '6:49 wrong-value a parameter in "query" has no style "matrix" (it is read as "form"; there are form, spaceDelimited, pipeDelimited, deepObject)',
      ],
    ],
    ['[5]', ['6:20 wrong-type a parameter is a map, not a number (until then GET /a/{id} is not served)']],
    ['{ a: 1 }', ['6:19 wrong-type "parameters" is a list, not a map']],
    [
      '[{ name: q, in: query, requird: true }]',
      ['6:42 unknown-key OpenAPI has no key "requird" here (did you mean "required"?)'],
    ],
  ];
  for (const [written, expected] of mistakes) {
    it(`tells what is wrong with ${written}`, () => {
      expect(told(written)).to.deep.equal(expected);
    });
  }
});
