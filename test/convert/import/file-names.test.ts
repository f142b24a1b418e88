import { expect } from 'chai';
import { createNames, kebabCase } from '../../../src/convert/import/file-names.ts';

describe('kebabCase', () => {
  const rows = [
    ['Pet', 'pet'],
    ['PetStore admin', 'pet-store-admin'],
    ['APIs', 'apis'],
    ['XMLHttpThings', 'xml-http-things'],
    ['OAuth 2', 'oauth-2'],
    ['宠物', '宠物'],
    [' /a/../b ', 'a-b'],
    ['', ''],
  ] as const;
  for (const [text, name] of rows) it(`makes "${name}" of "${text}"`, () => expect(kebabCase(text)).to.equal(name));
});

describe('createNames', () => {
  it('numbers names that are taken, whatever their case', () => {
    const names = createNames();
    expect(['Pet', 'pet', 'PET', 'pets'].map((name) => names.take(name))).to.deep.equal([
      'Pet',
      'pet-2',
      'PET-3',
      'pets',
    ]);
  });

  const hostile = [
    ['../../etc/passwd', 'etc-passwd'],
    ['_hidden', 'hidden'],
    ['.env', 'env'],
    ['con', 'con-part'],
    ['', 'part'],
    ['///', 'part'],
    ['a\u0000b\nc', 'a-b-c'],
    ['x'.repeat(500), 'x'.repeat(60)],
    ['😀', 'part'],
  ] as const;
  for (const [wanted, name] of hostile) {
    it(`takes ${JSON.stringify(wanted.slice(0, 20))} as "${name.slice(0, 20)}"`, () => {
      expect(createNames().take(wanted)).to.equal(name);
    });
  }
});
