import { expect } from 'chai';
import { bodySource } from '../../../src/kinds/source/body.ts';
import { compileSource, exchange, fakeSchemas, json, messages } from './support.ts';

const ITEM = `
type: object
required: [name]
properties:
  name: { type: string, minLength: 1 }
  price: { type: number, minimum: 0 }
  items: { type: array, items: { type: object, properties: { count: { type: integer, default: 1 } } } }
`;

describe('bodySource', () => {
  const item = compileSource('body', ITEM);

  it('validates, fills in defaults at any depth and coerces nothing', () => {
    const payload = json({ name: 'pen', price: 1, items: [{}, { count: 2 }], more: true });
    expect(item.admit(exchange({ payload }))).to.deep.equal({
      value: { name: 'pen', price: 1, items: [{ count: 1 }, { count: 2 }], more: true },
      issues: [],
    });
    expect(messages(item.admit(exchange({ payload: json({ name: 'pen', price: '1' }) })).issues)).to.deep.equal([
      'body "price" must be number',
    ]);
  });

  it('names the top-level field and the way to the value', () => {
    const { issues } = item.admit(exchange({ payload: json({ name: 'a', items: [{}, { count: 'x' }] }) }));
    expect(issues).to.deep.equal([
      {
        in: 'body',
        name: 'items',
        pointer: '/items/1/count',
        message: 'body "items[1].count" must be integer',
        keyword: 'type',
        expected: 'integer',
        received: 'x',
      },
    ]);
    expect(
      item.admit(exchange({ payload: json([]) })).issues.map(({ name, message }) => [name, message]),
    ).to.deep.equal([['', 'body must be object']]);
  });

  it('is required', () => {
    expect(item.admit(exchange({}))).to.deep.equal({
      value: null,
      issues: [
        {
          in: 'body',
          name: '',
          pointer: '',
          message: 'body is required',
          keyword: 'required',
          expected: true,
          received: null,
        },
      ],
    });
  });

  it('is optional with required: false beside the schema', () => {
    const optional = compileSource('body', 'type: object\nrequired: false');
    expect(optional.admit(exchange({}))).to.deep.equal({ value: null, issues: [] });
    expect(messages(optional.admit(exchange({ payload: json(null) })).issues)).to.deep.equal(['body must be object']);
  });

  it('is what its default says when there is none, anew each time', () => {
    const defaulted = compileSource('body', 'type: object\ndefault: { a: 1 }\nproperties: { b: { default: 2 } }');
    const first = defaulted.admit(exchange({}));
    expect(first).to.deep.equal({ value: { a: 1, b: 2 }, issues: [] });
    expect(defaulted.admit(exchange({})).value).to.not.equal(first.value);
  });

  it('takes a bare type word', () => {
    expect(messages(compileSource('body', 'array').admit(exchange({ payload: json({}) })).issues)).to.deep.equal([
      'body must be array',
    ]);
  });

  it('gives its error under the empty name', () => {
    const { source } = compileSource('body', 'type: object\nerror: { status: 400 }');
    expect(source.errors.map(({ name, spec }) => ({ name, spec }))).to.deep.equal([
      { name: '', spec: { status: 400 } },
    ]);
  });

  it('gives the JSON value on a route that declares none, else null', () => {
    expect(bodySource.open(exchange({ payload: json([1]) }))).to.deep.equal([1]);
    expect(bodySource.open(exchange({ payload: { kind: 'raw', text: 'x' } }))).to.equal(null);
  });

  describe('with coerce: true', () => {
    const schemas = fakeSchemas({
      tree: {
        type: 'object',
        properties: { size: { type: 'integer' }, children: { type: 'array', items: { $ref: 'tree' } } },
      },
      looped: { allOf: [{ $ref: 'looped2' }], properties: { n: { type: 'integer' } } },
      looped2: { properties: { next: { $ref: 'looped' }, other: { $ref: 'looped2' } } },
    });

    it('coerces scalars at any depth, through $ref and allOf', () => {
      const tree = compileSource('body', '$ref: tree', { schemas, coerce: true });
      const payload = json({ size: '1', children: [{ size: '2', children: [{ size: 'x' }] }], name: '5' });
      const { value, issues } = tree.admit(exchange({ payload }));
      expect(value).to.deep.equal({ size: 1, children: [{ size: 2, children: [{ size: 'x' }] }], name: '5' });
      expect(messages(issues)).to.deep.equal(['body "children[0].children[0].size" must be integer']);
    });

    it('follows schemas that refer to each other in circles', () => {
      const looped = compileSource('body', '$ref: looped', { schemas, coerce: true });
      const payload = json({ n: '1', next: { n: '2', next: { n: '3' } }, other: { n: '4', next: { n: '5' } } });
      expect(looped.admit(exchange({ payload })).value).to.deep.equal({
        n: 1,
        next: { n: 2, next: { n: 3 } },
        other: { n: '4', next: { n: 5 } },
      });
    });

    it('takes an empty text for absent, coerces map values, and leaves JSON inside texts alone', () => {
      const mixed = compileSource(
        'body',
        `
type: object
properties: { a: { type: integer, default: 7 }, o: { type: [object, string] }, constructor: { type: boolean } }
additionalProperties: { type: number }
`,
        { coerce: true },
      );
      const payload = json({ a: '', o: '{"x":1}', constructor: 'yes', toString: '1.5' });
      expect(mixed.admit(exchange({ payload }))).to.deep.equal({
        value: { a: 7, o: '{"x":1}', constructor: true, toString: 1.5 },
        issues: [],
      });
    });
  });
});
