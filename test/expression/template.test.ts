/** Trees and texts with `${…}` in them. */

import { expect } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import type { Json } from '../../src/core/json.ts';
import { compileTemplate, compileText, type ExpressionContext, type Template } from '../../src/expression/index.ts';
import { collect, names, parsed, ROOTS, runtime, told, written } from './setting.ts';

const SCOPE = {
  url: { id: 42 },
  query: { name: 'pen "x"', none: null },
  body: { a: [1, { b: 'é\n' }], price: 2.5, flag: false },
};

function template(yaml: string, context: Partial<ExpressionContext> = {}): Template {
  const { problems, report } = collect();
  const { value, place } = parsed(yaml);
  const compiled = compileTemplate(value, place, { names: ROOTS, report, ...context });
  if (!compiled) throw new Error(problems.map(told).join('\n'));
  return compiled;
}

describe('compileTemplate', () => {
  const rows: readonly (readonly [yaml: string, value: unknown])[] = [
    ['v: "${url.id}"', 42],
    ['v: "${body}"', SCOPE.body],
    ['v: "${query.name}"', 'pen "x"'],
    ['v: "${query.absent.x}"', null],
    ['v: "${body.flag}"', false],
    ['v: " ${url.id}"', ' 42'],
    ['v: "id-${url.id}"', 'id-42'],
    ['v: "${url.id}${url.id}"', '4242'],
    ['v: "<${query.name}|${query.none}|${body.a}>"', '<pen "x"||[1,{"b":"é\\n"}]>'],
    ['v: "line\\n\\"${query.name}\\""', 'line\n"pen "x""'],
    ['v: "$${url.id}"', '${url.id}'],
    ['v: "$${url.id} is ${url.id}"', '${url.id} is 42'],
    [
      'v: { item_id: "${url.id}", "a\\"b": [1, "${body.price}", null, []], "${url.id}": {} }',
      {
        item_id: 42,
        'a"b': [1, 2.5, null, []],
        '${url.id}': {},
      },
    ],
    ['v: [ "${1 + 1}", "${now()}" ]', [2, '2026-11-22T08:30:15.000Z']],
    ['v: \'${{"a": url.id}.a}\'', 42],
    [
      'v: { deep: { a: { b: "${body.a[1].b}" } }, k: "${json(body.a)}" }',
      { deep: { a: { b: 'é\n' } }, k: '[1,{"b":"é\\n"}]' },
    ],
    ['v: { a: plain, b: 1.0, c: { d: [true, null] } }', { a: 'plain', b: 1, c: { d: [true, null] } }],
    ['v:', null],
  ];
  for (const [yaml, value] of rows) {
    it(`renders ${yaml}, and its JSON from pieces`, () => {
      const compiled = template(yaml);
      expect(compiled.render(SCOPE, runtime())).to.deep.equal(value);
      expect(compiled.stringify(SCOPE, runtime())).to.equal(JSON.stringify(value));
    });
  }

  it('tells constants, null among them, from what a request can change', () => {
    const constants = [
      'v:',
      'v: { a: [1] }',
      'v: "$${x}"',
      'v: { a: "${1 + 1}" }',
      'v: "n=${1}"',
      'v: "${url.id}"',
      'v: ["${uuid()}"]',
    ];
    expect(constants.map((yaml) => template(yaml).constant)).to.deep.equal([
      null,
      { a: [1] },
      '${x}',
      { a: 2 },
      'n=1',
      undefined,
      undefined,
    ]);
  });

  it('serialises literal parts once, at load', () => {
    const pieces = template('v: { a: [1, two], b: "${url.id}", c: { d: "x${url.id}y" }, e: null }').pieces;
    expect(pieces.map((piece) => (typeof piece === 'string' ? piece : '·'))).to.deep.equal([
      '{"a":[1,"two"],"b":',
      '·',
      ',"c":{"d":"x',
      '·',
      'y"},"e":null}',
    ]);
  });

  it('knows the names that it reads', () => {
    expect([...template('v: ["${url.id}", { a: "x${query.name}" }, "${url.x}"]').uses]).to.deep.equal(['url', 'query']);
  });

  it('renders fresh trees for each request', () => {
    const compiled = template('v: { a: "${url.id}" }');
    expect(compiled.render(SCOPE, runtime())).to.not.equal(compiled.render(SCOPE, runtime()));
  });

  describe('with bound names', () => {
    const table = names('url', 'code', 'data');

    it('takes another template in, as one flat list of pieces', () => {
      const data = template('v: { id: "${url.id}", tags: [a, b] }');
      const envelope = template('v: { code: 200, data: "${ data }", again: "${data}" }', {
        names: table,
        bind: new Map([['data', data]]),
      });
      expect(envelope.stringify(SCOPE, runtime())).to.equal(
        '{"code":200,"data":{"id":42,"tags":["a","b"]},"again":{"id":42,"tags":["a","b"]}}',
      );
      expect(envelope.render(SCOPE, runtime())).to.deep.equal({
        code: 200,
        data: { id: 42, tags: ['a', 'b'] },
        again: { id: 42, tags: ['a', 'b'] },
      });
      expect([...envelope.uses]).to.deep.equal(['url']);
      expect(envelope.pieces.filter((piece) => typeof piece === 'string')).to.deep.equal([
        '{"code":200,"data":{"id":',
        ',"tags":["a","b"]},"again":{"id":',
        ',"tags":["a","b"]}}',
      ]);
    });

    it('is constant when all that it takes in is', () => {
      const bind = new Map([
        ['data', template('v: [1]')],
        ['code', template('v: 200')],
      ]);
      const envelope = template('v: { code: "${code}", data: "${data}" }', { names: table, bind });
      expect(envelope.constant).to.deep.equal({ code: 200, data: [1] });
      expect(envelope.pieces).to.deep.equal(['{"code":200,"data":[1]}']);
    });

    it('reads the name from the scope inside a longer expression', () => {
      const bind = new Map([['data', template('v: [1]')]]);
      const envelope = template('v: "${size(data)} of ${data}"', { names: table, bind });
      expect([...envelope.uses]).to.deep.equal(['data']);
      expect(envelope.render({ data: [1, 2] }, runtime())).to.equal('2 of [1,2]');
    });
  });

  it('names the place of an expression that fails', () => {
    const compiled = template('v:\n  a: ok\n  b: "n ${query.name > 1}"');
    const message = '">" does not go with text and a number; double(x) turns text into a number (a.yaml:3:11)';
    expect(() => compiled.render(SCOPE, runtime())).to.throw(ExpressionError, message);
    expect(() => compiled.stringify(SCOPE, runtime())).to.throw(ExpressionError, message);
  });

  it('tells every problem at its place', () => {
    const { problems, report } = collect();
    const { value, place } = parsed(
      'v:\n  a: "${quer.x} and ${url.id +}"\n  b: ["{{ name }}", "${}", "x ${body"]\n  c: "${url.id}"',
    );
    expect(compileTemplate(value, place, { names: ROOTS, report })).to.equal(undefined);
    expect(problems.map(told)).to.deep.equal([
      'unknown-name 2:9+4 there is no "quer" here [did you mean "query"?]',
      'expression-syntax 2:31+1 the expression ends where a value is expected',
      'mustache-template 3:8+10 "{{ … }}" is not the template syntax [write "${name}"; for the text itself, "${\'{{\'}name}}"]',
      'expression-syntax 3:24+1 the expression is empty [write what it gives]',
      'expression-syntax 3:31+2 the "}" that ends this "${" is missing [add it; a literal "${" is written "$${"]',
    ]);
  });

  it('goes on with warnings', () => {
    const { problems, report } = collect();
    const value: Json = '${body.xs.map(x, body.ys.map(y, y))}';
    expect(compileTemplate(value, written(value).place, { names: ROOTS, report })?.constant).to.equal(undefined);
    expect(problems.map(({ code, severity }) => [code, severity])).to.deep.equal([['nested-map', 'warning']]);
  });
});

describe('compileText', () => {
  const rows: readonly (readonly [text: string, rendered: string, constant: string | undefined])[] = [
    ['', '', ''],
    ['plain', 'plain', 'plain'],
    ['/goods/${url.id}', '/goods/42', undefined],
    ['${query.none}', '', undefined],
    ['${body.a}', '[1,{"b":"é\\n"}]', undefined],
    ['${now()}', '2026-11-22T08:30:15.000Z', undefined],
    ['${1 + 1} of $${n}', '2 of ${n}', '2 of ${n}'],
    ['${null}', '', ''],
  ];
  for (const [text, rendered, constant] of rows) {
    it(`renders ${JSON.stringify(text)}`, () => {
      const compiled = compileText(text, written(text).place, { names: ROOTS, report: collect().report });
      expect(compiled?.render(SCOPE, runtime())).to.equal(rendered);
      expect(compiled?.constant).to.equal(constant);
    });
  }

  it('gives nothing when a part is wrong', () => {
    const { problems, report } = collect();
    expect(compileText('a ${b}', written('a ${b}').place, { names: ROOTS, report })).to.equal(undefined);
    expect(problems.map(told)).to.have.length(1);
  });
});
