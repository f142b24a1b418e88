import { expect } from 'chai';
import { encodePath, type PathPattern, parsePath } from '../../src/spec/path.ts';

function pattern(written: string): PathPattern {
  const parsed = parsePath(written);
  if ('message' in parsed) throw new Error(parsed.message);
  return parsed;
}

describe('parsePath', () => {
  for (const [written, path, params, shape, rank] of [
    ['/', '/', [], '/', ''],
    ['/a', '/a', [], '/a', '0'],
    ['/a/', '/a', [], '/a', '0'],
    ['/a/{id}', '/a/{id}', ['id'], '/a/{}', '02'],
    ['/a/{id}/b', '/a/{id}/b', ['id'], '/a/{}/b', '020'],
    ['/{rest*}', '/{rest*}', ['rest'], '/{*}', '3'],
    ['/a/{rest*}/', '/a/{rest*}', ['rest'], '/a/{*}', '03'],
    ['/v{major}.{minor}', '/v{major}.{minor}', ['major', 'minor'], '/v{}.{}', '1'],
    ['/{id}.json', '/{id}.json', ['id'], '/{}.json', '1'],
    ['/caf%C3%A9/%e4%bd%a0', '/café/你', [], '/café/你', '00'],
    ['/你好', '/你好', [], '/你好', '0'],
    ['/a:b/c@d', '/a:b/c@d', [], '/a:b/c@d', '00'],
    ['/a%20b', '/a b', [], '/a b', '0'],
    ['/A', '/A', [], '/A', '0'],
    ['/{user-id}/{_x1}', '/{user-id}/{_x1}', ['user-id', '_x1'], '/{}/{}', '22'],
    ['/{constructor}', '/{constructor}', ['constructor'], '/{}', '2'],
    ["/a.b~c!$&'+,;=", "/a.b~c!$&'+,;=", [], "/a.b~c!$&'+,;=", '0'],
  ] as const) {
    it(`reads ${written}`, () => {
      const read = pattern(written);
      expect({ path: read.path, params: read.params, shape: read.shape, rank: read.rank }).to.deep.equal({
        path,
        params,
        shape,
        rank,
      });
    });
  }

  it('keeps an encoded slash inside its segment', () => {
    const read = pattern('/a%2Fb/{id}');
    expect(read.segments).to.have.lengthOf(2);
    expect(read.shape).to.not.equal(pattern('/a/b/{id}').shape);
  });

  it('takes parts of a segment apart', () => {
    expect(pattern('/{a}-{b}.x').segments).to.deep.equal([
      { kind: 'mixed', parts: [{ param: 'a' }, { text: '-' }, { param: 'b' }, { text: '.x' }] },
    ]);
  });

  for (const [written, message, underlined] of [
    ['a', 'a path begins with "/"', 'a'],
    ['', 'a path begins with "/"', ''],
    ['//', 'a path has no empty segments', '//'],
    ['/a//b', 'a path has no empty segments', '//'],
    ['/:id', '":id" is not how parameters are written', ':id'],
    ['/a/<int:id>', '"<int:id>" is not how parameters are written', '<int:id>'],
    ['/a/[id]', '"[id]" is not how parameters are written', '[id]'],
    ['/a/{id', '"{" without "}"', '{id'],
    ['/a/id}', '"}" without "{"', '}'],
    ['/a/{{id}}', '"{{id}" is no parameter name', '{{id}'],
    ['/a/{}', '"{}" is no parameter name', '{}'],
    ['/a/{*}', '"{*}" is no parameter name', '{*}'],
    ['/a/{a b}', '"{a b}" is no parameter name', '{a b}'],
    ['/{a}{b}', '"{a}" and "{b}" need text between them', '{b}'],
    ['/{a}/x/{a}', 'the path has two parameters called "a"', '{a}'],
    ['/{a}-{a}', 'the path has two parameters called "a"', '{a}-{a}'],
    ['/{rest*}/x', '"{rest*}" takes the rest of a path: it must be its last segment', '{rest*}'],
    ['/x{rest*}', '"{rest*}" takes the rest of a path: it must be its last segment', '{rest*}'],
    ['/a*', 'a path has no "*"', '*'],
    ['/a?b=1', 'a path has no "?"', '?b=1'],
    ['/a#b', 'a path has no "#"', '#'],
    ['/(a|b)', 'a path has no "("', '('],
    ['/a b', 'a path has no spaces', ' '],
    ['/a\tb', 'a path has no spaces', '\t'],
    ['/a\\b', 'a path has no "\\"', '\\'],
    ['/%', '"%" is not valid percent-encoding', '%'],
    ['/%c3%28', '"%c3%28" is not valid percent-encoding', '%c3%28'],
    ['/{__proto__}', '"{__proto__}" is no parameter name', '{__proto__}'],
  ] as const) {
    it(`refuses ${JSON.stringify(written)}`, () => {
      const parsed = parsePath(written);
      if (!('message' in parsed)) throw new Error('it was read');
      expect(parsed.message).to.equal(message);
      expect(written.slice(parsed.offset, parsed.offset + parsed.length)).to.equal(underlined);
    });
  }

  it('reads a path of many segments in no time to speak of', () => {
    const params = Array.from({ length: 500 }, (_, index) => `p${index}`);
    expect(pattern(params.map((name) => `/x/{${name}}`).join('')).params).to.deep.equal(params);
  });
});

describe('encodePath', () => {
  for (const written of [
    '/a%28x%29/%3Aq',
    '/b%25c',
    '/{id}.json',
    '/a%2Fb/{rest*}',
    '/%3Cx%3E/%5By%5D',
    '/wei%C3%9F',
    '/a%20b',
  ]) {
    it(`writes the canonical form of ${written} so that it can be read again`, () => {
      const pattern = parsePath(written);
      if ('message' in pattern) throw new Error(pattern.message);
      expect(parsePath(encodePath(pattern.path))).to.deep.equal(pattern);
    });
  }
});
