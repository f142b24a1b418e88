import { expect } from 'chai';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { ParamSource } from '../../../src/core/source.ts';
import { SOURCE_KINDS } from '../../../src/kinds/source/index.ts';
import { createShapeCheck } from '../../../src/spec/shape.ts';
import { yaml } from './support.ts';

describe('SOURCE_KINDS', () => {
  it('has each kind under its own name', () => {
    expect(Object.entries(SOURCE_KINDS).filter(([name, kind]) => kind.name !== name)).to.deep.equal([]);
    expect(Object.keys(SOURCE_KINDS)).to.deep.equal(['url', 'query', 'header', 'cookie', 'body', 'form', 'file']);
  });

  const params: JsonObject = Object.fromEntries(
    Object.values(SOURCE_KINDS).map((kind): readonly [string, Json] => [kind.name, kind.schema]),
  );
  const check = createShapeCheck({ type: 'object', additionalProperties: false, properties: params });
  const shapeProblems = (source: ParamSource, text: string): readonly Problem[] => {
    const { value, place } = yaml(`${source}: ${text}`);
    const problems: Problem[] = [];
    check(value, place, (problem) => problems.push(problem));
    return problems;
  };

  for (const [source, text] of [
    ['url', '{ id: integer, name: { type: string, minLength: 1 } }'],
    ['query', '{ additional: false, a: { type: array, items: { type: integer }, style: comma } }'],
    ['query', '{ additional: { type: string, required: true } }'],
    ['query', '{ a: { type: object, required: [x], x-note: kept }, b: { type: [integer, "null"], default: null } }'],
    ['header', '{ x-token: { required: true, error: { status: 401, code: 40101, message: token missing } } }'],
    ['cookie', '{ a: { $ref: ../a.schema.json, description: what, example: x } }'],
    ['body', '{ $ref: ../item.schema.json, required: false }'],
    ['body', 'object'],
    ['body', '{ type: object, required: [a], properties: { a: true } }'],
    ['file', '{ photo: { required: true, count: 2, maxSize: 2MB, types: [image/*], extensions: [png], name: x } }'],
    ['file', '{ photo: {}, additional: false }'],
  ] as const) {
    it(`has a schema that takes ${source}: ${text}`, () => {
      expect(shapeProblems(source, text)).to.deep.equal([]);
    });
  }

  for (const [source, text, said] of [
    ['query', '{ a: strng }', ['wrong-value 1:13 did you mean "string"?']],
    ['query', '{ a: { type: integr } }', ['wrong-value 1:21 did you mean "integer"?']],
    ['query', '{ a: { minimun: 1 } }', ['unknown-key 1:15 did you mean "minimum"?']],
    ['query', '{ a: 5 }', ['wrong-type 1:13 undefined']],
    ['query', '{ a: { error: { status: 99 } } }', ['wrong-value 1:32 undefined']],
    ['header', '{ a: { style: coma } }', ['wrong-value 1:23 did you mean "comma"?']],
    ['query', '{ additional: 5 }', ['wrong-type 1:22 undefined']],
    ['body', '{ style: comma }', ['unknown-key 1:9 undefined']],
    ['file', '{ a: { maxsize: 2MB } }', ['unknown-key 1:14 did you mean "maxSize"?']],
    ['file', '{ a: { maxSize: 2 mb, types: [png] } }', ['wrong-value 1:23 undefined', 'wrong-value 1:37 undefined']],
    ['file', '{ a: integer }', ['wrong-type 1:12 undefined']],
  ] as const) {
    it(`has a schema that refuses ${source}: ${text}`, () => {
      expect(
        shapeProblems(source, text).map(({ code, origin, hint }) => `${code} ${origin.line}:${origin.column} ${hint}`),
      ).to.deep.equal(said);
    });
  }
});
