/** A project in a temporary folder, served on a free port: what end-to-end tests talk to. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMockApi, type MockApi, type MockApiOptions } from '../../src/index.ts';

export interface MockProject {
  readonly folder: string;
  readonly mock: MockApi;
  readonly url: string;
  readonly port: number;
  /** Writes or overwrites a file below the project. */
  write(name: string, content: string | Buffer): void;
  close(): Promise<void>;
}

/** Serves `routes.d` of a fresh folder that holds these files. */
export async function serveProject(
  files: Readonly<Record<string, string | Buffer>>,
  options: MockApiOptions = {},
): Promise<MockProject> {
  const folder = mkdtempSync(join(tmpdir(), 'mockapi-test-'));
  const write = (name: string, content: string | Buffer): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const mock = createMockApi({ paths: ['routes.d'], cwd: folder, env: {}, ...options });
  const { url, port } = await mock.start();
  return {
    folder,
    mock,
    url,
    port,
    write,
    async close() {
      await mock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sends bytes over a bare socket and resolves with everything that came back until the server closed. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
  });
}
