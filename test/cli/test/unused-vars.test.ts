import { expect } from 'chai';
import { unusedVars } from '../../../src/cli/test/unused-vars.ts';
import { formatKinds } from '../../../src/compile/project.ts';
import { suiteFileSchema } from '../../../src/spec/format/suite-file.ts';
import { normalizeSuite } from '../../../src/spec/normalize-suite.ts';
import { createShapeCheck } from '../../../src/spec/shape.ts';
import { documentOf } from '../../spec/support.ts';

const check = createShapeCheck(suiteFileSchema(formatKinds()));

const TEXT = `vars: { token: t, "odd name": 1 }
cases:
  - name: one
    vars: { count: 1 }
    GET /a: { params: { header: { x-a: "\${vars.base}", x-b: '\${vars["stage"]}' } }, expect: "body.a == vars.basement" }
  - "GET /b?x=\${vars[\\"quoted\\"]}": 200
`;

const written = (text: string) => ({
  spec: normalizeSuite(documentOf(text, 'a.test.yaml'), { check, report: () => {} }),
  text,
});

describe('unusedVars', () => {
  const rows: readonly (readonly [name: string, line?: string])[] = [
    ['token'],
    ['odd name'],
    ['count'],
    ['base'],
    ['stage'],
    ['quoted'],
    ['tokn', '--var "tokn" is used by no suite here; did you mean "token"?'],
    ['bas', '--var "bas" is used by no suite here'],
    ['elsewhere', '--var "elsewhere" is used by no suite here'],
    ['constructor', '--var "constructor" is used by no suite here'],
    ['__proto__', '--var "__proto__" is used by no suite here'],
    ['(a+)+$', '--var "(a+)+$" is used by no suite here'],
  ];
  for (const [name, line] of rows) {
    it(`${line === undefined ? 'says nothing of' : 'tells of'} ${name}`, () => {
      expect(unusedVars([name], [written(TEXT)])).to.deep.equal(line === undefined ? [] : [line]);
    });
  }

  it('looks at all suites', () => {
    expect(unusedVars(['other'], [written(TEXT), written('cases: [ { "GET /${vars.other}": 200 } ]')])).to.deep.equal(
      [],
    );
  });

  it('says nothing where a suite cannot be read, or where there is none', () => {
    expect(unusedVars(['x'], [written(TEXT), written('cases: 5')])).to.deep.equal([]);
    expect(unusedVars(['x'], [])).to.deep.equal([]);
  });
});
