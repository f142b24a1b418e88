import { expect } from 'chai';
import { answerSays } from '../../src/runner/answer-says.ts';

describe('answerSays', () => {
  const rows: readonly (readonly [string, number, unknown, string | undefined])[] = [
    ['our envelope', 404, { code: 404, message: 'no route for GET /helo', data: null }, 'no route for GET /helo'],
    ['an envelope of other words', 401, { errcode: 40101, msg: 'token missing' }, 'token missing'],
    ['problem details', 403, { type: 'about:blank', title: 'Forbidden', detail: 'not yours' }, 'not yours'],
    ['an OAuth server', 400, { error: 'invalid_grant', error_description: 'code used twice' }, 'code used twice'],
    ['an error that is a map', 500, { error: { code: 7, message: 'disk full' } }, 'disk full'],
    ['the first of several issues', 422, { detail: [{ loc: ['body'], msg: 'too long' }, { msg: 'b' }] }, 'too long'],
    ['what stands behind an empty message', 400, { message: ' ', errors: ['no name'] }, 'no name'],
    ['a text of several lines', 500, { message: 'a "b"\n\u001b[31mc' }, 'a "b"\\n\\x1b[31mc'],
    ['the first line of a text', 502, '\nbad gateway\nat proxy', 'bad gateway'],
    ['the title of a page', 502, '<!doctype html><title> Bad Gateway </title><p>nginx', 'Bad Gateway'],
  ];
  for (const [what, status, body, said] of rows) {
    it(`finds ${what}`, () => {
      expect(answerSays({ status, body })).to.equal(said);
    });
  }

  const silent: readonly (readonly [string, number, unknown])[] = [
    ['a status below 400', 200, { message: 'success' }],
    ['no body', 404, null],
    ['bytes', 404, Buffer.from('message')],
    ['a page without a title', 404, '<p>message</p>'],
    ['a map of other things', 404, { data: { id: 1 }, code: 404 }],
    ['an empty list', 422, { errors: [] }],
    ['an inherited name', 404, Object.create({ message: 'x' })],
    ['a map that never ends', 404, endless()],
  ];
  for (const [what, status, body] of silent) {
    it(`says nothing of ${what}`, () => {
      expect(answerSays({ status, body })).to.equal(undefined);
    });
  }

  it('cuts a long text off', () => {
    expect(answerSays({ status: 500, body: 'x'.repeat(100_000) })).to.equal(`${'x'.repeat(199)}…`);
  });
});

function endless(): unknown {
  const map: Record<string, unknown> = {};
  map.error = map;
  return map;
}
