import { expect } from 'chai';
import type { JsonObject } from '../../src/core/json.ts';
import { checkDocs, readDocs } from '../../src/spec/docs-settings.ts';
import { readSettings } from '../../src/spec/settings.ts';
import { brief, documentOf } from './support.ts';

const layer = (text: string) => documentOf(text, 'routes.d/mockapi.yaml');
const NO_WORDS = { title: undefined, version: undefined, description: undefined };

describe('readDocs', () => {
  for (const [what, texts, expected] of [
    ['nothing is written', [], { path: '/docs', ...NO_WORDS }],
    ['they are on', ['docs: on'], { path: '/docs', ...NO_WORDS }],
    ['they are true', ['docs: true'], { path: '/docs', ...NO_WORDS }],
    ['they are off', ['docs: off'], undefined],
    ['they are false', ['docs: false'], undefined],
    ['the path has a slash at its end', ['docs: /a/b/'], { path: '/a/b', ...NO_WORDS }],
    ['they stand at the root', ['docs: /'], { path: '/', ...NO_WORDS }],
    [
      'a path alone comes from further in',
      ['docs: { title: Shop, path: /a }', 'docs: /b'],
      { ...NO_WORDS, path: '/b', title: 'Shop' },
    ],
    [
      'maps come from several layers',
      ['docs: { title: Shop, version: "1" }', 'docs: { version: "2" }'],
      { ...NO_WORDS, path: '/docs', title: 'Shop', version: '2' },
    ],
    ['a flag switches them off', ['docs: { title: Shop }', 'docs: off'], undefined],
    [
      'they are switched on again further in',
      ['docs: { title: Shop }', 'docs: off', 'docs: on'],
      { ...NO_WORDS, path: '/docs', title: 'Shop' },
    ],
  ] as const) {
    it(`knows where they are when ${what}`, () => {
      expect(readDocs(texts.map(layer))).to.deep.equal(expected);
    });
  }
});

describe('checkDocs', () => {
  const told = (text: string): readonly string[] => {
    const problems: string[] = [];
    const isFine = checkDocs(layer(text), (problem) => problems.push(brief(problem)));
    expect(isFine).to.equal(problems.length === 0);
    return problems;
  };

  for (const text of [
    '',
    'docs: off',
    'docs: /',
    'docs: /redoc/x',
    'docs: /a.b',
    'docs: { title: redoc }',
    'docs: 5',
  ]) {
    it(`has nothing to say of ${JSON.stringify(text)}`, () => {
      expect(told(text)).to.deep.equal([]);
    });
  }

  for (const [text, expected] of [
    [
      'docs: /redoc',
      '1:7 wrong-value "/redoc" is no place for Swagger UI (write where Swagger UI is to be, such as /docs; "redoc" stands beside it)',
    ],
    [
      'docs: { path: /a/openapi.json/ }',
      '1:15 wrong-value "/a/openapi.json/" is no place for Swagger UI (write where Swagger UI is to be, such as /a/docs; "openapi.json" stands beside it)',
    ],
    [
      'docs: /a/../b',
      '1:7 wrong-value no request comes to "/a/../b": clients resolve ".." (write a path such as /docs)',
    ],
    ['docs: /.', '1:7 wrong-value no request comes to "/.": clients resolve "." (write a path such as /docs)'],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(told(text)).to.deep.equal([expected]);
    });
  }
});

describe('readSettings, of docs', () => {
  const read = (given: {
    readonly text?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly flags?: JsonObject;
  }) => {
    const problems: string[] = [];
    const { text, env = {}, flags = {} } = given;
    const document = text === undefined ? undefined : layer(text);
    const settings = readSettings({ document, env, flags, cwd: '/p' }, (problem) => problems.push(brief(problem)));
    return problems.length > 0 ? problems : settings?.docs;
  };

  it('takes variables, of which texts are texts whatever YAML would make of them', () => {
    const env = { MOCKAPI_DOCS: '/a', MOCKAPI_DOCS_TITLE: 'null', MOCKAPI_DOCS_VERSION: '1.10' };
    expect(read({ env })).to.deep.equal({ path: '/a', title: 'null', version: '1.10', description: undefined });
    expect(read({ text: 'docs: /b', env: { MOCKAPI_DOCS: 'off' } })).to.equal(undefined);
  });

  for (const [text, expected] of [
    ['docs: docs', '1:7 wrong-value "docs" must be a path such as /docs, a map with "path", or off, not "docs"'],
    ['docs: /a b', '1:7 wrong-value "docs" must be a path such as /docs, a map with "path", or off, not "/a b"'],
    [
      'docs: //evil.example',
      '1:7 wrong-value "docs" must be a path such as /docs, a map with "path", or off, not "//evil.example"',
    ],
    ['docs: [/docs]', '1:7 wrong-type "docs" must be a path such as /docs, a map with "path", or off, not a list'],
    [
      'docs: { url: /docs }',
      '1:9 unknown-key "docs" has no key "url" (its keys are path, title, version, description)',
    ],
    [
      'docs: { version: 1.2 }',
      '1:18 wrong-type "version" must be a text such as "1.2.0", not 1.2 (put it in quotes: "1.2")',
    ],
    [
      'docs: { path: "/<script>" }',
      '1:15 wrong-value "path" must be a path of letters, digits, ".", "_", "~" and "-", such as /docs, not "/<script>"',
    ],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(read({ text })).to.deep.equal([expected]);
    });
  }
});
