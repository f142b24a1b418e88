/** The bodies that a route takes, one for each media type: JSON, forms, forms with files. */

import { codeSpan } from '../../core/code-span.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import type { DeclaredParams, RouteBackground } from './background.ts';
import { caseName } from './case-words.ts';
import type { ExampleAnswers } from './example-answers.ts';
import type { ExampleValues } from './example-values.ts';
import { uniqueNames } from './responses.ts';
import type { DescribedBody, NamedExample, RouteDescription } from './route-description.ts';

/** None for a route that declares none: it takes anything. */
export function describeBodies(
  background: RouteBackground,
  examples: ExampleAnswers,
): Pick<RouteDescription, 'bodies' | 'isBodyRequired'> {
  const find = (name: DeclaredParams['name']): DeclaredParams | undefined =>
    background.sources.find((source) => source.name === name);
  const [body] = find('body')?.params ?? [];
  if (body) {
    const named = requestExamples(background, examples, (values) => values.get('body')?.get(''));
    return {
      bodies: [{ mediaType: 'application/json', schema: body.schema, examples: named }],
      isBodyRequired: body.isRequired,
    };
  }
  const [form, file] = [find('form'), find('file')];
  if (!form && !file) return { bodies: [], isBodyRequired: false };
  const named = requestExamples(background, examples, (values) => formValue(values, form));
  const schema = formSchema(form, file);
  const encoding = formEncoding(form, file);
  const common = { schema, ...(Object.keys(encoding).length === 0 ? {} : { encoding }) };
  return {
    bodies: file
      ? // The bytes of a file are nothing to show.
        [{ mediaType: 'multipart/form-data', ...common, examples: [] }]
      : FORM_TYPES.map((mediaType): DescribedBody => ({ mediaType, ...common, examples: named })),
    isBodyRequired: [form, file].some((source) => source?.params.some(({ isRequired }) => isRequired)),
  };
}

const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The plain request first, then those that lead to another case. */
function requestExamples(
  { cases }: RouteBackground,
  examples: ExampleAnswers,
  read: (values: ExampleValues) => Json | undefined,
): readonly NamedExample[] {
  const found: NamedExample[] = [];
  const add = (name: string, values: ExampleValues | undefined): void => {
    const value = values && read(values);
    if (value !== undefined && !found.some((one) => JSON.stringify(one.value) === JSON.stringify(value)))
      found.push({ name, value });
  };
  for (const [index, written] of cases.entries()) {
    const values = examples.cases.get(index)?.values;
    if (values) add(caseName(written, cases.length === 1), values);
  }
  if (found.length === 0) add('example', examples.values);
  return uniqueNames(found);
}

function formValue(values: ExampleValues, form: DeclaredParams | undefined): Json | undefined {
  const fields = values.get('form');
  return fields && form ? Object.fromEntries(fields) : undefined;
}

function formSchema(form: DeclaredParams | undefined, file: DeclaredParams | undefined): JsonSchema {
  const properties: (readonly [string, JsonSchema])[] = [
    ...(form?.params ?? []).map(({ name, schema }) => [name, schema] as const),
    ...(file?.params ?? []).map((param) => [param.name, fileSchema(param)] as const),
  ];
  const required = [...(form?.params ?? []), ...(file?.params ?? [])]
    .filter(({ isRequired }) => isRequired)
    .map(({ name }) => name);
  // Fields and files have one namespace here: only where both are closed nothing else may come.
  const isClosed = [form, file].every((source) => !source?.additional);
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

function fileSchema({ rules = {}, isRequired }: ExpectedParam): JsonSchema {
  const description = [typeof rules.description === 'string' ? rules.description : '', fileWords(rules)]
    .filter((text) => text !== '')
    .join('\n\n');
  const one: JsonObject = { type: 'string', format: 'binary' };
  const about = description === '' ? {} : { description };
  if (typeof rules.count !== 'number' || rules.count < 2) return { ...one, ...about };
  return { type: 'array', items: one, ...(isRequired ? { minItems: 1 } : {}), maxItems: rules.count, ...about };
}

/** What no keyword of a schema says. */
function fileWords({ maxSize, types, extensions, name }: JsonObject): string {
  const sentences = [
    maxSize === undefined ? '' : `At most ${String(maxSize)}.`,
    types === undefined ? '' : `Of type ${words(types)}.`,
    extensions === undefined ? '' : `Its name ends in ${words(extensions)}.`,
    name === undefined ? '' : `Its name matches ${codeSpan(String(name))}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function words(list: Json): string {
  const texts = Array.isArray(list) ? list.map(String) : [];
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}

function formEncoding(form: DeclaredParams | undefined, file: DeclaredParams | undefined): JsonObject {
  const lists = (form?.params ?? []).filter(({ rules }) => rules?.style === 'comma');
  const files = (file?.params ?? []).flatMap(({ name, rules }) =>
    isJsonObject(rules) && Array.isArray(rules.types) ? [[name, { contentType: rules.types.join(', ') }] as const] : [],
  );
  return Object.fromEntries([...lists.map(({ name }) => [name, { style: 'form', explode: false }] as const), ...files]);
}
