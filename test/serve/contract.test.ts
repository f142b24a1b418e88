import { expect } from 'chai';
import { send } from './journal-project.ts';
import { type ReloadProject, serveFiles } from './reload-project.ts';

const API = `openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example.com/v1 }]
paths:
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { 200: { description: ok, content: { application/json: { example: { id: 1 } } } } }
    delete: { responses: { 204: { description: gone } } }
  /photos:
    post:
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary } } } } } }
      responses: { 201: { description: made } }
`;

const problem = ({ status, headers, text }: Awaited<ReturnType<typeof send>>): unknown => [
  status,
  headers['content-type'],
  (JSON.parse(text) as { readonly detail?: string; readonly message?: string }).detail ?? JSON.parse(text),
];

describe('a served contract', () => {
  let project: ReloadProject;
  const serve = async (files: Readonly<Record<string, string>>): Promise<void> => {
    project = await serveFiles(files);
  };
  afterEach(() => project.close());

  it('answers GET, HEAD and OPTIONS, and is in the journal with the line that answered', async () => {
    await serve({ 'routes.d/api.yaml': API });
    const got = await send(project, 'GET', '/v1/pets/7');
    expect([got.status, got.text, got.headers['x-mockapi-route']]).to.deep.equal([
      200,
      '{"id":1}',
      'routes.d/api.yaml:8',
    ]);
    const head = await send(project, 'HEAD', '/v1/pets/7');
    expect([head.status, head.text, head.headers['content-length']]).to.deep.equal([200, '', '8']);
    const options = await send(project, 'OPTIONS', '/v1/pets/7');
    expect([options.status, options.headers.allow]).to.deep.equal([204, 'DELETE, GET, HEAD, OPTIONS']);
    const [first] = project.mock.reader.records({});
    expect(first).to.deep.include({
      route: { id: 'GET /v1/pets/{id}', name: 'GET /v1/pets/{id}', at: 'routes.d/api.yaml:6' },
      case: 'routes.d/api.yaml:8',
      outcome: 'answered',
    });
  });

  it('explains a refusal to the client that asks', async () => {
    await serve({ 'routes.d/api.yaml': API });
    const { status, text } = await send(project, 'GET', '/v1/pets/x', { headers: { 'x-mockapi-explain': '1' } });
    const { explain } = JSON.parse(text) as {
      readonly explain: { readonly issues: readonly { readonly message: string }[] };
    };
    expect([status, explain.issues.map(({ message }) => message)]).to.deep.equal([
      422,
      ['url "id" must be an integer'],
    ]);
  });

  it('speaks of problems where nothing else is served', async () => {
    await serve({ 'routes.d/api.yaml': API });
    expect(problem(await send(project, 'GET', '/elsewhere'))).to.deep.equal([
      404,
      'application/problem+json',
      'no route for GET /elsewhere',
    ]);
    expect(problem(await send(project, 'PUT', '/v1/pets/7'))).to.deep.equal([
      405,
      'application/problem+json',
      '/v1/pets/7 does not take PUT; it takes DELETE, GET, HEAD, OPTIONS',
    ]);
    expect(problem(await send(project, 'GET', '/v1/pets/7', { headers: { accept: 'text/html' } }))).to.deep.equal([
      406,
      'application/problem+json',
      '"text/html" is not answered here; there is application/json',
    ]);
    expect(
      problem(await send(project, 'POST', '/v1/photos', { headers: { 'content-type': 'text/plain' }, body: 'x' })),
    ).to.deep.equal([415, 'application/problem+json', 'the operation takes multipart/form-data; not "text/plain"']);
    expect(problem(await send(project, 'GET', '/v1/%zz'))).to.deep.equal([
      400,
      'application/problem+json',
      'the path "/v1/%zz" is not valid percent-encoding',
    ]);
  });

  it('speaks of problems below its base path, and as the project does elsewhere', async () => {
    await serve({ 'routes.d/api.yaml': API, 'routes.d/own.yaml': 'routes: { GET /own: { data: 1 } }\n' });
    expect(problem(await send(project, 'GET', '/v1/nothing'))).to.deep.equal([
      404,
      'application/problem+json',
      'no route for GET /v1/nothing',
    ]);
    expect((await send(project, 'GET', '/ownn')).headers['content-type']).to.equal('application/json; charset=utf-8');
    expect((await send(project, 'PUT', '/own')).headers['content-type']).to.equal('application/json; charset=utf-8');
  });

  it('takes an upload as it comes over the wire', async () => {
    await serve({ 'routes.d/api.yaml': API });
    const body =
      '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await send(project, 'POST', '/v1/photos', { headers, body })).status).to.equal(201);
    expect(problem(await send(project, 'POST', '/v1/photos', { headers, body: '--x--\r\n' }))).to.deep.equal([
      422,
      'application/problem+json',
      'form "photo" is required',
    ]);
  });

  it('is live when it is saved, and what is written by hand wins over it', async () => {
    await serve({ 'routes.d/api.yaml': API });
    project.write('routes.d/own.yaml', 'routes: { "GET /v1/pets/{id}": { body: mine } }\n');
    await project.mock.reload();
    expect((await send(project, 'GET', '/v1/pets/7')).text).to.equal('mine');
    expect((await send(project, 'DELETE', '/v1/pets/7')).status).to.equal(204);
    project.remove('routes.d/own.yaml');
    project.write('routes.d/api.yaml', API.replace('{ id: 1 }', '{ id: 2 }'));
    await project.mock.reload();
    expect((await send(project, 'GET', '/v1/pets/7')).text).to.equal('{"id":2}');
  });
});
