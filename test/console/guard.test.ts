import { expect } from 'chai';
import { createGuard, type GuardOptions } from '../../src/console/guard.ts';
import { ConsoleRefusal } from '../../src/console/refusal.ts';

const OWN: GuardOptions = { isLoopback: true, token: undefined };
const OPEN: GuardOptions = { isLoopback: false, token: 't-0' };

/** `passes`, or the code of the refusal. */
function guard(options: GuardOptions, lines: readonly string[], url = '/'): string {
  const rawHeaders = lines.flatMap((line) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers[(rawHeaders[index] ?? '').toLowerCase()] ??= rawHeaders[index + 1] ?? '';
  }
  try {
    createGuard(options)({ url, headers, rawHeaders });
    return 'passes';
  } catch (error) {
    if (error instanceof ConsoleRefusal) return error.code;
    throw error;
  }
}

describe('createGuard', () => {
  for (const [what, lines, outcome] of [
    ['a program of this machine', ['Host: 127.0.0.1:8011'], 'passes'],
    ['its name', ['Host: localhost:8011'], 'passes'],
    ['IPv6', ['Host: [::1]:8011'], 'passes'],
    ['another port of this machine, as a tunnel has it', ['Host: localhost:9000'], 'passes'],
    ['no port', ['Host: localhost'], 'passes'],
    ['an address typed into a browser', ['Host: localhost:8011', 'Sec-Fetch-Site: none'], 'passes'],
    [
      'a page of its own',
      ['Host: localhost:8011', 'Origin: http://localhost:8011', 'Sec-Fetch-Site: same-origin'],
      'passes',
    ],
    ['a name that was bound anew', ['Host: evil.example:8011'], 'wrong-host'],
    [
      'a name that was bound anew, from its own page',
      ['Host: evil.example:8011', 'Origin: http://evil.example:8011', 'Sec-Fetch-Site: same-origin'],
      'wrong-host',
    ],
    ['a name that begins like one of ours', ['Host: localhost.evil.example'], 'wrong-host'],
    ['a name with something before it', ['Host: evil.example@localhost'], 'wrong-host'],
    ['a name with two ports', ['Host: localhost:1:2'], 'wrong-host'],
    ['every address at once', ['Host: 0.0.0.0:8011'], 'wrong-host'],
    ['no name', [], 'malformed'],
    ['an empty name', ['Host:'], 'malformed'],
    ['two names', ['Host: localhost', 'Host: evil.example'], 'malformed'],
    ['two names, the other way round', ['Host: evil.example', 'host: localhost'], 'malformed'],
    ['a page of another port', ['Host: localhost:8011', 'Origin: http://localhost:3000'], 'wrong-origin'],
    [
      'a page of another name of this machine',
      ['Host: localhost:8011', 'Origin: http://127.0.0.1:8011'],
      'wrong-origin',
    ],
    ['a page of another scheme', ['Host: localhost:8011', 'Origin: https://localhost:8011'], 'wrong-origin'],
    ['a page from nowhere', ['Host: localhost:8011', 'Origin: null'], 'wrong-origin'],
    ['an empty origin', ['Host: localhost:8011', 'Origin:'], 'wrong-origin'],
    ['an image of a page elsewhere', ['Host: localhost:8011', 'Sec-Fetch-Site: cross-site'], 'wrong-origin'],
    ['an image of a page on another port', ['Host: localhost:8011', 'Sec-Fetch-Site: same-site'], 'wrong-origin'],
    ['a WebSocket', ['Host: localhost:8011', 'Upgrade: WebSocket'], 'no-websocket'],
    ['another protocol that is only offered', ['Host: localhost:8011', 'Upgrade: h2c'], 'passes'],
  ] as const) {
    it(`of ${what}: ${outcome}`, () => {
      expect(guard(OWN, lines)).to.equal(outcome);
    });
  }

  for (const url of ['http://evil.example/health', 'health', '*', '']) {
    it(`refuses the target ${JSON.stringify(url)}`, () => {
      expect(guard(OWN, ['Host: localhost'], url)).to.equal('malformed');
    });
  }

  const host = 'Host: mock.example:8011';
  for (const [what, lines, outcome] of [
    ['no token', [host], 'wrong-token'],
    ['the token', [host, 'Authorization: Bearer t-0'], 'passes'],
    ['the token in another case of the scheme', [host, 'Authorization: bearer t-0'], 'passes'],
    ['another token', [host, 'Authorization: Bearer t-1'], 'wrong-token'],
    ['a longer token', [host, 'Authorization: Bearer t-00'], 'wrong-token'],
    ['an empty token', [host, 'Authorization: Bearer '], 'wrong-token'],
    ['another scheme', [host, 'Authorization: Basic t-0'], 'wrong-token'],
    ['the token beside another', [host, 'Authorization: Bearer t-1 t-0'], 'wrong-token'],
    [
      'the token from a page elsewhere',
      [host, 'Authorization: Bearer t-0', 'Origin: http://evil.example'],
      'wrong-origin',
    ],
    ['no name', ['Authorization: Bearer t-0'], 'malformed'],
  ] as const) {
    it(`where others reach it, with ${what}: ${outcome}`, () => {
      expect(guard(OPEN, lines)).to.equal(outcome);
    });
  }

  it('asks for a token on this machine too where there is one', () => {
    const options = { isLoopback: true, token: 't-0' };
    expect(guard(options, ['Host: localhost'])).to.equal('wrong-token');
    expect(guard(options, ['Host: evil.example', 'Authorization: Bearer t-0'])).to.equal('wrong-host');
    expect(guard(options, ['Host: localhost', 'Authorization: Bearer t-0'])).to.equal('passes');
  });
});
