/** What is asked of each server, byte for byte. */

export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly method: string;
  /** Behind the prefix of the file that is asked. */
  readonly target: string;
  readonly body?: string;
  /** What the throughput may be at least, as a part of the empty Koa app's. */
  readonly aim: number;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'literal', what: 'a literal answer', method: 'GET', target: '', aim: 0.9 },
  {
    name: 'get',
    what: 'a validated and templated GET (path + two query parameters)',
    method: 'GET',
    target: '/goods/42?name=pen&limit=5',
    aim: 0.8,
  },
  {
    name: 'post',
    what: 'a validated JSON POST echoed back',
    method: 'POST',
    target: '/goods',
    body: JSON.stringify({
      name: 'a pen with a long name',
      description: 'blue, refillable',
      price: 12.5,
      tax: 1.1,
      tags: ['office', 'blue', 'sale'],
    }),
    aim: 0.9,
  },
];

/** The request as it goes over the wire. */
export function requestText({ method, target, body }: Scenario, prefix: string): string {
  const head = `${method} ${prefix}${target} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
