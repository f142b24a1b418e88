import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { curlLine } from '../../src/runner/curl.ts';
import type { ShownRequest } from '../../src/runner/found.ts';

const PLAIN: ShownRequest = {
  method: 'GET',
  url: 'http://127.0.0.1:1/x',
  headers: [],
  body: undefined,
  isFollowing: false,
  isInsecure: false,
};

function bytes(text: string): ShownRequest['body'] {
  return { kind: 'bytes', bytes: Buffer.from(text), text };
}

const JSON_HEADERS = [['content-type', 'application/json']] as const;

const LINES: readonly (readonly [what: string, changes: Partial<ShownRequest>, line: string])[] = [
  ['a GET', {}, `curl -i 'http://127.0.0.1:1/x'`],
  ['a HEAD', { method: 'HEAD' }, `curl -i -I 'http://127.0.0.1:1/x'`],
  [
    'a GET with a body',
    { body: bytes('{}'), headers: JSON_HEADERS },
    `curl -i -X GET 'http://127.0.0.1:1/x' -H 'content-type: application/json' -d '{}'`,
  ],
  [
    'JSON',
    { method: 'PUT', body: bytes('{"a":"it\'s"}'), headers: JSON_HEADERS },
    `curl -i -X PUT 'http://127.0.0.1:1/x' -H 'content-type: application/json' -d '{"a":"it'\\''s"}'`,
  ],
  [
    'a body without a type',
    { method: 'POST', body: bytes('a') },
    `curl -i -X POST 'http://127.0.0.1:1/x' -H 'content-type:' -d 'a'`,
  ],
  [
    'a body that looks like a file',
    { method: 'POST', body: bytes('@etc'), headers: JSON_HEADERS },
    `curl -i -X POST 'http://127.0.0.1:1/x' -H 'content-type: application/json' --data-raw '@etc'`,
  ],
  [
    'a body of lines',
    { method: 'POST', body: bytes('a\nb'), headers: [['content-type', 'text/plain']] },
    `printf 'a\\nb' | curl -i -X POST 'http://127.0.0.1:1/x' -H 'content-type: text/plain' --data-binary @-`,
  ],
  [
    'a large body',
    { method: 'POST', body: bytes('a'.repeat(8193)), headers: JSON_HEADERS },
    `curl -i -X POST 'http://127.0.0.1:1/x' -H 'content-type: application/json' -d '<8193 bytes left out>'`,
  ],
  [
    'a form',
    {
      method: 'POST',
      body: {
        kind: 'form',
        fields: [
          ['a', 'x y'],
          ['a', '&'],
        ],
      },
    },
    `curl -i -X POST 'http://127.0.0.1:1/x' -d 'a=x+y&a=%26'`,
  ],
  ['an empty header', { headers: [['x-a', '']] }, `curl -i 'http://127.0.0.1:1/x' -H 'x-a;'`],
  [
    'a POST that redirects make a GET',
    { method: 'POST', body: bytes('{}'), headers: JSON_HEADERS, isFollowing: true },
    `curl -i -L 'http://127.0.0.1:1/x' -H 'content-type: application/json' -d '{}'`,
  ],
  ['redirects, and no trust', { isFollowing: true, isInsecure: true }, `curl -i -k -L 'http://127.0.0.1:1/x'`],
  ['what curl would read as a range', { url: 'http://[::1]:1/x?a[]={b}' }, `curl -i -g 'http://[::1]:1/x?a[]={b}'`],
  ['dots in the path', { url: 'http://127.0.0.1:1/a/../b' }, `curl -i --path-as-is 'http://127.0.0.1:1/a/../b'`],
];

describe('curlLine', () => {
  for (const [what, changes, line] of LINES) {
    it(`shows ${what}`, () => {
      expect(curlLine({ ...PLAIN, ...changes })).to.equal(line);
    });
  }

  it('shows an upload by its path, and bytes as what curl reads', () => {
    const body: ShownRequest['body'] = {
      kind: 'multipart',
      fields: [['title', 'a "b"\nc']],
      files: [
        { field: 'photo', name: 'a.png', type: 'image/png', content: { path: '/photos/a;b.png' } },
        { field: 'note', name: 'n.txt', type: 'text/plain', content: { bytes: Buffer.from('x\n') } },
        { field: 'more', name: 'm.txt', type: 'text/plain', content: { bytes: Buffer.from('yy') } },
      ],
    };
    expect(curlLine({ ...PLAIN, method: 'POST', body })).to.equal(
      `printf 'x\\n' | curl -i -X POST 'http://127.0.0.1:1/x' --form-string "$(printf 'title=a "b"\\nc')"` +
        ` -F 'photo=@"/photos/a;b.png";type=image/png;filename=a.png'` +
        ` -F 'note=@-;type=text/plain;filename=n.txt'` +
        ` -F 'more=<2 bytes left out>;type=text/plain;filename=m.txt'`,
    );
  });

  it('takes a secret out before quoting hides it, and however the URL encodes it', () => {
    const secret = "it's a+b";
    const conceal = (text: string): string => text.replaceAll(secret, '***');
    const line = curlLine(
      {
        ...PLAIN,
        method: 'POST',
        url: 'http://127.0.0.1:1/it%27s%20a%2bb?q=it%27s+a%2Bb&keep=%20',
        headers: [
          ['x-token', secret],
          ['content-type', 'text/plain'],
        ],
        body: bytes(`${secret}\nfoo`),
      },
      conceal,
    );
    expect(line).to.equal(
      `printf '***\\nfoo' | curl -i -X POST 'http://127.0.0.1:1/***?q=***&keep=%20'` +
        ` -H 'x-token: ***' -H 'content-type: text/plain' --data-binary @-`,
    );
  });

  it('gives curl the very words, whatever is in them', () => {
    const headers = [['x-a', `$HOME \`id\` 'q' "d" \\ 商`]] as const;
    const line = curlLine({
      ...PLAIN,
      method: 'POST',
      headers: [...JSON_HEADERS, ...headers],
      body: bytes('{"a":"$x \'"}'),
    });
    const words = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${line}`], { encoding: 'utf8' });
    expect(words.trimEnd().split('\n')).to.deep.equal([
      '-i',
      '-X',
      'POST',
      'http://127.0.0.1:1/x',
      '-H',
      'content-type: application/json',
      '-H',
      headers[0].join(': '),
      '-d',
      '{"a":"$x \'"}',
    ]);
  });
});
