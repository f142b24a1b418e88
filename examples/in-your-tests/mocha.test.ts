import { expect } from 'chai';
import { createMockApi } from 'mockapi';
import { createShopClient } from './shop-client.ts';

describe('the shop client', () => {
  const mock = createMockApi({ routes: { 'POST /orders': { status: 201, data: { id: 7, item: '${body.item}' } } } });
  before(() => mock.start());
  afterEach(() => mock.reset());
  after(() => mock.stop());

  it('orders once, with item and quantity', async () => {
    expect(await createShopClient(mock.url).order('pen', 2)).to.deep.equal({ id: 7, item: 'pen' });
    await mock.verify({ request: 'POST /orders', where: { body: { item: 'pen', quantity: 2 } }, times: 1 });
  });

  it('says why the shop refuses', async () => {
    mock.add({ 'POST /orders': { status: 409, message: 'sold out' } });
    const refusal = await createShopClient(mock.url).order('pen', 2).catch(String);
    expect(refusal).to.equal('Error: sold out');
  });
});
