import { expect } from 'chai';
import { onlyOperation, readText } from './support.ts';

describe('readBody', () => {
  it('reads each media type with its examples and encoding', () => {
    const { body } = onlyOperation(`paths:
  /a:
    post:
      requestBody:
        required: true
        description: What is sent
        content:
          application/json:
            schema: { type: object }
            examples: { one: { summary: The first, value: { a: 1 } }, two: { $ref: "#/components/examples/Two" } }
          multipart/form-data:
            schema: { type: object }
            encoding: { tags: { style: pipeDelimited, explode: false }, photo: { contentType: "image/png, image/jpeg" } }
      responses: { 200: { description: ok } }
components: { examples: { Two: { value: null } } }
`);
    expect(body?.isRequired).to.equal(true);
    expect(body?.description).to.equal('What is sent');
    expect(
      body?.contents.map(({ mediaType, schema, examples, encoding }) => [
        mediaType,
        schema?.value,
        examples.map(({ name, summary, value }) => [name, summary, value]),
        [...encoding],
      ]),
    ).to.deep.equal([
      [
        'application/json',
        { type: 'object' },
        [
          ['one', 'The first', { a: 1 }],
          ['two', undefined, null],
        ],
        [],
      ],
      [
        'multipart/form-data',
        { type: 'object' },
        [],
        [
          ['tags', { contentType: undefined, style: 'pipeDelimited', isExploded: false }],
          ['photo', { contentType: 'image/png, image/jpeg' }],
        ],
      ],
    ]);
  });
});

describe('readResponses', () => {
  const operation = (responses: string) => onlyOperation(`paths:\n  /a:\n    get:\n      responses: ${responses}\n`);

  it('reads statuses, ranges and default in the order of the contract', () => {
    const { responses } = operation(
      '{ default: { description: any }, 4xx: { description: wrong }, 200: { description: ok }, "204": { description: none } }',
    );
    expect(responses.map(({ status, description }) => [status, description])).to.deep.equal([
      ['200', 'ok'],
      ['204', 'none'],
      ['default', 'any'],
      ['4XX', 'wrong'],
    ]);
  });

  it('reads headers, but for Content-Type', () => {
    const { responses } = operation(
      '{ 200: { description: ok, headers: { X-Rate: { required: true, schema: { type: integer }, example: 5 }, Content-Type: { schema: { type: string } } } } }',
    );
    expect(
      responses[0]?.headers.map(({ name, isRequired, examples }) => [name, isRequired, examples[0]?.value]),
    ).to.deep.equal([['X-Rate', true, 5]]);
  });

  it('says where an answer is used, not where it is written', () => {
    const { responses } = onlyOperation(
      'paths:\n  /a:\n    get:\n      responses:\n        404: { $ref: "#/components/responses/No" }\ncomponents:\n  responses: { No: { description: nothing } }\n',
    );
    expect(
      responses.map(({ status, description, place }) => [status, description, place.origin({ part: 'key' }).line]),
    ).to.deep.equal([['404', 'nothing', 7]]);
  });

  it('tells what cannot be answered', () => {
    const { told } = readText(
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get:\n      responses: { 101: { description: x }, 999: { description: x }, ok: { description: x }, 200: { description: ok, content: { json: {} } } }\n    put: {}\n',
    );
    expect(told).to.deep.equal([
      '6:20 wrong-value an interim answer (101) is not sent (it has no effect)',
      '6:129 wrong-value "json" is no media type (write for example application/json)',
      '6:45 wrong-value "999" is no status (write 200, 4XX or default)',
      '6:70 wrong-value "ok" is no status (write 200, 4XX or default)',
      '7:5 missing-key the operation has no "responses" (it answers 200 without content)',
    ]);
  });

  it('follows a reference that stands in place of a value, and says so', () => {
    const text = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      responses:
        200: { description: ok, content: { application/json: { examples: { a: { value: { $ref: "#/components/examples/A" } }, b: { value: { $ref: nowhere } } } } } }
components: { examples: { A: { value: 5 } } }
`;
    const { spec, told } = readText(text);
    expect(spec?.operations[0]?.responses[0]?.contents[0]?.examples.map(({ value }) => value)).to.deep.equal([
      5,
      { $ref: 'nowhere' },
    ]);
    expect(told).to.deep.equal([
      '7:88 wrong-value the value of an example is a "$ref" (what it leads to is sent; write the "$ref" in place of the whole example)',
    ]);
  });

  it('says that files of examples are not read', () => {
    const { told } = readText(
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get:\n      responses: { 200: { description: ok, content: { application/json: { examples: { a: { externalValue: ./a.json } } } } } }\n',
    );
    expect(told).to.deep.equal([
      '6:92 not-built-yet the file of an "externalValue" is not read (write the value under "value")',
    ]);
  });

  it('takes `x-` for an extension beside statuses, and for a name among headers, examples and parts of a form', () => {
    const { responses, body } = onlyOperation(`paths:
  /a:
    post:
      requestBody: { content: { multipart/form-data: { encoding: { x-part: { contentType: text/plain } } } } }
      responses:
        x-note: { any: thing }
        200:
          description: ok
          headers: { x-total: { schema: { type: integer } } }
          content: { application/json: { examples: { x-one: { value: 1 } } }, x-note: 1 }
`);
    expect(
      responses.map(({ status, headers, contents }) => [
        status,
        headers.map(({ name }) => name),
        contents.map(({ mediaType, examples }) => [mediaType, examples.map(({ name }) => name)]),
      ]),
    ).to.deep.equal([['200', ['x-total'], [['application/json', ['x-one']]]]]);
    expect([...(body?.contents[0]?.encoding.keys() ?? [])]).to.deep.equal(['x-part']);
  });

  it('tells an encoding that is none, and a style that there is not', () => {
    const { told } = readText(
      'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      requestBody: { content: { multipart/form-data: { encoding: { a: { style: funny }, b: 5 } } } }\n      responses: { 204: { description: ok } }\n',
    );
    expect(told).to.deep.equal([
      '6:80 wrong-value a part of a form has no style "funny" (it has no effect; there are form, spaceDelimited, pipeDelimited, deepObject)',
      '6:92 wrong-type the encoding of "b" is a map, not a number',
    ]);
  });

  it('says so where none of the answers can be sent', () => {
    expect(
      readText(
        'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a: { get: { responses: { 101: { description: no } } } }\n',
      ).told,
    ).to.deep.equal([
      '4:29 wrong-value an interim answer (101) is not sent (it has no effect)',
      '4:9 missing-key the operation has no answer that can be sent (it answers 200 without content)',
    ]);
  });
});

describe('readExamples', () => {
  it('puts in other examples that an example refers to, and leaves alone what only looks like it', () => {
    const { responses } = onlyOperation(`paths:
  /a:
    get:
      responses:
        200:
          description: ok
          content:
            application/json:
              example: [{ $ref: "#/components/examples/One" }, { $ref: "#/components/schemas/S" }, { $ref: "#/components/examples/None" }, { a: 1, $ref: "#/components/examples/One" }]
components:
  schemas: { S: { type: string } }
  examples: { One: { value: { in: { $ref: "#/components/examples/Two/value" } } }, Two: { value: 2 }, Loop: { value: [{ $ref: "#/components/examples/Loop" }] } }
`);
    expect(responses[0]?.contents[0]?.examples[0]?.value).to.deep.equal([
      { in: 2 },
      { $ref: '#/components/schemas/S' },
      { $ref: '#/components/examples/None' },
      { a: 1, $ref: '#/components/examples/One' },
    ]);
  });

  it('comes to an end where examples lead to themselves', () => {
    const { responses } = onlyOperation(`paths:
  /a: { get: { responses: { 200: { description: ok, content: { application/json: { examples: { l: { $ref: "#/components/examples/Loop" } } } } } } } }
components: { examples: { Loop: { value: [{ $ref: "#/components/examples/Loop" }] } } }
`);
    expect(JSON.stringify(responses[0]?.contents[0]?.examples[0]?.value).length).to.be.below(100);
  });
});
