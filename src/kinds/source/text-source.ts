/** What url, query, header, cookie and form have in common: texts by name are coerced and validated in one go. */

import type { Issues } from '../../core/issue.ts';
import type { JsonObject, JsonSchema } from '../../core/json.ts';
import type {
  CompiledSource,
  DeclaredParam,
  DeclaredSource,
  ExpectedParam,
  SourceScope,
  Validator,
} from '../../core/kind.ts';
import type { Known, UnknownMember } from '../../core/names.ts';
import type { ParamSource } from '../../core/source.ts';
import { ownRules, paramErrors, type ResolvedParam, resolveParam } from './declared-param.ts';
import { addViolations } from './issues.ts';
import { readTexts } from './read-texts.ts';
import { compileTextReader, type TextReader } from './text-reader.ts';
import type { Values } from './text-values.ts';

/** What differs between the text sources. */
export interface TextSource {
  readonly name: ParamSource;
  readonly unknownMember: UnknownMember;
  /** A repeated name is several values; else a list is written with commas. */
  readonly repeats: boolean;
  /** Every declared parameter is required, whatever is written. */
  readonly alwaysRequired?: boolean;
  /** Names arrive in lower case, and are looked up so. */
  readonly lowerCase?: boolean;
  /** What keeps a name from ever arriving, in words; undefined when it is fine. */
  readonly nameFault?: (name: string) => string | undefined;
}

/** The declared parameters of a text source, ready to take values. */
export interface TextParams extends Omit<CompiledSource, 'admit'> {
  /** As requests are searched for them. */
  readonly names: readonly string[];
  /** Coerces the declared values in place, fills in defaults and appends every issue. */
  settle(values: Values, issues: Issues): void;
}

interface TextParam {
  readonly name: string;
  readonly reader: TextReader;
}

/** Reports problems on their lines; a parameter with a problem is taken as it comes. */
export function compileTextParams(source: TextSource, declared: DeclaredSource, scope: SourceScope): TextParams {
  const nameOf = source.lowerCase ? (name: string): string => name.toLowerCase() : (name: string): string => name;
  const params: TextParam[] = [];
  const expected: ExpectedParam[] = [];
  const properties = new Map<string, JsonSchema>();
  const required: string[] = [];
  const members = new Map<string, Known>();

  for (const param of declared.params) {
    if (!canArrive(source, param, scope)) continue;
    const name = nameOf(param.name);
    const resolved = resolveParam(param, scope);
    const reader = compileTextReader(source, resolved.schema, resolved.style, scope.schemas);
    reportMisuse(source, param, resolved, reader, scope);
    params.push({ name, reader });
    members.set(name, scope.schemas.known(resolved.schema));
    properties.set(name, withDefault(resolved));
    const isRequired = (source.alwaysRequired || resolved.required === true) && resolved.fallback === undefined;
    if (isRequired) required.push(name);
    expected.push({ name, rules: ownRules(param), schema: resolved.schema, isRequired, fallback: resolved.fallback });
  }

  const validator = scope.schemas.validator({
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: declared.additional,
  });
  return {
    params: expected,
    additional: declared.additional,
    known: { members, unknownMember: source.unknownMember, ...(source.lowerCase ? { lowerCase: true } : {}) },
    errors: paramErrors(declared.params, nameOf),
    names: [...properties.keys()],
    settle: (values, issues) => settle(source.name, params, validator, values, issues),
  };
}

function settle(
  source: ParamSource,
  params: readonly TextParam[],
  validator: Validator,
  values: Values,
  issues: Issues,
): void {
  for (const { name, reader } of params) {
    const texts = values[name] as string | readonly string[] | undefined;
    if (texts === undefined) continue;
    const value = readTexts(texts, reader, { source, keys: [name], issues });
    if (value === undefined) delete values[name];
    else values[name] = value;
  }
  addViolations(source, validator.check(values), issues);
}

/** A default behind a `$ref` is put beside it, where the validator looks for it. */
function withDefault({ schema, fallback }: ResolvedParam): JsonSchema {
  if (fallback === undefined || typeof schema === 'boolean' || schema.default !== undefined) return schema;
  return { ...schema, default: fallback } satisfies JsonObject;
}

/** Reports a name that no request can bring; true when there is nothing to report. */
function canArrive(source: TextSource, { name, place }: DeclaredParam, scope: SourceScope): boolean {
  const fault = source.nameFault?.(name);
  if (fault === undefined) return true;
  const message = `"${name}" ${fault}: ${source.name} can have no parameter of this name`;
  scope.report(place.problem('bad-parameter', message, { part: 'key' }));
  return false;
}

function reportMisuse(
  source: TextSource,
  { name, place }: DeclaredParam,
  { required, style }: ResolvedParam,
  reader: TextReader,
  scope: SourceScope,
): void {
  if (source.alwaysRequired && required === false) {
    const message = `${source.name} "${name}" is always required: without it the path would be another one`;
    const hint = 'remove "required"; a rest parameter {name*} may be empty';
    scope.report(place.child('required').problem('bad-parameter', message, { part: 'key', hint }));
  }
  if (style === undefined) return;
  if (!reader.admitsList) {
    const message = `"style" says how a list is written, but ${source.name} "${name}" is no list`;
    const hint = 'add "type: array", or remove "style"';
    scope.report(place.child('style').problem('bad-parameter', message, { part: 'key', hint }));
  } else if (style === 'repeat' && !source.repeats) {
    const message = `a list in ${source.name} is always written with commas`;
    scope.report(place.child('style').problem('bad-parameter', message, { hint: 'write comma, or remove "style"' }));
  }
}
