import { expect } from 'chai';
import { componentName } from '../../src/convert/component-name.ts';

describe('componentName', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['file:///p/item.schema.json#', 'Item'],
    ['file:///p/item.schema.json', 'Item'],
    ['file:///p/chat-message.schema.yaml#', 'ChatMessage'],
    ['file:///p/items.json#/$defs/price', 'price'],
    ['file:///p/api.yaml?request#/components/schemas/Pet_2', 'Pet_2'],
    ['file:///p/a.yaml#/routes/POST%20~1a/params/body', 'body'],
    ['file:///p/a.yaml#/allOf/0', 'Schema0'],
    ['file:///p/a.yaml#/$defs/two%20words', 'TwoWords'],
    ['file:///p/%E7%8A%B6.schema.json#', 'Schema'],
    ['file:///p/%zz.json#/%zz', 'Zz'],
    ['file:///p/a.yaml#/$defs/__proto__', 'Proto'],
    ['mockapi:Issue', 'Issue'],
    ['', 'Schema'],
  ];
  for (const [ref, name] of rows) {
    it(`calls ${ref} ${name}`, () => {
      expect(componentName(ref)).to.equal(name);
    });
  }
});
