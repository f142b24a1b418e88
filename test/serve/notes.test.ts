/** What of a request waits for its entry in the journal to be made. */

import { IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { expect } from 'chai';
import type { Happened } from '../../src/journal/journal.ts';
import { type Order, send } from './journal-project.ts';
import { type ReloadProject, serveFiles } from './reload-project.ts';

const LONG = 'x'.repeat(5000);

const ROUTES = `routes:
  GET /literal: { data: ${LONG} }
  GET /long: { data: '\${request.method + "${LONG}"}' }
  POST /any: { data: null }
  POST /form: { params: { form: { a: string } }, data: null }
  POST /body: { params: { body: { type: object } }, data: null }
`;

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const BOUNDARY = { 'content-type': 'multipart/form-data; boundary=b' };

describe('what waits for its entry', () => {
  let project: ReloadProject;
  let waited: Happened[];
  before(async () => {
    project = await serveFiles({ 'routes.d/mockapi.yaml': 'limits: { body: 20KB }\n', 'routes.d/a.yaml': ROUTES });
    const { journal } = project.mock;
    const appendLater = journal.appendLater.bind(journal);
    journal.appendLater = (happened) => {
      waited.push(happened);
      appendLater(happened);
    };
  });
  beforeEach(() => {
    waited = [];
  });
  after(() => project.close());

  const CASES: readonly (readonly [isLarge: boolean, what: string, method: string, path: string, order: Order])[] = [
    [false, 'a request without a body', 'GET', '/nothing', {}],
    [false, 'a small body', 'POST', '/body', { headers: JSON_TYPE, body: '{"a":1}' }],
    [true, 'a large body', 'POST', '/body', { headers: JSON_TYPE, body: JSON.stringify({ a: LONG }) }],
    [false, 'a small form', 'POST', '/form', { headers: FORM_TYPE, body: 'a=1' }],
    [true, 'a large form', 'POST', '/form', { headers: FORM_TYPE, body: `a=${LONG}` }],
    [false, 'a small text', 'POST', '/any', { body: 'hi' }],
    [true, 'a large text', 'POST', '/any', { body: LONG }],
    [
      false,
      'a small form of parts',
      'POST',
      '/form',
      { headers: BOUNDARY, body: '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n' },
    ],
    [
      true,
      'a large form of parts',
      'POST',
      '/form',
      { headers: BOUNDARY, body: `--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n${LONG}\r\n--b--\r\n` },
    ],
    [false, 'an answer that its route keeps, however large', 'GET', '/literal', {}],
    [true, 'a large answer of its own', 'GET', '/long', {}],
    [true, 'the beginning of a body that is too large', 'POST', '/any', { body: LONG.repeat(5) }],
  ];
  for (const [isLarge, what, method, path, order] of CASES) {
    it(`${isLarge ? 'does not wait' : 'waits'} with ${what}`, async () => {
      await send(project, method, path, order);
      expect(waited.map((happened) => happened.isLarge)).to.deep.equal([isLarge]);
    });
  }

  it('holds nothing of the request itself, nor what was read of a body that was refused', async () => {
    await send(project, 'POST', '/body', { headers: { ...JSON_TYPE, 'x-a': '1' }, body: '{"a":1}' });
    await new Promise((resolve) => {
      const socket = connect(project.port, '127.0.0.1', () => {
        socket.write('POST /any HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n');
        for (let count = 0; count < 5; count++) socket.write(`1388\r\n${LONG}\r\n`);
        socket.write('0\r\n\r\n');
      });
      socket.once('data', () => socket.destroy());
      socket.on('error', () => {});
      socket.once('close', resolve);
    });
    expect(waited).to.have.length(2);
    for (const happened of waited) {
      const reached = reachable(happened);
      expect(reached.has(project.mock.snapshot)).to.equal(false);
      const kinds = [IncomingMessage, ServerResponse, Socket, Buffer];
      expect([...reached].filter((object) => kinds.some((kind) => object instanceof kind))).to.deep.equal([]);
    }
    expect(
      project.mock.reader.records({ limit: 2 }).map((record) => record.kind === 'request' && record.answer?.status),
    ).to.deep.equal([200, 413]);
  });
});

/** What can be reached from an object, but for what it has of the project's routes. */
function reachable({ ...fields }: object): ReadonlySet<unknown> {
  const { met: _, chosen: _chosen, ...rest } = fields as { readonly met?: unknown; readonly chosen?: unknown };
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) visit(Reflect.get(value, key));
  };
  visit(rest);
  return seen;
}
