import { expect } from 'chai';
import { onlyOperation, readText } from './support.ts';

const SCHEMES = `components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    token: { type: http, scheme: Bearer }
    login: { type: oauth2, flows: {} }
    cert: { type: mutualTLS }
`;
const secured = (root: string, own: string) =>
  onlyOperation(
    `${SCHEMES}${root}paths:\n  /a:\n    get: { ${own}responses: { 200: { description: ok } } }\n`,
  ).security.map((schemes) => schemes.map(({ name, scheme, scopes }) => [name, scheme.kind, ...scopes]));

describe('readSecurity', () => {
  it('takes that of the contract, unless the operation has its own', () => {
    expect(secured('security: [{ key: [] }]\n', '')).to.deep.equal([[['key', 'apiKey']]]);
    expect(
      secured('security: [{ key: [] }]\n', 'security: [{ token: [], login: [read] }, { cert: [] }], '),
    ).to.deep.equal([
      [
        ['token', 'http'],
        ['login', 'http', 'read'],
      ],
      [['cert', 'unseen']],
    ]);
    expect(secured('security: [{ key: [] }]\n', 'security: [], ')).to.deep.equal([]);
    expect(secured('security: [{ key: [] }, {}]\n', '')).to.deep.equal([[['key', 'apiKey']], []]);
  });

  it('is off where x-mockapi says so, the nearest word winning', () => {
    expect(secured('security: [{ key: [] }]\nx-mockapi: { security: off }\n', '')).to.deep.equal([]);
    expect(
      secured('security: [{ key: [] }]\nx-mockapi: { security: off }\n', 'x-mockapi: { security: on }, '),
    ).to.deep.equal([[['key', 'apiKey']]]);
  });

  it('asks nobody for a scheme that does not exist, and says so', () => {
    const { spec, told } = readText(
      `openapi: 3.1.0\ninfo: { title: T, version: "1" }\n${SCHEMES}security: [{ tokn: [] }]\npaths: { /a: { get: { responses: { 200: { description: ok } } } } }\n`,
    );
    expect(spec?.operations[0]?.security).to.deep.equal([]);
    expect(told).to.deep.equal(['9:14 unknown-name there is no security scheme "tokn" (did you mean "token"?)']);
  });

  it('tells a scheme that is none', () => {
    const { spec, told } = readText(
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\ncomponents: { securitySchemes: { a: { type: apiKey, name: x }, b: { type: magic } } }\nsecurity: [{ a: [] }, { b: [] }]\npaths: { /a: { get: { responses: { 200: { description: ok } } } } }\n',
    );
    expect(spec?.operations.map(({ security }) => security)).to.deep.equal([[]]);
    expect(told.filter((line) => line.includes('this is no security scheme')).length).to.equal(2);
    expect(told.filter((line) => line.includes('there is no security scheme')).length).to.equal(2);
  });
});
