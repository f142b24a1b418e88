import { expect } from 'chai';
import { header, useProject } from '../support.ts';
import { contract, serveContract } from './support.ts';

const withAnswers = (responses: string): string =>
  contract(`
/a:
  get:
    parameters: [{ name: n, in: query, schema: { type: integer } }]
    responses:
      200: { description: ok, content: { application/json: { example: 1 } } }
${responses.replace(/^/gm, '      ')}`);

const ERROR =
  'content: { application/json: { schema: { type: object, required: [code, message], properties: { code: { type: integer, minimum: 7, maximum: 7 }, message: { type: string } } } } }';
const WHY = 'query "n" must be an integer';

describe('contractRefusals', () => {
  const project = useProject();

  const rows: readonly (readonly [title: string, responses: string, status: number, body: unknown])[] = [
    [
      'with 422 where the contract has it',
      `422: { description: no, ${ERROR} }\n400: { description: no }`,
      422,
      { code: 7, message: WHY },
    ],
    ['else with 400', `400: { description: no, ${ERROR} }`, 400, { code: 7, message: WHY }],
    ['else with any error', `default: { description: no, ${ERROR} }`, 422, { code: 7, message: WHY }],
    [
      'with the example as it is',
      '422: { description: no, content: { application/json: { example: { message: mine } } } }',
      422,
      { message: 'mine' },
    ],
    [
      'without words where the schema has no place for them',
      '422: { description: no, content: { application/json: { schema: { type: object, required: [message], properties: { message: { const: fixed } } } } } }',
      422,
      { message: 'fixed' },
    ],
    [
      'inside lists and objects',
      '422: { description: no, content: { application/json: { schema: { type: object, required: [errors], properties: { errors: { type: array, minItems: 1, maxItems: 1, items: { type: object, required: [detail], properties: { detail: { type: string } } } } } } } } }',
      422,
      { errors: [{ detail: WHY }] },
    ],
  ];
  for (const [title, responses, status, body] of rows) {
    it(`refuse ${title}`, () => {
      const answer = serveContract(project, withAnswers(responses))('/a?n=x');
      expect([answer.status, answer.body]).to.deep.equal([status, body]);
      expect(header(answer, 'x-mockapi-route')).to.equal('api.yaml:5');
    });
  }

  it('refuse with a problem document where the contract has nothing to say', () => {
    const answer = serveContract(project, withAnswers('400: { description: wrong }'))('/a?n=x');
    expect([answer.status, header(answer, 'content-type')]).to.deep.equal([400, 'application/problem+json']);
    expect(JSON.parse(String(answer.body))).to.deep.equal({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: WHY,
      errors: [
        { in: 'query', name: 'n', pointer: '/n', message: WHY, keyword: 'type', expected: 'integer', received: 'x' },
      ],
    });
  });

  it('refuse what is not answered in a type that is accepted', () => {
    const answer = serveContract(project, withAnswers('404: { description: no }'))('/a', {
      headers: { accept: 'text/html' },
    });
    expect([answer.status, JSON.parse(String(answer.body)).detail]).to.deep.equal([
      406,
      '"text/html" is not answered here; there is application/json',
    ]);
  });
});
