import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { formatKinds } from '../../../src/compile/project.ts';
import type { Json } from '../../../src/core/json.ts';
import { defaultsFileSchema } from '../../../src/spec/format/defaults-file.ts';
import { publishedSchema, publishedSchemas } from '../../../src/spec/format/publish.ts';
import { routeFileSchema } from '../../../src/spec/format/route-file.ts';
import { settingsFileSchema } from '../../../src/spec/format/settings-file.ts';
import { suiteFileSchema } from '../../../src/spec/format/suite-file.ts';
import { createShapeCheck } from '../../../src/spec/shape.ts';
import { parse } from '../support.ts';

const ROOT = new URL('../../../', import.meta.url);
const schemas = publishedSchemas(formatKinds());
const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = new Map([...schemas].map(([name, schema]) => [name, ajv.compile(schema)]));

/** The schema that a file is held to, by its name. */
function kindOf(path: string): 'settings' | 'defaults' | 'routes' | 'suite' {
  const name = basename(path);
  if (name.includes('.test.')) return 'suite';
  return name.startsWith('mockapi.') ? 'settings' : name.startsWith('_defaults.') ? 'defaults' : 'routes';
}

function validatorFor(path: string): ValidateFunction {
  const validate = validators.get(`mockapi.${kindOf(path)}.schema.json`);
  if (!validate) throw new Error(`no schema for ${path}`);
  return validate;
}

function yamlFiles(folder: string): string[] {
  return (
    readdirSync(fileURLToPath(new URL(folder, ROOT)), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|json)$/.test(name) && !name.includes('.schema.'))
      // What a suite compares an answer with: data, whatever its ending.
      .filter((name) => !name.includes('.expected.'))
      .filter((name) => !name.split('/').some((part) => part.startsWith('_') && !part.startsWith('_defaults.')))
      .map((name) => `${folder}/${name}`)
  );
}

const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('publishedSchemas', () => {
  for (const [name, schema] of schemas) {
    it(`gives what schemas/${name} holds: run "npm run schemas" after a change`, () => {
      expect(JSON.parse(textOf(`schemas/${name}`))).to.deep.equal(schema);
    });
  }

  it('admits every file of the example project but for the contract, which has schemas of its own', () => {
    for (const path of yamlFiles('routes.d').filter((name) => name !== 'routes.d/16-openapi.yaml')) {
      const validate = validatorFor(path);
      validate(parse(textOf(path)).document?.value);
      expect(validate.errors, path).to.equal(null);
    }
  });

  it('judges the golden cases as the check at load does', () => {
    const checks = {
      routes: createShapeCheck(routeFileSchema(formatKinds())),
      defaults: createShapeCheck(defaultsFileSchema(formatKinds())),
      settings: createShapeCheck(settingsFileSchema()),
      suite: createShapeCheck(suiteFileSchema(formatKinds())),
    };
    let count = 0;
    for (const path of yamlFiles('test/cases/problems')) {
      const { document } = parse(textOf(path));
      const isForeign = /"?(openapi|swagger)"?:/.test(textOf(path));
      if (!document || isForeign) continue;
      const isFine = checks[kindOf(path)](document.value, document.place, () => {});
      expect(validatorFor(path)(document.value), path).to.equal(isFine);
      count++;
    }
    expect(count).to.be.greaterThan(50);
  });
});

describe('publishedSchema', () => {
  const long = { type: 'object', description: 'x'.repeat(200), says: 'a thing' };

  it('leaves our own words out', () => {
    const schema = {
      says: 'a map',
      expected: 'a map',
      elsewhere: { a: 'b' },
      properties: { says: { expected: 'x', type: 'string' } },
    };
    expect(publishedSchema(schema)).to.deep.equal({ properties: { says: { type: 'string' } } });
  });

  it('says of a key of a later version that it has no effect yet', () => {
    expect(
      publishedSchema({ properties: { a: { description: 'Pages.', notBuiltYet: 'it comes later' } } }),
    ).to.deep.equal({
      properties: { a: { description: 'Pages. Without effect yet: it comes later.', deprecated: true } },
    });
  });

  it('writes a long schema that occurs twice once, whatever stands around it', () => {
    const schema = publishedSchema({ properties: { a: long, b: { type: 'array', items: { ...long } } } });
    expect(schema).to.deep.equal({
      properties: { a: { $ref: '#/$defs/thing' }, b: { type: 'array', items: { $ref: '#/$defs/thing' } } },
      $defs: { thing: { type: 'object', description: 'x'.repeat(200) } },
    });
  });

  it('does not take the values of enum, default and const for schemas', () => {
    const schema = { default: { properties: long }, const: { items: long }, enum: [long, long] };
    expect(publishedSchema(schema)).to.deep.equal(schema);
  });

  it('refers only to what is there', () => {
    for (const [name, schema] of schemas) {
      const defs = Object.keys((schema.$defs ?? {}) as object);
      const refs = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, def]) => def);
      expect([...new Set(refs)].sort(), name).to.deep.equal(defs.sort());
    }
  });

  it('leaves no word behind that plain JSON Schema does not know', () => {
    const known = new Set([
      '$schema',
      '$ref',
      '$defs',
      'title',
      'description',
      'deprecated',
      'type',
      'enum',
      'const',
      'pattern',
      'minimum',
      'maximum',
      'exclusiveMinimum',
      'minLength',
      'minItems',
      'minProperties',
      'uniqueItems',
      'items',
      'properties',
      'patternProperties',
      'additionalProperties',
      'propertyNames',
      'required',
      'if',
      'then',
      'else',
    ]);
    const visit = (schema: Json): void => {
      if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
      expect(Object.keys(schema).filter((key) => !known.has(key))).to.deep.equal([]);
      for (const [key, value] of Object.entries(schema)) {
        if (/^(properties|patternProperties|\$defs)$/.test(key)) Object.values(value as object).forEach(visit);
        else if (/^(items|additionalProperties|propertyNames|if|then|else)$/.test(key)) visit(value);
      }
    };
    for (const schema of schemas.values()) visit(schema);
  });
});
