/** The body of an operation as `params` of a route: one JSON Schema, or the fields and files of a form. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import type { ContractBody, ContractContent, OperationSpec } from '../../spec/contract/contract-spec.ts';
import { speaksJson } from './answer-body.ts';
import { importForm } from './form.ts';
import type { ImportContext } from './import-context.ts';
import { given } from './parameter-spec.ts';

export interface WrittenBody {
  /** Undefined where the body is none of JSON. */
  readonly body?: Json;
  readonly form?: JsonObject;
  readonly file?: JsonObject;
}

/** A body, and which of its media types a route takes. */
export interface ChosenBody {
  readonly body: ContractBody;
  readonly content: ContractContent;
  /** What the operation is called in names of files. */
  readonly name: string;
}

export function importBody({ body }: OperationSpec, name: string, context: ImportContext): WrittenBody {
  if (!body) return {};
  const chosen = chooseContent(body.contents);
  for (const other of body.contents) {
    if (other === chosen || (chosen && isForm(chosen) && isForm(other))) continue;
    if (chosen) context.lose('media-type', other.place, `a body of the type ${other.mediaType}`);
    else context.lose('raw-body', other.place, other.mediaType);
  }
  if (!chosen) return {};
  const own: ChosenBody = { body, content: chosen, name };
  if (isForm(chosen)) return importForm(own, context);
  if (!isJsonType(chosen.mediaType))
    context.lose('raw-body', chosen.place, `${chosen.mediaType}: it must be JSON here`);
  return { body: importJson(own, context) };
}

/** JSON, else the form that may hold files, else the other one, else what may be JSON. */
function chooseContent(contents: readonly ContractContent[]): ContractContent | undefined {
  return (
    contents.find(({ mediaType }) => isJsonType(mediaType)) ??
    contents.find(({ mediaType }) => bareMediaType(mediaType) === 'multipart/form-data') ??
    contents.find(isForm) ??
    contents.find(({ mediaType }) => speaksJson(mediaType))
  );
}

function isForm({ mediaType }: ContractContent): boolean {
  return ['multipart/form-data', 'application/x-www-form-urlencoded'].includes(bareMediaType(mediaType));
}

function importJson({ body, content, name }: ChosenBody, { shelf, lose, traces }: ImportContext): JsonObject {
  const { isRequired, description, place } = body;
  const use = { direction: 'request', name: `${name}-request` } as const;
  const first = shelf.write(content.schema, use);
  // A list of required members and our `required: false` are one key.
  const isTaken = !isRequired && isJsonObject(first) && first.required !== undefined;
  const schema = isTaken ? shelf.write(content.schema, { ...use, needsFile: true }) : first;
  const base: JsonObject = isJsonObject(schema) ? schema : schema ? {} : { not: {} };
  const samples = content.examples.map(({ value }) => value);
  if (samples.length > 1) lose('example-name', content.place, content.examples.map((one) => one.name).join(', '));
  const [example, ...others] = samples;
  return traces.trace(
    {
      ...base,
      ...(isRequired ? {} : { required: false }),
      ...given({ description: description?.trim() || undefined }),
      ...(others.length > 0 ? { examples: samples } : given({ example })),
    },
    place,
  );
}
