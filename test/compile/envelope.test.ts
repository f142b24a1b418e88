import { expect } from 'chai';
import { envelopeKey, mergeEnvelope } from '../../src/compile/envelope.ts';
import type { Located } from '../../src/spec/route-spec.ts';
import { documentOf } from '../spec/support.ts';

const layer = (text: string, file = 'a.yaml'): Located => {
  const { value, place } = documentOf(`envelope: ${text}\n`, file);
  return { value: (value as { envelope: Located['value'] }).envelope, place: place.child('envelope') };
};
const SECTIONS = ['success', 'invalid', 'unmatched', 'refused', 'failed'] as const;
const PARTS = ['status', 'code', 'message', 'data'] as const;

/** Every part that there is, as `invalid.code`. */
function parts(...layers: readonly Located[]): Record<string, unknown> {
  const envelope = mergeEnvelope(layers);
  const all: Record<string, unknown> = {};
  for (const section of SECTIONS) {
    for (const part of PARTS) {
      const found = envelope.part(section, part);
      if (found) all[`${section}.${part}`] = found.value;
    }
  }
  return all;
}

const BUILT_IN = {
  'success.code': 200,
  'success.message': 'success',
  'invalid.status': 422,
  'invalid.code': 422,
  'invalid.message': '${errors[0].message}',
  'invalid.data': '${errors}',
  'unmatched.status': 404,
  'unmatched.code': 404,
  'unmatched.message': '${error.message}',
  'refused.code': '${status}',
  'refused.message': '${error.message}',
  'failed.status': 500,
  'failed.code': 500,
  'failed.message': '${error.message}',
};
const FRAME = { code: '${code}', message: '${message}', data: '${data}' };

describe('mergeEnvelope', () => {
  it('is the built-in envelope without layers', () => {
    const envelope = mergeEnvelope([]);
    expect(parts()).to.deep.equal(BUILT_IN);
    expect(envelope.body?.value).to.deep.equal(FRAME);
    expect(envelope.refusalBody.value).to.deep.equal(FRAME);
    expect(envelope.isOwn('success', 'code')).to.equal(false);
  });

  it('merges sections by their parts, inner layers over outer ones, each with its place', () => {
    const outer = layer('{ success: { code: 0, message: ok }, invalid: { status: 400 } }', 'mockapi.yaml');
    const inner = layer('{ success: { message: fine }, failed: { data: {} } }', 'a.yaml');
    expect(parts(outer, inner)).to.deep.equal({
      ...BUILT_IN,
      'success.code': 0,
      'success.message': 'fine',
      'invalid.status': 400,
      'failed.data': {},
    });
    const envelope = mergeEnvelope([outer, inner]);
    expect(envelope.part('success', 'code')?.place.file).to.equal('mockapi.yaml');
    expect(envelope.part('success', 'message')?.place.file).to.equal('a.yaml');
    expect([envelope.isOwn('success', 'code'), envelope.isOwn('unmatched', 'code')]).to.deep.equal([true, false]);
  });

  it('takes the body as a whole from the innermost layer that has one', () => {
    const envelope = mergeEnvelope([
      layer('{ body: { a: "${data}" } }'),
      layer('{ body: { b: "${data}" } }'),
      layer('{ success: { code: 0 } }'),
    ]);
    expect(envelope.body?.value).to.deep.equal({ b: '${data}' });
  });

  it('lets a part be null', () => {
    expect(parts(layer('{ success: { message: null } }'))['success.message']).to.equal(null);
  });

  it('frames refusals also where it is switched off', () => {
    const envelope = mergeEnvelope([layer('{ body: { a: "${data}" } }'), layer('none')]);
    expect(envelope.body).to.equal(undefined);
    expect(envelope.refusalBody.value).to.deep.equal({ a: '${data}' });
  });

  it('is switched on again by an inner map, with the frame from before', () => {
    const off = layer('none');
    expect(
      mergeEnvelope([layer('{ body: { a: 1 } }'), off, layer('{ success: { code: 1 } }')]).body?.value,
    ).to.deep.equal({ a: 1 });
    expect(mergeEnvelope([off, layer('{ body: { b: 2 } }')]).body?.value).to.deep.equal({ b: 2 });
    expect(mergeEnvelope([off, layer('{}')]).body?.value).to.deep.equal(FRAME);
  });
});

describe('envelopeKey', () => {
  it('is the same for layers of the same places, and only for those', () => {
    const [a, b] = [layer('none', 'a.yaml'), layer('none', 'b.yaml')];
    expect(envelopeKey([a, b])).to.equal(envelopeKey([layer('none', 'a.yaml'), layer('none', 'b.yaml')]));
    const keys = [[], [a], [b], [a, b], [b, a]].map(envelopeKey);
    expect(new Set(keys).size).to.equal(keys.length);
  });
});
