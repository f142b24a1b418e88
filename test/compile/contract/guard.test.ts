import { expect } from 'chai';
import { header, useProject } from '../support.ts';
import { contract, serveContract } from './support.ts';

const SCHEMES = `components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    sid: { type: apiKey, in: cookie, name: sid }
    token: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    cert: { type: mutualTLS }
`;
const one = (security: string, responses = '{ 204: { description: ok } }', rest = ''): string =>
  contract(`/a: { get: { security: ${security}, responses: ${responses} } }`, SCHEMES + rest);

describe('compileGuard', () => {
  const project = useProject();

  const rows: readonly (readonly [
    security: string,
    target: string,
    headers: Record<string, string>,
    status: number,
  ])[] = [
    ['[]', '/a', {}, 204],
    ['[{}, { key: [] }]', '/a', {}, 204],
    ['[{ cert: [] }]', '/a', {}, 204],
    ['[{ key: [] }]', '/a', {}, 401],
    ['[{ key: [] }]', '/a', { 'x-key': '' }, 401],
    ['[{ key: [] }]', '/a', { 'x-key': 'k' }, 204],
    ['[{ query: [] }]', '/a?key=k', {}, 204],
    ['[{ query: [] }]', '/a?kez=k', {}, 401],
    ['[{ sid: [] }]', '/a', { cookie: 'a=b; sid=k' }, 204],
    ['[{ sid: [] }]', '/a', { cookie: 'a=sid' }, 401],
    ['[{ token: [] }]', '/a', { authorization: 'Bearer x' }, 204],
    ['[{ token: [] }]', '/a', { authorization: 'bearer x' }, 204],
    ['[{ token: [] }]', '/a', { authorization: 'Basic x' }, 401],
    ['[{ basic: [] }]', '/a', { authorization: 'Basic eDp5' }, 204],
    ['[{ token: [], key: [] }]', '/a', { authorization: 'Bearer x' }, 401],
    ['[{ token: [], key: [] }]', '/a', { authorization: 'Bearer x', 'x-key': 'k' }, 204],
    // A request has one Authorization header.
    ['[{ token: [], basic: [] }]', '/a', { authorization: 'Basic eDp5' }, 204],
    ['[{ token: [], basic: [], key: [] }]', '/a', { authorization: 'Basic eDp5' }, 401],
    ['[{ token: [], basic: [] }]', '/a', { authorization: 'Digest x' }, 401],
    ['[{ token: [] }, { key: [] }]', '/a', { 'x-key': 'k' }, 204],
  ];
  for (const [security, target, headers, status] of rows) {
    it(`answers ${status} to ${target} with ${JSON.stringify(headers)} where it wants ${security}`, () => {
      expect(serveContract(project, one(security))(target, { headers }).status).to.equal(status);
    });
  }

  it('says what would be taken', () => {
    const answer = serveContract(project, one('[{ token: [] }, { key: [], sid: [] }]'))('/a');
    expect(JSON.parse(String(answer.body))).to.deep.equal({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'credentials are missing: send header "authorization: Bearer …", or header "X-Key" and cookie "sid"',
    });
    expect(header(answer, 'www-authenticate')).to.equal('Bearer realm="mock"');
  });

  it('answers as the contract does: 403 where it only knows that', () => {
    const declared =
      '{ 204: { description: ok }, 403: { description: no, content: { application/json: { example: { no: true } } } } }';
    const answer = serveContract(project, one('[{ key: [] }]', declared))('/a');
    expect([answer.status, answer.body]).to.deep.equal([403, { no: true }]);
  });

  it('is off by x-mockapi', () => {
    expect(
      serveContract(project, one('[{ key: [] }]', undefined, 'x-mockapi: { security: off }\n'))('/a').status,
    ).to.equal(204);
  });

  it('is off by the setting', () => {
    project.write({ 'mockapi.yaml': 'security: off\n' });
    expect(serveContract(project, one('[{ key: [] }]'))('/a').status).to.equal(204);
  });
});
