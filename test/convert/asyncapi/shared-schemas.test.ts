import { expect } from 'chai';
import { createSharedSchemas } from '../../../src/convert/asyncapi/shared-schemas.ts';
import type { JsonSchema } from '../../../src/core/json.ts';

describe('createSharedSchemas', () => {
  const lookupOf = (schemas: Readonly<Record<string, JsonSchema>>) => (ref: string) => schemas[ref];

  it('has two schemas where one address leads to two, and one where they are equal', () => {
    const schemas = createSharedSchemas();
    const refs = [{ type: 'string' }, { type: 'integer' }, { type: 'string' }].map((target) =>
      schemas.print({ $ref: 'file:///item.json#' }, lookupOf({ 'file:///item.json#': target })),
    );
    expect(refs).to.deep.equal([
      { $ref: '#/components/schemas/Item' },
      { $ref: '#/components/schemas/Item2' },
      { $ref: '#/components/schemas/Item' },
    ]);
    expect(schemas.all()).to.deep.equal({ Item: { type: 'string' }, Item2: { type: 'integer' } });
  });

  it('names a definition as it is called, and a file in words', () => {
    const schemas = createSharedSchemas();
    const [definition, file] = ['file:///i.json#/$defs/price', 'file:///chat-message.schema.json#'];
    schemas.print({ anyOf: [{ $ref: definition }, { $ref: file }] }, lookupOf({ [definition]: true, [file]: false }));
    expect(schemas.all()).to.deep.equal({ ChatMessage: false, price: true });
  });

  it('prints what refers to itself', () => {
    const schemas = createSharedSchemas();
    const lookup = lookupOf({ 'file:///tree.json#': { items: { $ref: 'file:///tree.json#' } } });
    expect(schemas.print({ $ref: 'file:///tree.json#' }, lookup)).to.deep.equal({ $ref: '#/components/schemas/Tree' });
    expect(schemas.all()).to.deep.equal({ Tree: { items: { $ref: '#/components/schemas/Tree' } } });
  });
});
