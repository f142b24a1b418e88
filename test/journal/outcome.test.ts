import { expect } from 'chai';
import type { CompiledCase } from '../../src/compile/compiled-route.ts';
import type { Refusal } from '../../src/compile/progress.ts';
import { outcomeOf } from '../../src/journal/outcome.ts';

const CASE = {} as CompiledCase;

describe('outcomeOf', () => {
  it('is answered where nothing was refused', () => {
    expect(outcomeOf({ refusal: undefined, chosen: undefined })).to.equal('answered');
  });

  for (const [kind, outcome, afterCase = outcome] of [
    ['no-route', 'unmatched', 'refused'],
    ['wrong-method', 'unmatched'],
    ['no-case', 'unmatched'],
    ['invalid', 'invalid'],
    ['malformed', 'invalid'],
    ['too-large', 'invalid'],
    ['wrong-type', 'invalid'],
    ['not-upgradable', 'refused'],
    ['wrong-origin', 'refused'],
    ['user-taken', 'refused'],
    ['no-room', 'refused'],
    ['failed', 'failed'],
    ['internal', 'failed'],
  ] as const satisfies readonly (readonly [Refusal['kind'], string, string?])[]) {
    it(`is ${outcome} of ${kind}, ${afterCase} when a case had been chosen`, () => {
      const refusal: Refusal = { kind, message: '' };
      expect(outcomeOf({ refusal, chosen: undefined })).to.equal(outcome);
      expect(outcomeOf({ refusal, chosen: CASE })).to.equal(afterCase);
    });
  }
});
