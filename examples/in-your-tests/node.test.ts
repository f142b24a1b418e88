import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { createMockApi } from 'mockapi';
import { createShopClient } from './shop-client.ts';

const mock = createMockApi({ routes: { 'POST /orders': { status: 201, data: { id: 7, item: '${body.item}' } } } });
before(() => mock.start());
afterEach(() => mock.reset());
after(() => mock.stop());

test('orders once, with item and quantity', async () => {
  assert.deepEqual(await createShopClient(mock.url).order('pen', 2), { id: 7, item: 'pen' });
  await mock.verify({ request: 'POST /orders', where: { body: { item: 'pen', quantity: 2 } }, times: 1 });
});

test('says why the shop refuses', async () => {
  mock.add({ 'POST /orders': { status: 409, message: 'sold out' } });
  await assert.rejects(createShopClient(mock.url).order('pen', 2), { message: 'sold out' });
});
