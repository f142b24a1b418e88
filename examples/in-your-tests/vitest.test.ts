import { createMockApi } from 'mockapi';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createShopClient } from './shop-client.ts';

const mock = createMockApi({ routes: { 'POST /orders': { status: 201, data: { id: 7, item: '${body.item}' } } } });
beforeAll(() => mock.start());
afterEach(() => mock.reset());
afterAll(() => mock.stop());

test('orders once, with item and quantity', async () => {
  await expect(createShopClient(mock.url).order('pen', 2)).resolves.toEqual({ id: 7, item: 'pen' });
  await mock.verify({ request: 'POST /orders', where: { body: { item: 'pen', quantity: 2 } }, times: 1 });
});

test('says why the shop refuses', async () => {
  mock.add({ 'POST /orders': { status: 409, message: 'sold out' } });
  await expect(createShopClient(mock.url).order('pen', 2)).rejects.toThrow('sold out');
});
