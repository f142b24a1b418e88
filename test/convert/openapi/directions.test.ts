import { expect } from 'chai';
import { directionless, mergeDirections } from '../../../src/convert/openapi/directions.ts';

const ref = (direction: string, name = 'Pet'): string =>
  `file:///p/a.yaml?as=openapi-3.1&for=${direction}#/components/schemas/${name}`;

describe('directionless', () => {
  it('is one for both readings of a schema', () => {
    const pet = (direction: string, required: readonly string[]) => ({
      type: 'object',
      required,
      properties: { tag: { $ref: ref(direction, 'Tag') } },
    });
    const request = directionless(ref('request'), pet('request', ['name']));
    expect(directionless(ref('response'), pet('response', ['id', 'name']))).to.equal(request);
    expect(directionless(ref('response'), { type: 'string' })).to.not.equal(request);
    expect(directionless(ref('response', 'Pets'), pet('response', []))).to.not.equal(request);
  });

  it('leaves other texts alone', () => {
    expect(directionless('mockapi:Issue', { const: 'a?b&for=request' })).to.equal(
      'mockapi:Issue\n{"const":"a?b&for=request"}',
    );
  });
});

describe('mergeDirections', () => {
  it('requires what one of them requires, at any depth', () => {
    const a = { type: 'object', properties: { a: { required: ['x'] }, b: { type: 'string' } } };
    const b = { type: 'object', required: ['id'], properties: { a: { required: ['x', 'y'] }, b: { type: 'string' } } };
    expect(mergeDirections(a, b)).to.deep.equal({
      type: 'object',
      required: ['id'],
      properties: { a: { required: ['x', 'y'] }, b: { type: 'string' } },
    });
  });

  it('takes the first where there is nothing to merge', () => {
    expect(mergeDirections(true, { type: 'string' })).to.equal(true);
    expect(mergeDirections({ required: { type: 'boolean' } }, { required: { type: 'boolean' } })).to.deep.equal({
      required: { type: 'boolean' },
    });
  });
});
