import { expect } from 'chai';
import type { Answer } from '../../src/runner/compiled-suite.ts';
import { createConformance } from '../../src/runner/conformance.ts';
import { snapshotOf, useProject } from '../compile/support.ts';

describe('createConformance', () => {
  const project = useProject();
  const answer = (type: string | readonly string[], body: unknown): Answer => ({
    status: 200,
    header: { 'content-type': type },
    cookie: {},
    body,
    time: 1,
    bytes: Buffer.alloc(0),
    answeredBy: undefined,
  });

  it('holds answers and messages to what is declared, as failures on the line of the promise', () => {
    project.write({
      'a.yaml': 'routes:\n  GET /a: { data: 1 }\nchannels:\n  /ws: { sends: { type: object } }\n',
    });
    const snapshot = snapshotOf(project.compile());
    const conformance = createConformance();
    const check = conformance.answer(snapshot, 'GET', '/a?x=1');
    expect(check?.(answer('application/json', { code: 1, message: '', data: null }))).to.deep.equal([]);
    expect(check?.(answer(['text/html', 'text/plain'], '<p>'))).to.deep.equal([
      {
        origin: { file: 'a.yaml', pointer: '/routes/GET ~1a', line: 2, column: 3 },
        message: 'the answer is no envelope: expected an object with "code", "message" and "data", received text/html',
        differences: [
          {
            pointer: '/body',
            expected: 'an object with "code", "message" and "data"',
            received: '<p>',
            message: 'is no envelope',
          },
        ],
      },
    ]);
    expect(conformance.message(snapshot, '/ws')?.('hi')).to.deep.equal([
      {
        origin: { file: 'a.yaml', pointer: '/channels/~1ws/sends', line: 4, column: 10 },
        message: 'the message breaks what WS /ws promises (a.yaml:4)',
        differences: [{ pointer: '', expected: { type: 'object' }, received: 'hi', message: 'must be an object' }],
      },
    ]);
  });

  it('says nothing of what is not declared', () => {
    project.write({ 'a.yaml': 'routes:\n  GET /a: { data: 1 }\n' });
    const snapshot = snapshotOf(project.compile());
    const { answer: ofAnswer, message } = createConformance();
    expect([ofAnswer(snapshot, 'GET', '/b'), message(snapshot, '/a')]).to.deep.equal([undefined, undefined]);
  });
});
