/** Parameter source `file`: the files of a multipart request. */

import type { Exchange, UploadedFile } from '../../core/exchange.ts';
import type { Issue } from '../../core/issue.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { SourceKind } from '../../core/kind.ts';
import type { Known } from '../../core/names.ts';
import { didYouMean } from '../../core/nearest.ts';
import { SIZE_PATTERN } from '../../core/size.ts';
import { paramErrors } from './declared-param.ts';
import { compileFileRules, type FileRules } from './file-rules.ts';
import { fileValue, KNOWN_FILE } from './file-value.ts';
import { addIssue, issueOf } from './issues.ts';
import { ERROR_SCHEMA, namedSchema } from './parameter-schema.ts';
import { noValues, refusedName, type Values } from './text-values.ts';

const FILE: JsonObject = {
  type: 'object',
  expected: 'a map of rules; {} for any file',
  says: 'a file',
  additionalProperties: false,
  patternProperties: { '^x-': {} },
  properties: {
    required: { type: 'boolean', description: 'True when the request must bring it. Default: false.' },
    count: {
      type: 'integer',
      minimum: 1,
      expected: 'a whole number from 1 on',
      description: 'How many files the field takes at most; above 1 the value is a list. Default: 1.',
    },
    maxSize: {
      type: 'string',
      pattern: SIZE_PATTERN,
      expected: 'a size such as 64KB or 2MB',
      description: 'The greatest size of each file: `64KB`, `2MB`.',
    },
    types: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'string',
        pattern: '^[^/\\s;*]+/([^/\\s;*]+|\\*)$',
        expected: 'a media type such as image/png or image/*',
      },
      description: 'Media types: `image/png`, `image/*`; judged by content where the type has a signature.',
    },
    extensions: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
      description: 'How names may end, in any case: `[png, jpg]`.',
    },
    name: { type: 'string', description: 'A pattern in RE2 syntax that the name must match.' },
    description: { type: 'string', description: 'What it is for; shown in the docs.' },
    error: ERROR_SCHEMA,
  },
};

export const fileSource: SourceKind = {
  name: 'file',
  summary: 'the files of a multipart request',
  schema: namedSchema('Files of a multipart request, by field name.', FILE),
  compile(declared, scope) {
    const rules = new Map<string, FileRules>();
    const members = new Map<string, Known>();
    for (const { name, spec, place } of declared.params) {
      const compiled = compileFileRules(name, isJsonObject(spec) ? spec : {}, place, scope.report);
      rules.set(name, compiled);
      members.set(name, compiled.count === 1 ? KNOWN_FILE : { unknownMember: 'allow', items: KNOWN_FILE });
    }
    return {
      params: declared.params.map(({ name, spec }) => ({
        name,
        rules: isJsonObject(spec) ? spec : {},
        schema: true,
        isRequired: isJsonObject(spec) && spec.required === true,
        fallback: undefined,
      })),
      additional: declared.additional,
      known: { members, unknownMember: 'near-error' },
      errors: paramErrors(declared.params, (name) => name),
      admit(exchange, issues) {
        const fields = filesByField(exchange);
        const values = noValues();
        for (const rule of rules.values()) rule.check(fields.get(rule.name) ?? [], issues);
        for (const [name, files] of fields) {
          const rule = rules.get(name);
          if (!rule && !declared.additional) addIssue(issues, unknownField(name, files, rules.keys()));
          values[name] = filesValue(files, rule ? rule.count > 1 : files.length > 1);
        }
        return values;
      },
    };
  },
  open(exchange): Values {
    const values = noValues();
    for (const [name, files] of filesByField(exchange)) values[name] = filesValue(files, files.length > 1);
    return values;
  },
};

/** Throws RequestError (400) for a field called `__proto__`. */
export function filesByField({ payload }: Pick<Exchange, 'payload'>): ReadonlyMap<string, readonly UploadedFile[]> {
  const fields = new Map<string, UploadedFile[]>();
  if (payload.kind !== 'multipart') return fields;
  for (const file of payload.files) {
    if (file.field === '__proto__') throw refusedName('file');
    const files = fields.get(file.field);
    if (files) files.push(file);
    else fields.set(file.field, [file]);
  }
  return fields;
}

function filesValue(files: readonly UploadedFile[], isList: boolean): unknown {
  const [first] = files;
  return isList || !first ? files.map(fileValue) : fileValue(first);
}

function unknownField(name: string, files: readonly UploadedFile[], declared: Iterable<string>): Issue {
  const hint = didYouMean(name, declared);
  return issueOf('file', [name], hint === undefined ? 'is not allowed' : `is not allowed; ${hint}`, {
    keyword: 'additionalProperties',
    expected: false,
    received: files[0]?.name ?? null,
  });
}
