/** Sends one example with nothing added but what HTTP needs, and reads the whole answer. */

import { request } from 'node:http';
import type { Example } from './example.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed when it is JSON, a Buffer when it is no text, else text; `''` without a body. */
  readonly body: unknown;
}

/** The target goes out as written: `fetch` would mend `%zz` and `..` on the way. */
export async function sendExample(base: string, example: Example): Promise<Answer> {
  const space = example.request.indexOf(' ');
  const method = example.request.slice(0, space);
  const path = example.request.slice(space + 1);
  const payload = await payloadOf(example);
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = { ...payload?.headers, ...example.headers };
    if (payload) headers['content-length'] = payload.bytes.length;
    const outgoing = request({ hostname, port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const type = incoming.headers['content-type'] ?? '';
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: decode(Buffer.concat(chunks), type),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(payload?.bytes);
  });
}

interface Outgoing {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

async function payloadOf(example: Example): Promise<Outgoing | undefined> {
  const typed = (text: string, type: string): Outgoing => ({
    bytes: Buffer.from(text),
    headers: { 'content-type': type },
  });
  if (example.json !== undefined) return typed(JSON.stringify(example.json), 'application/json');
  if (example.text !== undefined) return typed(example.text, 'text/plain');
  if (example.form) return typed(`${new URLSearchParams(example.form)}`, 'application/x-www-form-urlencoded');
  if (!example.parts) return undefined;
  const form = new FormData();
  for (const part of example.parts) {
    if (part.file === undefined) form.append(part.name, String(part.value));
    else form.append(part.name, new Blob([part.value], { type: part.type ?? '' }), part.file);
  }
  const encoded = new Response(form);
  return {
    bytes: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
  };
}

function decode(bytes: Buffer, type: string): unknown {
  if (bytes.length === 0) return '';
  if (/^application\/(problem\+)?json\b/.test(type)) return JSON.parse(bytes.toString('utf8'));
  return /^(text\/|image\/svg)/.test(type) ? bytes.toString('utf8') : bytes;
}
