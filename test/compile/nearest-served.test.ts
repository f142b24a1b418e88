import { expect } from 'chai';
import { nearestServed } from '../../src/compile/nearest-served.ts';
import { createCompiler } from '../../src/compile/project.ts';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import { createLoader } from '../../src/spec/load.ts';
import { useFolder } from '../cli/fake-terminal.ts';

const FILE = `routes:
  GET /goods/{id}: { data: 1 }
  POST /echo/{text}: { data: 1 }
channels:
  /chat/{room}/{user}: { preset: chat }
  /good/{room}: { preset: chat }
`;

describe('nearestServed', () => {
  const folder = useFolder();
  let snapshot: Snapshot;

  beforeEach(() => {
    const cwd = folder({ 'routes.d/a.yaml': FILE });
    const files = createLoader({ paths: ['routes.d'], cwd }).load();
    const compiled = createCompiler({ env: {}, cwd, flags: {}, isStrict: false }).compile(files);
    if (!compiled.snapshot) throw new Error('nothing to serve');
    snapshot = compiled.snapshot;
  });

  const rows: readonly (readonly [method: string, path: string, nearest: readonly string[]])[] = [
    ['GET', '/chat/lobby', ['WS /chat/{room}/{user}', 'POST /echo/{text}']],
    ['HEAD', '/caht/lobby/ann', ['WS /chat/{room}/{user}']],
    ['GET', '/good/5', ['GET /goods/{id}', 'WS /good/{room}']],
    ['HEAD', '/good/5', ['GET /goods/{id}', 'WS /good/{room}']],
    ['POST', '/chat/lobby', ['POST /echo/{text}']],
    ['DELETE', '/chats/lobby/ann', []],
    ['WS', '/chat/lobby', ['WS /chat/{room}/{user}', 'WS /good/{room}']],
    ['GET', `/${'x'.repeat(10_000)}`, []],
    ['GET', '/%zz/%', []],
  ];
  for (const [method, path, nearest] of rows) {
    it(`finds ${nearest.join(' and ') || 'nothing'} near ${method} ${path.slice(0, 20)}`, () => {
      expect(nearestServed(snapshot, { method, path }, 2)).to.deep.equal(nearest);
    });
  }
});
