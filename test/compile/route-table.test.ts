import { expect } from 'chai';
import type { Routable } from '../../src/compile/route-shard.ts';
import { createRouteTable, type RouteTable } from '../../src/compile/route-table.ts';
import { parsePath } from '../../src/spec/path.ts';

function route(id: string): Routable {
  const [method = '', path = ''] = id.split(' ');
  const pattern = parsePath(path);
  if ('message' in pattern) throw new Error(pattern.message);
  return { id, method, pattern };
}

const table = (...ids: readonly string[]): RouteTable<Routable> => createRouteTable(ids.map(route));

/** `GET /a/{id} id=1`, `405 GET, HEAD, OPTIONS`, `404` or `400`. */
function ask(routes: RouteTable<Routable>, request: string): string {
  const [method = '', path = ''] = request.split(' ');
  const match = routes.match(method, path);
  if (match.kind === 'missing') return '404';
  if (match.kind === 'malformed') return '400';
  if (match.kind === 'wrong-method') return `405 ${match.allow.join(', ')}`;
  const params = Object.entries(match.params).map(([name, value]) => `${name}=${value}`);
  return [match.route.id, ...params].join(' ');
}

describe('createRouteTable', () => {
  for (const [what, ids, requests] of [
    [
      'literal paths',
      ['GET /', 'GET /a', 'GET /a/b'],
      {
        'GET /': 'GET /',
        'GET /a': 'GET /a',
        'GET /a/': 'GET /a',
        'GET /a/b': 'GET /a/b',
        'GET /A': '404',
        'GET /b': '404',
        'GET //': 'GET /',
        'GET /a//b': '404',
      },
    ],
    [
      'parameters',
      ['GET /a/{id}'],
      {
        'GET /a/5': 'GET /a/{id} id=5',
        'GET /a/5/': 'GET /a/{id} id=5',
        'GET /a/': '404',
        'GET /a/5/6': '404',
        'GET /a/x%20y': 'GET /a/{id} id=x y',
        'GET /a/%E4%BD%A0': 'GET /a/{id} id=你',
      },
    ],
    [
      'literal text before a parameter, whatever the order',
      ['GET /a/{id}', 'GET /a/new', 'GET /{x}/new', 'GET /{x}/{y}'],
      {
        'GET /a/new': 'GET /a/new',
        'GET /a/old': 'GET /a/{id} id=old',
        'GET /b/new': 'GET /{x}/new x=b',
        'GET /b/c': 'GET /{x}/{y} x=b y=c',
      },
    ],
    [
      'the more literal beginning, and others where that leads nowhere',
      ['GET /a/{x}/c', 'GET /{y}/b/d', 'GET /a/b/{z}', 'GET /a/b/c/d/{e}', 'GET /a/b/{f}/d/g'],
      {
        'GET /a/b/c': 'GET /a/b/{z} z=c',
        'GET /a/x/c': 'GET /a/{x}/c x=x',
        'GET /a/b/d': 'GET /a/b/{z} z=d',
        'GET /z/b/d': 'GET /{y}/b/d y=z',
        'GET /a/b/c/d/g': 'GET /a/b/c/d/{e} e=g',
        'GET /a/b/x/d/g': 'GET /a/b/{f}/d/g f=x',
      },
    ],
    [
      'the rest of a path',
      ['GET /f/{rest*}', 'GET /f/{id}', 'GET /f/x/{id}'],
      {
        'GET /f': 'GET /f/{rest*} rest=',
        'GET /f/': 'GET /f/{rest*} rest=',
        'GET /f/a': 'GET /f/{id} id=a',
        'GET /f/a/b/c': 'GET /f/{rest*} rest=a/b/c',
        'GET /f/x/y': 'GET /f/x/{id} id=y',
        'GET /f/x/y/z': 'GET /f/{rest*} rest=x/y/z',
        'GET /g': '404',
        'GET /f/a%2Fb/c': 'GET /f/{rest*} rest=a/b/c',
      },
    ],
    ['everything', ['GET /{rest*}'], { 'GET /': 'GET /{rest*} rest=', 'GET /a/b': 'GET /{rest*} rest=a/b' }],
    [
      'a rest that may be empty beside a route that ends there',
      ['GET /a/{x}/{rest*}', 'GET /a/{y}', 'GET /{p}/{rest*}', 'GET /{q}'],
      {
        'GET /a/1': 'GET /a/{y} y=1',
        'GET /a/1/2': 'GET /a/{x}/{rest*} x=1 rest=2',
        'GET /z': 'GET /{q} q=z',
        'GET /z/1': 'GET /{p}/{rest*} p=z rest=1',
      },
    ],
    [
      'text and parameters in one segment',
      ['GET /{id}.json', 'GET /{id}.xml', 'GET /{id}', 'GET /v{major}.{minor}', 'GET /{from}-{to}/x', 'GET /a/pre-{x}'],
      {
        'GET /1.json': 'GET /{id}.json id=1',
        'GET /1.xml': 'GET /{id}.xml id=1',
        'GET /1.txt': 'GET /{id} id=1.txt',
        'GET /v1.2': 'GET /v{major}.{minor} major=1 minor=2',
        'GET /v1.2.3': 'GET /v{major}.{minor} major=1 minor=2.3',
        'GET /1-2-3/x': 'GET /{from}-{to}/x from=1 to=2-3',
        'GET /a/pre-7': 'GET /a/pre-{x} x=7',
        'GET /a/pre-': '404',
        'GET /.json': 'GET /{id} id=.json',
      },
    ],
    [
      'methods',
      ['GET /a', 'POST /a', 'DELETE /a/{id}', 'GET /a/{id}'],
      {
        'POST /a': 'POST /a',
        'PUT /a': '405 GET, HEAD, OPTIONS, POST',
        'HEAD /a': 'GET /a',
        'HEAD /a/1': 'GET /a/{id} id=1',
        'PATCH /a/1': '405 DELETE, GET, HEAD, OPTIONS',
        'OPTIONS /a': '405 GET, HEAD, OPTIONS, POST',
        'PUT /b': '404',
        'get /a': '405 GET, HEAD, OPTIONS, POST',
      },
    ],
    [
      'HEAD and OPTIONS that are declared',
      ['GET /a', 'HEAD /a', 'OPTIONS /a'],
      { 'HEAD /a': 'HEAD /a', 'OPTIONS /a': 'OPTIONS /a' },
    ],
    [
      'ANY behind every method of its own',
      ['ANY /a', 'GET /a', 'ANY /b/{id}', 'POST /b/{id}'],
      {
        'GET /a': 'GET /a',
        'PUT /a': 'ANY /a',
        'HEAD /a': 'GET /a',
        'POST /b/1': 'POST /b/{id} id=1',
        'PATCH /b/1': 'ANY /b/{id} id=1',
        'TRACE /a': 'ANY /a',
        'FOO /a': 'ANY /a',
        'OPTIONS /a': 'ANY /a',
      },
    ],
    [
      'ANY at a more literal path before a method at a less literal one',
      ['ANY /a/new', 'GET /a/{id}', 'ANY /{rest*}'],
      { 'GET /a/new': 'ANY /a/new', 'GET /a/1': 'GET /a/{id} id=1', 'POST /a/1': 'ANY /{rest*} rest=a/1' },
    ],
    [
      'TRACE as a method like others',
      ['TRACE /a/{id}', 'ANY /b/{id}'],
      { 'TRACE /a/1': 'TRACE /a/{id} id=1', 'TRACE /b/1': 'ANY /b/{id} id=1', 'GET /a/1': '405 OPTIONS, TRACE' },
    ],
    [
      'parameters that two routes call differently',
      ['GET /a/{id}', 'PUT /a/{name}'],
      { 'GET /a/1': 'GET /a/{id} id=1', 'PUT /a/1': 'PUT /a/{name} name=1' },
    ],
    [
      'an encoded slash as text, not as the end of a segment',
      ['GET /a/{x}', 'GET /a/{x}/{y}', 'GET /b%2Fc', 'GET /b/c', 'GET /d%2fe/{id}'],
      {
        'GET /a/1%2F2': 'GET /a/{x} x=1/2',
        'GET /a/1%2f2/3': 'GET /a/{x}/{y} x=1/2 y=3',
        'GET /b%2Fc': 'GET /b%2Fc',
        'GET /b%2fc': 'GET /b%2Fc',
        'GET /b/c': 'GET /b/c',
        'GET /d%2Fe/1': 'GET /d%2fe/{id} id=1',
      },
    ],
    [
      'text however it is encoded',
      ['GET /café', 'GET /你/{id}', 'GET /a%20b/{id}', 'GET /a@b:c/{id}', 'GET /x+y,z;w=1&v/{id}', 'GET /%61/{id}'],
      {
        'GET /caf%C3%A9': 'GET /café',
        'GET /caf%c3%a9': 'GET /café',
        'GET /%E4%BD%A0/1': 'GET /你/{id} id=1',
        'GET /a%20b/1': 'GET /a%20b/{id} id=1',
        'GET /a@b:c/1': 'GET /a@b:c/{id} id=1',
        'GET /a%40b%3Ac/1': 'GET /a@b:c/{id} id=1',
        'GET /x+y,z;w=1&v/1': 'GET /x+y,z;w=1&v/{id} id=1',
        'GET /a/1': 'GET /%61/{id} id=1',
      },
    ],
    [
      'characters that mean something to a router',
      [
        'GET /%2A/{id}',
        'GET /%3Fa/{id}',
        'GET /%28b%29/{id}',
        'GET /y:x/{id}',
        'GET /{a}%2A',
        'GET /%7Bz%7D/{id}',
        'GET /{a}%28b%29',
      ],
      {
        'GET /*/1': 'GET /%2A/{id} id=1',
        'GET /%2A/1': 'GET /%2A/{id} id=1',
        'GET /x/1': '404',
        'GET /%3Fa/1': 'GET /%3Fa/{id} id=1',
        'GET /(b)/1': 'GET /%28b%29/{id} id=1',
        'GET /y:x/1': 'GET /y:x/{id} id=1',
        'GET /q*': 'GET /{a}%2A a=q',
        'GET /%7Bz%7D/1': 'GET /%7Bz%7D/{id} id=1',
        'GET /q(b)': 'GET /{a}%28b%29 a=q',
      },
    ],
    [
      'bad percent-encoding',
      ['GET /a/{id}', 'GET /{rest*}'],
      { 'GET /a/%': '400', 'GET /a/%zz': '400', 'GET /%c3%28': '400', 'GET /a/%ff': '400', 'GET /%E4%BD': '400' },
    ],
    [
      'percent signs that are meant',
      ['GET /a/{id}', 'GET /100%25'],
      {
        'GET /a/%25': 'GET /a/{id} id=%',
        'GET /a/%2525': 'GET /a/{id} id=%25',
        'GET /a/%252F': 'GET /a/{id} id=%2F',
        'GET /a/%EE%80%80002f': 'GET /a/{id} id=\ue000002f',
        'GET /100%25': 'GET /100%25',
      },
    ],
    [
      'names of members of Object.prototype',
      ['GET /{constructor}/{toString}', 'GET /hasOwnProperty'],
      {
        'GET /a/b': 'GET /{constructor}/{toString} constructor=a toString=b',
        'GET /hasOwnProperty': 'GET /hasOwnProperty',
        'GET /__proto__': '404',
        'GET /__proto__/x': 'GET /{constructor}/{toString} constructor=__proto__ toString=x',
      },
    ],
    [
      'dots as plain text',
      ['GET /a/{id}', 'GET /../x'],
      { 'GET /a/..': 'GET /a/{id} id=..', 'GET /../x': 'GET /../x' },
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      const routes = table(...ids);
      const found = Object.keys(requests).map((request) => [request, ask(routes, request)]);
      expect(Object.fromEntries(found)).to.deep.equal(requests);
    });
  }

  it('finds the same whatever the order in which routes are declared', () => {
    const ids = [
      'GET /a/{x}',
      'GET /a/b',
      'GET /{x}/b',
      'ANY /{rest*}',
      'GET /a/{x}.json',
      'GET /a/{rest*}',
      'POST /a/b',
    ];
    const asked = ['GET /a/b', 'GET /a/c', 'GET /a/c.json', 'GET /q/b', 'PUT /a/b', 'GET /a/b/c', 'GET /x/y/z'];
    const answers = (order: readonly string[]): readonly string[] =>
      asked.map((request) => ask(table(...order), request));
    expect(answers([...ids].reverse())).to.deep.equal(answers(ids));
  });

  it('takes long segments, many segments and long paths', () => {
    const routes = table('GET /a/{id}', 'GET /{x}-{y}', 'GET /f/{rest*}');
    const long = 'x'.repeat(60_000);
    expect(routes.match('GET', `/a/${long}`)).to.deep.include({ kind: 'found' });
    expect(ask(routes, `GET /${'-'.repeat(30_000)}a`)).to.match(/^(404|GET \/\{x\}-\{y\})/);
    expect(ask(routes, `GET /f${'/x'.repeat(20_000)}`)).to.match(/^GET \/f/);
    expect(ask(routes, `GET ${'/'.repeat(20_000)}`)).to.equal('404');
  });

  it('keeps trees whose routes are the same objects, and builds the others anew', () => {
    const before = Array.from({ length: 300 }, (_, index) => route(`GET /r${index}/{id}`));
    const first = createRouteTable(before);
    const same = createRouteTable([...before], first);
    expect([...same.shards.values()].every((shard) => [...first.shards.values()].includes(shard))).to.equal(true);

    const after = before.map((item, index) => (index === 7 ? route('GET /r7/{id}') : item));
    const second = createRouteTable(after, first);
    const fresh = [...second.shards].filter(([bucket, shard]) => first.shards.get(bucket) !== shard);
    expect(fresh).to.have.lengthOf(1);
    const match = second.match('GET', '/r7/1');
    expect(match.kind === 'found' && match.route).to.equal(after[7]);
  });

  it('forgets routes that are gone', () => {
    const first = createRouteTable([route('GET /a/{id}'), route('GET /b/{id}')]);
    const second = createRouteTable([route('GET /b/{id}')], first);
    expect(ask(second, 'GET /a/1')).to.equal('404');
    expect(ask(first, 'GET /a/1')).to.equal('GET /a/{id} id=1');
  });

  it('finds each of 10,000 routes', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `GET /s${index % 100}/r${index}/{id}`);
    const routes = table(...ids);
    for (const index of [0, 1, 99, 5000, 9999]) {
      expect(ask(routes, `GET /s${index % 100}/r${index}/7`)).to.equal(`GET /s${index % 100}/r${index}/{id} id=7`);
    }
    expect(ask(routes, 'GET /s0/r1/7')).to.equal('404');
  });

  it('names the routes that come nearest', () => {
    const routes = table(
      'GET /goods/{id}',
      'POST /goods',
      'GET /users/{id}/orders',
      'ANY /echo/{text}',
      'GET /f/{rest*}',
    );
    const nearest = (request: string): readonly string[] => {
      const [method = '', path = ''] = request.split(' ');
      return routes.nearest(method, path, 1).map(({ id }) => id);
    };
    expect(nearest('GET /good/5')).to.deep.equal(['GET /goods/{id}']);
    expect(nearest('GET /goods')).to.deep.equal(['GET /goods/{id}']);
    expect(nearest('GET /users/5/order')).to.deep.equal(['GET /users/{id}/orders']);
    expect(nearest('PATCH /ehco/x')).to.deep.equal(['ANY /echo/{text}']);
    expect(nearest('GET /api/users/5/orders')).to.deep.equal(['GET /users/{id}/orders']);
    expect(nearest('GET /nothing/like/it/at/all')).to.deep.equal([]);
    expect(nearest(`GET /${'x'.repeat(10_000)}`)).to.deep.equal([]);
  });
});
