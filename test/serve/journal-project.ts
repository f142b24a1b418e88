/** A served project whose journal is read: requests under ids of their own, records without what differs from run to run. */

import { type IncomingHttpHeaders, request } from 'node:http';
import type { JournalRecord, RequestRecord } from '../../src/journal/record.ts';
import type { ReloadProject } from './reload-project.ts';

export interface Sent {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Order {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** Resolves once the whole answer is there. */
export function send(
  { port }: Pick<ReloadProject, 'port'>,
  method: string,
  path: string,
  { headers = {}, body }: Order = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent: false,
      headers: { host: 'h', 'x-request-id': 'r', ...length, ...headers },
    });
    req.on('error', reject);
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    req.end(body);
  });
}

/** The youngest request; what is the same in each is left out. */
export function youngest({ mock }: ReloadProject): Omit<RequestRecord, 'time' | 'ms' | 'kind'> {
  const record = mock.reader.records({ test: ({ entry }) => entry.kind === 'request', limit: 1 })[0];
  if (record?.kind !== 'request') throw new Error('there is no request');
  const { time, ms, kind: _, ...rest } = record;
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) || !(ms >= 0)) throw new Error(`${time} ${ms}`);
  const { host: _host, connection: _connection, 'x-request-id': _id, ...headers } = rest.headers;
  return { ...rest, headers };
}

/** Records without time and duration; ids of connections are told by their order. */
export function timeless(records: readonly JournalRecord[]): readonly object[] {
  const ids: string[] = [];
  const nameOf = (id: string): string => {
    if (!ids.includes(id)) ids.push(id);
    return `c${ids.indexOf(id) + 1}`;
  };
  return records.map((record) => {
    const { time: _, number: _number, ...rest } = record;
    const named =
      'connection' in rest && rest.connection !== null ? { ...rest, connection: nameOf(rest.connection) } : rest;
    if (!('ms' in named)) return named;
    const { ms: _ms, ...short } = named;
    return short;
  });
}
