/** Projects of any size: files of ten routes each, no two with the same schemas. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUTES_PER_FILE = 10;
const FILES_PER_FOLDER = 100;

export interface GeneratedProject {
  readonly folder: string;
  /** In the middle of the project; the requests go to its routes. */
  readonly file: string;
  /** `/service-0500`: what the paths of that file begin with. */
  readonly prefix: string;
  /** The text of that file, another for each edition. */
  text(edition: number): string;
}

/** Writes a project of `routes` routes (a multiple of ten) into an empty folder. */
export function generateProject(folder: string, routes: number): GeneratedProject {
  const files = Math.ceil(routes / ROUTES_PER_FILE);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mockapi.yaml'), 'log: { dir: ../logs }\nvars: { stage: bench }\n');
  for (let index = 0; index < files; index++) {
    const path = filePath(folder, index);
    if (index % FILES_PER_FOLDER === 0) mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, fileText(index, 0));
  }
  const middle = files >> 1;
  return {
    folder,
    file: filePath(folder, middle),
    prefix: prefixOf(middle),
    text: (edition) => fileText(middle, edition),
  };
}

function filePath(folder: string, index: number): string {
  return join(folder, `area-${Math.floor(index / FILES_PER_FOLDER)}`, `${prefixOf(index).slice(1)}.yaml`);
}

function prefixOf(index: number): string {
  return `/service-${String(index).padStart(4, '0')}`;
}

function fileText(index: number, edition: number): string {
  return `# Service ${index}: what a team of testers writes for one of its services.
prefix: ${prefixOf(index)}
tags: [service-${index}]
routes:
  GET /:
    summary: What the service is
    data: { service: ${index}, edition: ${edition}, stage: bench, features: [goods, orders, files] }

  GET /health:
    body: ok

  GET /goods:
    params:
      query: { page: { type: integer, minimum: 1, default: 1 }, size: { type: integer, maximum: ${50 + index}, default: 20 } }
    data: { page: "\${query.page}", size: "\${query.size}", items: [{ id: 1, name: pen }, { id: 2, name: cup }] }

  GET /goods/{id}:
    summary: One goods item
    params:
      url: { id: { type: integer, minimum: 1 } }
      query:
        name: { type: string, required: true, maxLength: ${40 + index} }
        limit: { type: integer, minimum: 1, default: 10 }
    data: { item_id: "\${url.id}", name: "\${query.name}", limit: "\${query.limit}" }

  POST /goods:
    params:
      body:
        type: object
        required: [name, price]
        properties:
          name: { type: string, minLength: 1, maxLength: ${100 + index} }
          description: { type: string }
          price: { type: number, exclusiveMinimum: 0 }
          tax: { type: number, default: 0 }
          tags: { type: array, items: { type: string } }
    data: "\${body}"

  PUT /goods/{id}:
    params:
      url: { id: integer }
      body:
        type: object
        required: [name]
        properties: { name: { type: string }, price: { type: number, maximum: ${10_000 + index} } }
    cases:
      - when: body.price > 1000
        status: 403
        code: 40301
        message: "\${body.name} is too expensive"
      - status: 201
        headers: { location: "${prefixOf(index)}/goods/\${url.id}" }
        data: '\${merge({"item_id": url.id}, body)}'

  DELETE /goods/{id}:
    params: { url: { id: integer } }
    status: 204

  GET /orders/{order}/lines/{line}:
    params:
      url: { order: { type: string, pattern: "^[a-z0-9-]+$" }, line: integer }
      header: { x-token: { type: string, required: true, error: { status: 401, code: 40101, message: token missing } } }
    data: { order: "\${url.order}", line: "\${url.line}", note: "line \${url.line} of \${url.order}" }

  POST /orders:
    params:
      form: { customer: { type: string, required: true }, amount: { type: integer, maximum: ${1000 + index} } }
    status: 201
    cookies: { last_order: { value: "\${form.customer}", maxAge: 1h } }
    data: { customer: "\${form.customer}", amount: "\${form.amount}" }

  GET /files/{rest*}:
    data: { path: "\${url.rest}", at: "\${request.time}" }
`;
}
