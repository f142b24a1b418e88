/** What is asked of each server, byte for byte. */

export interface Scenario {
  readonly name: string;
  /** The request as it goes over the wire. */
  request(prefix: string): Buffer;
}

const ITEM = JSON.stringify({
  name: 'a pen with a long name',
  description: 'blue, refillable',
  price: 12.5,
  tax: 1.1,
  tags: ['office', 'blue', 'sale'],
});

/** The answers of the reference servers: as long as those of the mock. */
export const ANSWERS: Readonly<Record<string, string>> = {
  literal: '{"code":200,"message":"success","data":{"service":5000,"edition":0,"stage":"bench","features":["goods","orders","files"]}}',
  get: '{"code":200,"message":"success","data":{"item_id":42,"name":"pen","limit":5}}',
  post: `{"code":200,"message":"success","data":${ITEM}}`,
};

export const SCENARIOS: readonly Scenario[] = [
  { name: 'literal', request: (prefix) => get(`${prefix}/`) },
  { name: 'get', request: (prefix) => get(`${prefix}/goods/42?name=pen&limit=5`) },
  { name: 'post', request: (prefix) => post(`${prefix}/goods`, ITEM) },
];

function get(target: string): Buffer {
  return Buffer.from(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n`);
}

function post(target: string, json: string): Buffer {
  return Buffer.from(
    `POST ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}
