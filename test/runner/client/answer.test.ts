import { assert } from 'chai';
import { toAnswer } from '../../../src/runner/client/answer.ts';

describe('toAnswer', () => {
  const bodies: readonly (readonly [type: string, body: string | Buffer, value: unknown])[] = [
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/problem+json; charset=utf-8', '[1]', [1]],
    ['APPLICATION/JSON', '\ufeff{"a":1}', { a: 1 }],
    ['application/json', '', null],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['text/plain; charset=iso-8859-1', Buffer.from([0xe9]), 'é'],
    ['text/plain; charset="no such"', 'é', 'é'],
    ['image/svg+xml', '<svg/>', '<svg/>'],
    ['application/x-www-form-urlencoded', 'a=1', 'a=1'],
    ['image/png', Buffer.from([1, 2]), Buffer.from([1, 2])],
    ['', 'no type at all', 'no type at all'],
    ['', Buffer.from([0xff, 0xfe]), Buffer.from([0xff, 0xfe])],
  ];
  for (const [type, body, value] of bodies) {
    it(`reads ${JSON.stringify(String(body))} of type "${type}"`, () => {
      const head = { statusCode: 200, headersDistinct: type === '' ? {} : { 'content-type': [type] } };
      const { answer, fault } = toAnswer(head, Buffer.from(body), 3);
      assert.deepEqual([answer.body, fault], [value, undefined]);
      assert.deepEqual(answer.bytes, Buffer.from(body));
    });
  }

  it('gives malformed JSON as its text, and says so', () => {
    const head = { statusCode: 200, headersDistinct: { 'content-type': ['application/json'] } };
    const { answer, fault } = toAnswer(head, Buffer.from('{"a":'), 3);
    assert.strictEqual(answer.body, '{"a":');
    assert.match(fault ?? '', /^the body is no JSON, though its content type is "application\/json": /);
  });

  it('gives headers and cookies by name, repeated headers as a list, UTF-8 as text', () => {
    const utf8 = Buffer.from('routes.d/小.yaml:3').toString('latin1');
    const { answer } = toAnswer(
      {
        statusCode: 201,
        headersDistinct: {
          'x-mockapi-route': [utf8],
          'x-latin': ['caf\u00e9'],
          link: ['</a>', '</b>'],
          'set-cookie': ['sid="a=b"; Path=/', 'theme= dark ;HttpOnly', '__proto__=x', 'nonsense'],
        },
      },
      Buffer.alloc(0),
      3,
    );
    assert.deepEqual(
      { ...answer, header: { ...answer.header }, cookie: Object.entries(answer.cookie) },
      {
        status: 201,
        header: {
          'x-mockapi-route': 'routes.d/小.yaml:3',
          'x-latin': 'café',
          link: ['</a>', '</b>'],
          'set-cookie': ['sid="a=b"; Path=/', 'theme= dark ;HttpOnly', '__proto__=x', 'nonsense'],
        },
        cookie: [
          ['sid', '"a=b"'],
          ['theme', 'dark'],
          ['__proto__', 'x'],
        ],
        body: null,
        time: 3,
        bytes: Buffer.alloc(0),
        answeredBy: 'routes.d/小.yaml:3',
      },
    );
  });
});
