/** Text of a YAML (or JSON) file → its value, with the place of everything in it. */

import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import type { Json } from '../core/json.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import { problemAtOffset, rootPlace } from './place.ts';
import { indexPositions, type PositionFindings, type PositionNode } from './positions.ts';
import type { SourceFile } from './source-file.ts';
import { explainSyntax, mustacheProblem } from './syntax.ts';

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

/** How many mistakes of a text are told in one run, and up to which length: each costs another reading. */
const MAX_MISTAKES = 20;
const MAX_RETRIED = 500_000;

/** Reports every problem of the text and returns undefined when there is one. */
export function parseDocument(source: SourceFile, report: Report): Document | undefined {
  const told = new Set<string>();
  const tell: Report = (problem) => {
    const id = `${problem.code} ${problem.origin.line}:${problem.origin.column}`;
    if (told.has(id)) return;
    told.add(id);
    report(problem);
  };
  let text = source.text;
  for (let count = 0; count < MAX_MISTAKES; count++) {
    const outcome = readText(source, text, tell);
    if (!(outcome instanceof YAMLException)) return told.size === 0 ? outcome : undefined;
    const { problem, mended } = explainSyntax(source, text, outcome, (other) => syntaxError(source, other));
    tell(problem);
    if (mended === undefined || text.length > MAX_RETRIED) return undefined;
    text = mended;
  }
  return undefined;
}

function syntaxError(source: SourceFile, text: string): YAMLException | undefined {
  const outcome = readText(source, text, () => {});
  return outcome instanceof YAMLException ? outcome : undefined;
}

/** `text` is the file's, or that with mistakes mended away: the places are the same. */
function readText(source: SourceFile, text: string, report: Report): Document | YAMLException | undefined {
  let isFine = true;
  const fail: Report = (problem) => {
    isFine = false;
    report(problem);
  };
  try {
    const events = parseEvents(text, { filename: source.file, maxDepth: MAX_DEPTH });
    const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length;
    if (documents > 1) {
      const at = [...text.matchAll(/^---(?=\s|$)/gm)].at(1 - documents)?.index ?? 0;
      fail(
        problemAtOffset(source, { start: at, length: 3 }, 'yaml-syntax', 'a second document begins here', {
          hint: 'a file holds one document: move this one to a file of its own',
        }),
      );
      return undefined;
    }
    const { root, findings } = indexPositions(events, text);
    reportFindings(source, findings, root, fail);
    if (findings.mustaches.length > 0 || findings.complexKeys.length > 0 || isTooHeavy(root)) return undefined;
    const value = construct(events, source, text);
    const place = rootPlace({ source, root });
    reportValues(value, place, fail);
    const isEmpty = root === undefined || (value === null && root.end <= root.start);
    return isFine ? { source, value, isEmpty, place } : undefined;
  } catch (error) {
    if (error instanceof YAMLException) return error;
    throw error;
  }
}

/** Duplicate keys are reported by us, all of them: here the later one may win in peace. */
function construct(events: Event[], source: SourceFile, text: string): Json {
  const [value] = constructFromEvents(events, {
    source: text,
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
  for (const start of findings.mustaches) report(mustacheProblem(source, start));
  for (const { key, node, first } of findings.duplicates) {
    const firstPlace = problemAtOffset(source, { start: first.keyStart }, 'duplicate-key', '').origin;
    report(
      problemAtOffset(
        source,
        { start: node.keyStart, length: node.keyEnd - node.keyStart },
        'duplicate-key',
        `the key "${key}" is written twice in this map`,
        {
          hint: 'remove one of the two',
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
  for (const start of findings.circular) report(aliasProblem(source, start));
  for (const start of findings.cuts) {
    report(
      problemAtOffset(
        source,
        { start, length: 2 },
        'unquoted-expression',
        '" #" begins a comment in the middle of this expression',
        {
          hint: 'put the whole value in quotes',
        },
      ),
    );
  }
  if (isTooHeavy(root)) {
    report(
      problemAtOffset(
        source,
        { start: 0 },
        'too-many-aliases',
        'written out, its aliases are more than 2,000,000 values',
        {
          hint: 'write the values out, or use _defaults.yaml',
        },
      ),
    );
  }
}

function isTooHeavy(root: PositionNode | undefined): boolean {
  return (root?.weight ?? 0) > MAX_WEIGHT;
}

function aliasProblem(source: SourceFile, start: number): Problem {
  const name = /^[^\s,[\]{}]+/.exec(source.text.slice(start + 1, start + 200))?.[0] ?? '';
  const before = source.text.slice(0, start);
  const isInside = before.split(`&${name}`).some((rest, index) => index > 0 && /^[\s,[\]{}]/.test(rest));
  return problemAtOffset(
    source,
    { start, length: name.length + 1 },
    'yaml-syntax',
    isInside ? `"*${name}" stands inside what it stands for` : `there is no "&${name}" before this alias`,
    { hint: isInside ? 'write the value out' : `put a text that begins with "*" in quotes: "*${name}"` },
  );
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
