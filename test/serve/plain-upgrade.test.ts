import { once } from 'node:events';
import { expect } from 'chai';
import { type ReloadProject, serveFiles } from './reload-project.ts';
import { head, open, talk } from './wire.ts';

const H2C = ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQCAAAAAAIAAAAA'];

describe('answerPlainly', () => {
  let project: ReloadProject;
  before(async () => {
    project = await serveFiles({
      'routes.d/a.yaml': `
routes:
  GET /: { data: '\${{"upgrade": header.upgrade, "connection": header.connection, "a": header["x-a"]}}' }
  POST /: { params: { body: { type: object } }, data: "\${body}" }
`,
    });
  });
  after(() => project.close());

  it('answers a request that would rather speak HTTP/2 as if it had not said so', async () => {
    const answer = await talk(project.port, head('GET / HTTP/1.1', ...H2C, 'x-a: \u00e9', 'connection: close'));
    expect(answer).to.match(/^HTTP\/1\.1 200 OK\r\n/);
    expect(Buffer.from(answer, 'latin1').toString()).to.match(/"upgrade":null,"connection":"close","a":"\u00e9"/);
  });

  it('reads its body, also what comes later', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1000) });
    const socket = await open(project.port);
    const length = `content-length: ${body.length}`;
    socket.write(head('POST / HTTP/1.1', ...H2C, length, 'content-type: application/json') + body.slice(0, 10));
    socket.setEncoding('utf8');
    setImmediate(() => socket.write(body.slice(10)));
    const [answer] = await once(socket, 'data');
    expect(answer).to.include(body);
    socket.destroy();
  });

  it('keeps the connection for many of them', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const socket = await open(project.port);
    for (let count = 0; count < 30; count++) {
      socket.write(head('GET / HTTP/1.1', ...H2C));
      const [answer] = await once(socket, 'data');
      expect(String(answer)).to.match(/^HTTP\/1\.1 200 OK\r\n/);
    }
    socket.destroy();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', onWarning);
    expect(warnings.map(({ message }) => message)).to.deep.equal([]);
  });

  it('answers what is no route in the envelope', async () => {
    const answer = await talk(project.port, head('GET /nowhere HTTP/1.1', ...H2C, 'connection: close'));
    expect(answer).to.match(/^HTTP\/1\.1 404 .*"message":"no route for GET \/nowhere/s);
  });
});
