import { expect } from 'chai';
import type { Issues } from '../../../src/core/issue.ts';
import { connectionScope } from '../../../src/serve/channels/event-scope.ts';
import type { Hub } from '../../../src/serve/channels/hub.ts';
import { createMemoryHub } from '../../../src/serve/channels/memory-hub.ts';

const ADMITTED = {
  url: { room: 'a' },
  query: { token: 't' },
  header: { 'x-a': '1' },
  cookie: null,
  request: { method: 'GET' },
  route: { name: 'chat' },
  env: { CITY: 'Bonn' },
  vars: { n: 1 },
};

function hubOf(members: readonly (readonly [user: string, rooms: readonly string[]])[]): Hub {
  const hub = createMemoryHub();
  for (const [user, rooms] of members) {
    const member = { user, deliver() {} };
    hub.connect(member);
    hub.enter(member, rooms, 0);
  }
  return hub;
}

describe('connectionScope', () => {
  const hub = hubOf([
    ['ann', ['a', 'b']],
    ['bob', ['b']],
    ['ann', ['a']],
  ]);
  const source = { id: 'c-1', user: 'ann', rooms: ['a'], admitted: ADMITTED };

  it('has the handshake, the connection and its room, and nothing of a body', () => {
    expect(
      connectionScope(
        { ...source, admitted: { ...ADMITTED, body: null, form: null, file: null } },
        { message: { n: 1 }, issues: undefined },
        hub,
      ),
    ).to.deep.equal({
      ...ADMITTED,
      user: 'ann',
      room: 'a',
      members: ['ann'],
      connection: { id: 'c-1', user: 'ann', rooms: ['a'] },
      message: { n: 1 },
      errors: null,
    });
  });

  it('has all rooms of one that is in several, and their members as they are when they are asked for', () => {
    const changing = hubOf([['ann', ['a']]]);
    const scope = connectionScope(
      { ...source, rooms: ['a', 'b'] },
      { message: undefined, issues: undefined },
      changing,
    );
    const late = { user: 'bob', deliver() {} };
    changing.connect(late);
    changing.enter(late, ['b'], 0);
    expect([scope.room, scope.members, scope.message]).to.deep.equal([['a', 'b'], ['ann', 'bob'], null]);
  });

  it('counts the errors that are not listed', () => {
    const issue = {
      in: 'message',
      name: '',
      pointer: '',
      message: 'm',
      keyword: 'k',
      expected: 1,
      received: 2,
    } as const;
    const issues: Issues = Object.assign([issue], { more: 3 });
    const scope = connectionScope(source, { message: null, issues }, hub);
    expect(scope.errors).to.deep.equal([issue, { more: 3 }]);
  });
});
