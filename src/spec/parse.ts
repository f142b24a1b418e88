/** Text of a YAML (or JSON) file → its value, with the place of everything in it. */

import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import type { Json } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import { problemAtOffset, rootPlace } from './place.ts';
import { indexPositions, type PositionFindings, type PositionNode } from './positions.ts';
import type { SourceFile } from './source-file.ts';

/** A parsed file. An empty or comment-only one has the value `null` and `isEmpty`. */
export interface Document {
  readonly source: SourceFile;
  readonly value: Json;
  readonly isEmpty: boolean;
  /** The root's place. */
  readonly place: Place;
}

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
const MAX_DEPTH = 100;
/** Values in a file once its aliases are written out. */
const MAX_WEIGHT = 2_000_000;

/** Reports every problem of the text and returns undefined when there is one. */
export function parseDocument(source: SourceFile, report: Report): Document | undefined {
  let isFine = true;
  const fail: Report = (problem) => {
    isFine = false;
    report(problem);
  };
  try {
    const events = parseEvents(source.text, { filename: source.file, maxDepth: MAX_DEPTH });
    const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
    if (documents > 1) {
      const at = source.text.search(/\n---/) + 1;
      fail(
        problemAtOffset(source, { start: at, length: 3 }, 'yaml-syntax', 'a second document begins here', {
          hint: 'a file holds one document: move this one to a file of its own',
        }),
      );
      return undefined;
    }
    const { root, findings } = indexPositions(events, source.text);
    reportFindings(source, findings, root, fail);
    if (!isFine) return undefined;
    const value = construct(events, source);
    const place = rootPlace({ source, root });
    reportValues(value, place, fail);
    const isEmpty = root === undefined || (value === null && root.end <= root.start);
    return isFine ? { source, value, isEmpty, place } : undefined;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    report(syntaxProblem(source, error));
    return undefined;
  }
}

/** Duplicate keys are reported by us, all of them: here the later one may win in peace. */
function construct(events: Event[], source: SourceFile): Json {
  const [value] = constructFromEvents(events, {
    source: source.text,
    filename: source.file,
    schema: SCHEMA,
    json: true,
    maxAliases: -1,
  });
  return (value ?? null) as Json;
}

function reportFindings(
  source: SourceFile,
  findings: PositionFindings,
  root: PositionNode | undefined,
  report: Report,
): void {
  for (const start of findings.mustaches) {
    report(
      problemAtOffset(source, { start, length: 2 }, 'mustache-template', '"{{ … }}" is not the template syntax', {
        hint: `write "\${${mustacheContent(source.text, start)}}", in quotes`,
      }),
    );
  }
  for (const { key, node, first } of findings.duplicates) {
    const firstPlace = problemAtOffset(source, { start: first.keyStart }, 'duplicate-key', '').origin;
    report(
      problemAtOffset(
        source,
        { start: node.keyStart, length: node.keyEnd - node.keyStart },
        'duplicate-key',
        `the key "${key}" is written twice in this map`,
        {
          hint: `the first is on line ${firstPlace.line}`,
          related: [{ message: 'the first is here', origin: firstPlace }],
        },
      ),
    );
  }
  for (const start of findings.complexKeys) {
    report(
      problemAtOffset(source, { start }, 'yaml-syntax', 'a list or a map cannot be a key', {
        hint: source.text[start] === '{' ? 'put the value in quotes' : 'write a text as the key',
      }),
    );
  }
  for (const start of findings.circular) {
    report(
      problemAtOffset(source, { start }, 'yaml-syntax', 'an alias needs an anchor that is complete before it', {
        hint: 'write the value out',
      }),
    );
  }
  if ((root?.weight ?? 0) > MAX_WEIGHT) {
    report(
      problemAtOffset(
        source,
        { start: 0 },
        'too-many-aliases',
        `its aliases write out to more than ${MAX_WEIGHT} values`,
        {
          hint: 'write the values out, or use _defaults.yaml',
        },
      ),
    );
  }
}

function mustacheContent(text: string, start: number): string {
  const end = text.indexOf('}}', start);
  const inside = end < 0 ? '' : text.slice(start + 2, end).trim();
  return inside === '' || inside.includes('\n') || inside.includes('"') ? ' … ' : inside;
}

/** What YAML can say and JSON cannot, and a name that is never a good idea. */
function reportValues(value: Json, place: Place, report: Report): void {
  const seen = new Set<object>();
  const visit = (item: Json, at: Place): void => {
    if (typeof item === 'number' && !Number.isFinite(item)) {
      report(at.problem('wrong-value', 'a number that JSON does not have', { hint: 'write it as text, in quotes' }));
    }
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    for (const key of Object.keys(item)) {
      const child = (item as { readonly [key: string]: Json })[key] ?? null;
      if (typeof child !== 'number' && typeof child !== 'object' && key !== '__proto__') continue;
      if (key === '__proto__')
        report(at.child(key).problem('wrong-value', 'the name "__proto__" is not allowed', { part: 'key' }));
      else if (child !== null) visit(child, at.child(key));
    }
  };
  visit(value, place);
}

const UNQUOTED = /\$\{|\{\{/;
const EXPRESSION_KEY = /^\s*(?:-\s*)?\{?\s*(when|expect|until|where)\s*:\s*(.*)$/;

/** A YAML error, in words that name the missing quotes where an expression or a template is what broke the line. */
function syntaxProblem(source: SourceFile, error: YAMLException): ReturnType<typeof problemAtOffset> {
  const at = Math.min(error.mark?.position ?? 0, Math.max(source.text.length - 1, 0));
  const lineStart = source.text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = source.text.indexOf('\n', at);
  const line = source.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const mustache = line.indexOf('{{');
  if (mustache >= 0 && !line.includes('${')) {
    return problemAtOffset(
      source,
      { start: lineStart + mustache, length: 2 },
      'mustache-template',
      '"{{ … }}" is not the template syntax',
      { hint: `write "\${${mustacheContent(source.text, lineStart + mustache)}}", in quotes` },
    );
  }
  const expression = EXPRESSION_KEY.exec(line);
  if (expression) {
    const text = (expression[2] ?? '').trim();
    const start = lineStart + line.indexOf(text);
    return problemAtOffset(
      source,
      { start, length: text.length },
      'unquoted-expression',
      `YAML cannot read the expression of "${expression[1]}": ${reason(error)}`,
      { hint: `put all of it in single quotes: ${expression[1]}: '${text.replaceAll("'", '"')}'` },
    );
  }
  if (UNQUOTED.test(line)) {
    const start = lineStart + line.search(UNQUOTED);
    const end = line.indexOf('}', start - lineStart);
    const text = end < 0 ? '${…}' : line.slice(start - lineStart, end + 1);
    const quote = text.includes('"') ? "'" : '"';
    return problemAtOffset(
      source,
      { start, length: text.length },
      'unquoted-expression',
      `YAML cannot read this line: ${reason(error)}`,
      { hint: `put the whole value with ${'${…}'} in quotes: ${quote}${text}${quote}` },
    );
  }
  return problemAtOffset(source, { start: at }, 'yaml-syntax', reason(error), {
    hint: yamlHint(source.text, at, error),
  });
}

function reason(error: YAMLException): string {
  return error.reason.replace(/^./, (first) => first.toLowerCase());
}

function yamlHint(text: string, at: number, error: YAMLException): string | undefined {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (text.slice(lineStart, at + 1).includes('\t')) return 'indent with spaces: YAML does not allow tabs';
  if (/mapping values|mapping entries|indentation/i.test(error.reason)) {
    return 'check the indentation of this line and the one before, and quote texts that contain ": "';
  }
  if (/unknown .*tag|tag handle/i.test(error.reason)) return 'a value that begins with "!" needs quotes';
  return undefined;
}
