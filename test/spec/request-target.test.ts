import { expect } from 'chai';
import { parseRequestKey } from '../../src/spec/request-target.ts';
import { brief, documentOf, lineColumn, underlined } from './support.ts';

function parse(key: string): {
  readonly request: ReturnType<typeof parseRequestKey>;
  readonly told: readonly string[];
} {
  const told: string[] = [];
  const { place } = documentOf(`${JSON.stringify(key)}: 200`);
  const request = parseRequestKey(key, place.child(key), (problem) => told.push(brief(problem)));
  return { request, told };
}

describe('parseRequestKey', () => {
  for (const [key, method, target, open] of [
    ['GET /health', 'GET', '/health', []],
    ['GET   /health ', 'GET', '/health', []],
    ['PUT /shop/{shop}/goods/{id}?a={b}', 'PUT', '/shop/{shop}/goods/{id}?a={b}', ['shop', 'id']],
    ['GET /{id}/{id}', 'GET', '/{id}/{id}', ['id']],
    ['GET /files/{rest*}', 'GET', '/files/{rest*}', ['rest']],
    ['GET /v1/{id}.json', 'GET', '/v1/{id}.json', ['id']],
    ['GET ${location}?name=${row.name}', 'GET', '${location}?name=${row.name}', []],
    ['GET /a/${ {"a b": "#}"}["a b"] }/{id}', 'GET', '/a/${ {"a b": "#}"}["a b"] }/{id}', ['id']],
    ['GET /a/${"\\"} {x"}', 'GET', '/a/${"\\"} {x"}', []],
    ['GET /a/${unclosed and more', 'GET', '/a/${unclosed and more', []],
    ['GET https://example.com/{id}', 'GET', 'https://example.com/{id}', ['id']],
    ['GET /a/%zz', 'GET', '/a/%zz', []],
    ['GET /商店/{编号_}', undefined, undefined, undefined],
    ['DELETE /商店', 'DELETE', '/商店', []],
    ['M-SEARCH /a', 'M-SEARCH', '/a', []],
  ] as const) {
    it(`reads ${key}`, () => {
      const { request } = parse(key);
      expect([request?.method, request?.target.value, request?.open.map(({ name }) => name)]).to.deep.equal([
        method,
        target,
        open,
      ]);
    });
  }

  for (const [key, problem] of [
    ['get /a', '1:1 bad-route "get" is no HTTP method (did you mean "GET /a"?)'],
    ['POTS /a', '1:1 bad-route "POTS" is no HTTP method (did you mean "POST /a"?)'],
    [
      'FETCH /a',
      '1:1 bad-route "FETCH" is no HTTP method (the usual ones are GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS)',
    ],
    [
      'CONNECT /a',
      '1:1 bad-route "CONNECT" is no HTTP method (the usual ones are GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS)',
    ],
    ['ANY /a', '1:1 bad-route "ANY" is no method to send (write for example "GET /a")'],
    ['GET/a', '1:1 bad-route "GET/a" is no request (write "GET /a")'],
    ['post:/a', '1:1 bad-route "post:/a" is no request (write "POST /a")'],
    ['/a', '1:1 bad-route "/a" is no request (write "GET /a")'],
    ['GET|POST /a', '1:1 bad-route a request has one method (write one request for each)'],
    ['GET, POST /a', '1:1 bad-route a request has one method (write one request for each)'],
    ['GET a', '1:6 bad-path a path begins with "/" (write "/a")'],
    ['GET ftp://a', '1:6 bad-path a path begins with "/" (write "/ftp://a")'],
    ['GET /a b', '1:8 bad-path a path has no spaces (write it as "%20")'],
    ['GET /${"a b"} c', '1:17 bad-path a path has no spaces (write it as "%20")'],
    ['GET /a#b', '1:8 bad-path what follows "#" is never sent (drop it, or write "%23")'],
    ['GET /a/{id', '1:9 bad-path "{id" is no parameter (write "{name}", or "%7B" and "%7D" for braces)'],
    ['GET /a/id}', '1:11 bad-path "}" is no parameter (write "{name}", or "%7B" and "%7D" for braces)'],
    ['GET /a/{}', '1:9 bad-path "{}" is no parameter (write "{name}", or "%7B" and "%7D" for braces)'],
  ] as const) {
    it(`refuses ${key}`, () => {
      expect(parse(key)).to.deep.equal({ request: undefined, told: [problem] });
    });
  }

  it('gives the target a place of its own in the key', () => {
    const { request } = parse('PUT /goods/{id}');
    const place = request?.target.place;
    if (!place) throw new Error('no place');
    expect([lineColumn(place), underlined(place)]).to.deep.equal(['1:6', '/goods/{id}']);
    expect([lineColumn(place, { offset: 7, length: 4 }), underlined(place, { offset: 7, length: 4 })]).to.deep.equal([
      '1:13',
      '{id}',
    ]);
    expect(place.pointer).to.equal('/PUT ~1goods~1{id}');
  });
});
