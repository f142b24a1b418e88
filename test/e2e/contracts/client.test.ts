/** Documents served as they are, used by a published client that knows nothing but them. */

import { expect } from 'chai';
import createClient from 'openapi-fetch';
import { createMockApi, type MockApi } from '../../../src/index.ts';
import { examplePath } from './examples.ts';

/** Paths as an untyped client takes them. */
type AnyPaths = Record<string, Record<'get' | 'put' | 'post' | 'delete', never>>;

type Call = (path: string, init?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

interface Client {
  readonly GET: Call;
  readonly POST: Call;
  readonly PUT: Call;
  readonly DELETE: Call;
}

describe('openapi-fetch', () => {
  let mock: MockApi;
  let client: Client;
  const serve = async (name: string, basePath: string): Promise<void> => {
    mock = createMockApi({ paths: [examplePath(name)] });
    const { url } = await mock.start();
    const headers = { authorization: 'Bearer token', api_key: 'key' };
    client = createClient<AnyPaths>({ baseUrl: url + basePath, headers }) as unknown as Client;
  };
  afterEach(() => mock.stop());

  it('books a train', async () => {
    await serve('3.1/json/train-travel.json', '');
    const stations = await client.GET('/stations', {
      params: { query: { page: 1, coordinates: '52.5,13.4', search: 'Berlin' } },
    });
    expect([stations.response.status, stations.error]).to.deep.equal([200, undefined]);
    const [from, to] = (stations.data as { data: { id: string }[] }).data;
    const query = { origin: from?.id, destination: to?.id, date: '2026-11-22T08:30:00Z', bicycles: false };
    const trips = await client.GET('/trips', { params: { query } });
    const [trip] = (trips.data as { data: { id: string }[] }).data;
    const booking = await client.POST('/bookings', { body: { trip_id: trip?.id, passenger_name: 'Ann' } });
    expect([booking.response.status, booking.error]).to.deep.equal([201, undefined]);
    const path = { bookingId: (booking.data as { id: string }).id };
    expect((await client.GET('/bookings/{bookingId}', { params: { path } })).response.status).to.equal(200);
    expect((await client.DELETE('/bookings/{bookingId}', { params: { path } })).response.status).to.equal(204);
    const wrong = await client.GET('/bookings/{bookingId}', { params: { path: { bookingId: 'x' } } });
    expect([wrong.response.status, wrong.response.headers.get('content-type')]).to.deep.equal([
      400,
      'application/problem+json',
    ]);
    const missing = await client.GET('/trips', { params: { query: { ...query, origin: undefined } } });
    expect(missing.response.status).to.equal(400);
  });

  it('keeps a shop', async () => {
    await serve('3.0/json/petstore.json', '/v2');
    const found = await client.GET('/pet/findByStatus', { params: { query: { status: ['available', 'sold'] } } });
    expect([found.response.status, Array.isArray(found.data)]).to.deep.equal([200, true]);
    const order = { petId: 7, quantity: 1, shipDate: '2026-11-22T08:30:00Z', status: 'placed' };
    expect((await client.POST('/store/order', { body: order })).response.status).to.equal(200);
    const cheap = await client.POST('/store/order', { body: { ...order, quantity: 'many' } });
    expect(cheap.response.status).to.equal(400);
    const path = { petId: 7 };
    expect((await client.GET('/pet/{petId}', { params: { path } })).response.status).to.equal(200);
    const wrong = await client.GET('/pet/{petId}', { params: { path: { petId: 'rex' } } });
    expect(wrong.response.status).to.equal(400);
    const stored = await client.GET('/store/inventory');
    expect([stored.response.status, typeof stored.data]).to.deep.equal([200, 'object']);
    const missing = await client.GET('/pet/{petId}', { params: { path }, headers: { prefer: 'code=404' } });
    expect(missing.response.status).to.equal(404);
  });
});
