/** A console on a free port, of a mock that serves a project in a folder of its own; each answer is held to the document. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { type Console, type ConsoleDeps, createConsole } from '../../src/console/console.ts';
import { ENDPOINTS } from '../../src/console/endpoints/index.ts';
import { openApiDocument } from '../../src/console/openapi.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createMock, type Mock } from '../../src/serve/mock.ts';

export interface TestConsole {
  readonly mock: Mock;
  readonly console: Console;
  readonly mockUrl: string;
  readonly url: string;
  readonly port: number;
  /** Asks, and throws where the answer is none that the document has. */
  ask(line: string, options?: AskOptions): Promise<Answered>;
  /** Writes or overwrites a file below the project. */
  write(name: string, content: string): void;
  close(): Promise<void>;
}

interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what JSON holds.
  readonly value: any;
}

interface ServeOptions {
  readonly settings?: JsonObject;
  readonly console?: Partial<Omit<ConsoleDeps, 'mock' | 'logger'>>;
}

export const OWN: ConsoleDeps['settings'] = { host: '127.0.0.1', port: 0, isPortNamed: true, token: undefined };

export async function serveConsole(
  files: Readonly<Record<string, string>>,
  { settings = {}, console: own = {} }: ServeOptions = {},
): Promise<TestConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'mockapi-console-'));
  const write = (name: string, content: string): void => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const mock = createMock({
    paths: ['routes.d'],
    cwd: folder,
    config: undefined,
    env: {},
    flags: { log: 'off', ...settings, server: { port: 0 } },
    isStrict: false,
    watches: false,
    console: undefined,
    consoleAccess: false,
  });
  const { url: mockUrl } = await mock.listen();
  const console = createConsole({ mock, settings: OWN, logger: silentLogger, version: '1.2.3', ...own });
  const { url, port } = await console.listen();
  return {
    mock,
    console,
    mockUrl,
    url,
    port,
    write,
    ask: (line, options) => ask(url, line, options),
    async close() {
      await Promise.all([console.stop(), mock.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The ids of the endpoints that answered. */
export const asked = new Set<string>();

async function ask(url: string, line: string, { body, headers = {} }: AskOptions = {}): Promise<Answered> {
  const [method = '', target = ''] = line.split(' ');
  const response = await fetch(url + target, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const { status } = response;
  const value: unknown = JSON.parse(await response.text());
  holdToDocument({ method, path: new URL(target, url).pathname, status, value });
  return { status, headers: response.headers, value };
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
ajv.addSchema(openApiDocument(ENDPOINTS, '1.2.3'), 'console');

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly value: unknown;
}

function holdToDocument({ method, path, status, value }: Answer): void {
  const endpoint = ENDPOINTS.find(
    (item) => item.method === method && new RegExp(`^${item.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  if (endpoint && status === 200) asked.add(endpoint.id);
  const schema = endpoint
    ? `console#/paths/${escaped(endpoint.path)}/${method.toLowerCase()}/responses/${status}/content/application~1${status === 200 ? 'json' : 'problem+json'}/schema`
    : 'console#/components/schemas/Refusal';
  const validate = ajv.compile({ $ref: encodeURI(schema) });
  if (validate(value)) return;
  const told = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('\n');
  throw new Error(`the answer ${status} of ${method} ${path} is not as documented:\n${told}\n${JSON.stringify(value)}`);
}

function escaped(path: string): string {
  return path.replaceAll('~', '~0').replaceAll('/', '~1');
}
