import { expect } from 'chai';
import { compileMediaChoice } from '../../../src/compile/contract/media-choice.ts';

describe('compileMediaChoice', () => {
  const rows: readonly (readonly [types: readonly string[], accept: string | undefined, chosen: string | undefined])[] =
    [
      [['application/json'], undefined, 'application/json'],
      [['application/json'], '*/*', 'application/json'],
      [['application/xml', 'application/json'], undefined, 'application/json'],
      [['application/xml', 'application/json'], 'text/html, */*;q=0.1', 'application/json'],
      [['application/xml', 'application/json'], 'application/xml', 'application/xml'],
      [['application/xml', 'application/json'], 'application/json;q=0.5, application/xml', 'application/xml'],
      [['application/xml', 'application/json'], 'application/*', 'application/json'],
      [['application/xml'], undefined, 'application/xml'],
      [['application/json'], 'text/html', undefined],
      [['application/json'], 'application/json;q=0', undefined],
      [['application/json'], 'application/vnd.them.v3+json', 'application/json'],
      [['application/vnd.them+json'], 'application/json', 'application/vnd.them+json'],
      [['application/json; charset=utf-8'], 'application/json', 'application/json; charset=utf-8'],
      [['image/*'], 'image/webp', 'image/webp'],
      [['image/*'], '*/*', 'image/png'],
      [['image/*'], 'image/*', 'image/png'],
      [['*/*'], 'text/csv', 'text/csv'],
      [['*/*'], undefined, 'application/json'],
      [['application/json'], 'application/vnd.them.raw', 'application/json'],
      [['text/html'], 'application/vnd.them.v3+json', 'text/html'],
      [['application/json'], 'application/vnd.them.raw;q=0', undefined],
      [['application/json'], 'not a media type', undefined],
      [['application/json'], ',;;,', undefined],
    ];
  for (const [types, accept, chosen] of rows) {
    it(`answers ${chosen ?? 'nothing'} of ${types.join(', ')} to "${accept ?? ''}"`, () => {
      const choose = compileMediaChoice(types);
      expect(choose(accept)?.mediaType).to.equal(chosen);
      expect(choose(accept)?.mediaType).to.equal(chosen);
    });
  }
});
