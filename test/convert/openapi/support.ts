/** A document looked at from outside: as a strict validator does, and as a client who sends what it offers. */

import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isObject, type JsonObject } from '../../../src/core/json.ts';
import { pointer, pointerKeys } from '../../../src/core/pointer.ts';

const validator = new Validator();

type Node = { readonly [key: string]: unknown };

/** Everything that is wrong with a document, in words; nothing for one that is fine. */
export async function complaints(document: JsonObject): Promise<readonly string[]> {
  const { valid, errors } = await validator.validate(structuredClone(document) as Record<string, unknown>);
  const check = createChecker(document);
  return [
    ...(valid ? [] : [`no OpenAPI: ${JSON.stringify(errors)}`]),
    ...deadRefs(document),
    ...unusedComponents(document),
    ...wrongExamples(document, check),
    ...doubles(document),
  ];
}

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  /** Where it stands: `/paths/~1a/get`. */
  readonly at: string;
}

export function operationsOf({ paths }: JsonObject): readonly Operation[] {
  return Object.entries(paths as Node).flatMap(([path, item]) =>
    Object.entries(item as Node).map(([method, node]) => ({
      path,
      method,
      node: node as Node,
      at: pointer('paths', path, method),
    })),
  );
}

/** True, or why a value is not what the schema at a place of the document says. */
export type Checker = (at: string, value: unknown) => true | string;

export function createChecker(document: JsonObject): Checker {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, formats: fullFormats, logger: false });
  ajv.addSchema(structuredClone(document) as Record<string, unknown>, 'doc');
  return (at, value) => {
    const validate = ajv.getSchema(`doc#${encodeURI(at)}`);
    if (!validate) return `there is no schema at ${at}`;
    return validate(value) === true || `${at}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`;
  };
}

/** What stands at a place, a `$ref` there followed. */
export function find(document: JsonObject, at: string): { readonly at: string; readonly node: unknown } {
  let node: unknown = document;
  for (const key of pointerKeys(at)) node = (node as Node | undefined)?.[key];
  if (isObject(node) && typeof node.$ref === 'string' && at.includes('/responses/') && !at.endsWith('/schema')) {
    return find(document, node.$ref.slice(1));
  }
  return { at, node };
}

const VALUES = ['example', 'examples', 'default', 'const', 'enum'];

function walk(value: unknown, visit: (node: Node, at: string) => void, at = ''): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, visit, `${at}/${index}`);
    return;
  }
  if (!isObject(value)) return;
  visit(value, at);
  for (const [key, item] of Object.entries(value)) {
    // Values, which are no part of the document. Among responses `default` is one of them.
    if (VALUES.includes(key) && !at.endsWith('/responses')) continue;
    walk(item, visit, `${at}${pointer(key)}`);
  }
}

function deadRefs(document: JsonObject): readonly string[] {
  const dead: string[] = [];
  walk(document, ({ $ref }, at) => {
    if (typeof $ref !== 'string') return;
    if (!$ref.startsWith('#/')) dead.push(`${at} leads out of the document: ${$ref}`);
    else if (find(document, $ref.slice(1)).node === undefined) dead.push(`${at} leads nowhere: ${$ref}`);
  });
  return dead;
}

function unusedComponents(document: JsonObject): readonly string[] {
  const used = new Set<string>();
  walk(document, ({ $ref }) => {
    if (typeof $ref === 'string') used.add($ref);
  });
  const { schemas = {}, responses = {} } = (document.components ?? {}) as { [kind: string]: Node };
  const all = [
    ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
  ];
  return all.filter((ref) => !used.has(ref)).map((ref) => `${ref} is used by nobody`);
}

function wrongExamples(document: JsonObject, check: Checker): readonly string[] {
  const wrong: string[] = [];
  const hold = (at: string, value: unknown): void => {
    const verdict = check(`${at}/schema`, value);
    if (verdict !== true) wrong.push(verdict);
  };
  walk(document, (node, at) => {
    if (node.schema === undefined) return;
    if (node.example !== undefined) hold(at, node.example);
    for (const example of Object.values((node.examples ?? {}) as Node)) hold(at, (example as Node).value);
  });
  return wrong;
}

function doubles(document: JsonObject): readonly string[] {
  const operations = operationsOf(document);
  const ids = operations.flatMap(({ node }) => node.operationId ?? []);
  const shapes = Object.keys(document.paths as Node).map((path) => path.replace(/\{[^}]*\}/g, '{}'));
  const parameters = operations.flatMap(({ path, node, at }) => {
    const names = ((node.parameters ?? []) as readonly Node[])
      .filter((one) => one.in === 'path')
      .map(({ name }) => name);
    const wanted = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
    return JSON.stringify(names) === JSON.stringify(wanted) ? [] : [`${at} has other parameters than its path`];
  });
  return [
    ...(new Set(ids).size === ids.length ? [] : ['an operationId is there twice']),
    ...(new Set(shapes).size === shapes.length ? [] : ['two paths are one']),
    ...parameters,
  ];
}
