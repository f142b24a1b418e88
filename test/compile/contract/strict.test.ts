import { expect } from 'chai';
import { ask, snapshotOf, useProject } from '../support.ts';
import { contract } from './support.ts';

const ITEM = '{ type: object, required: [id], properties: { id: { type: integer } } }';
const one = (path: string, content: string): string =>
  `${path}: { get: { responses: { 200: { description: ok, content: { application/json: ${content} } } } } }`;

describe('a contract under --strict', () => {
  const project = useProject({ isStrict: true });

  it('answers what breaks its promise with a loud 500 that names both lines', () => {
    project.write({
      'api.yaml': contract(
        [
          one('/fine', `{ schema: ${ITEM}, example: { id: 1 } }`),
          one('/wrong', `{ schema: ${ITEM}, example: { id: one } }`),
          one('/invented', `{ schema: ${ITEM} }`),
        ].join('\n'),
      ),
    });
    const snapshot = snapshotOf(project.compile());
    expect(ask(snapshot, '/fine').status).to.equal(200);
    expect(ask(snapshot, '/invented').status).to.equal(200);
    const { status, body } = ask(snapshot, '/wrong');
    expect([status, JSON.parse(String(body)).detail]).to.deep.equal([
      500,
      'the answer breaks its promise (api.yaml:5:96): /id must be an integer; received "one" (api.yaml:5:178)',
    ]);
  });
});
