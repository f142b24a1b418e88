/** Where every value and key of a parsed file stands in its text: a tree built from the YAML events. */

import { EVENT_ID, type Event, getScalarValue, type ScalarEvent } from 'js-yaml';

/** A value's span, and those of what is inside it. Offsets are 0-based UTF-16 code units. */
export interface PositionNode {
  readonly start: number;
  readonly end: number;
  /** Of a scalar: how the text is written, to find a place inside it. */
  readonly scalar: ScalarEvent | undefined;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly keyScalar: ScalarEvent | undefined;
  readonly children: ReadonlyMap<string, PositionNode> | undefined;
  /** How many values there are when every alias is written out. */
  readonly weight: number;
}

/** What the walk met that YAML itself lets pass. */
export interface PositionFindings {
  /** A key written again, with the place of the first. */
  readonly duplicates: readonly { readonly key: string; readonly node: PositionNode; readonly first: PositionNode }[];
  /** Offsets of `{{`, which YAML reads as a map that is a key. */
  readonly mustaches: readonly number[];
  /** Offsets of keys that are lists or maps. */
  readonly complexKeys: readonly number[];
  /** Offsets of aliases that stand inside what they stand for. */
  readonly circular: readonly number[];
  /** Offsets of ` #` that ends an expression in the middle. */
  readonly cuts: readonly number[];
}

type Value = Omit<PositionNode, 'keyStart' | 'keyEnd' | 'keyScalar'>;

interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly scalar: ScalarEvent | undefined;
}

interface Frame {
  readonly kind: 'map' | 'list' | 'document';
  readonly start: number;
  readonly isFlow: boolean;
  readonly anchor: string | undefined;
  readonly children: Map<string, PositionNode>;
  weight: number;
  key: Key | undefined;
  end: number;
  isKey: boolean;
}

const FLOW = 2;

/** The tree of one document, or undefined when the text has no value. */
export function indexPositions(
  events: readonly Event[],
  text: string,
): { readonly root: PositionNode | undefined; readonly findings: PositionFindings } {
  const duplicates: { key: string; node: PositionNode; first: PositionNode }[] = [];
  const mustaches: number[] = [];
  const complexKeys: number[] = [];
  const circular: number[] = [];
  const cuts: number[] = [];
  const anchors = new Map<string, PositionNode>();
  const frames: Frame[] = [];
  let root: PositionNode | undefined;

  const place = (made: Value, keyText: string | undefined): void => {
    const parent = frames.at(-1);
    if (!parent || parent.kind === 'document') {
      root = positionNode(made);
      return;
    }
    parent.weight += made.weight;
    parent.end = Math.max(parent.end, made.end);
    if (parent.kind === 'list') {
      parent.children.set(String(parent.children.size), positionNode(made));
      return;
    }
    if (parent.key === undefined) {
      if (keyText === undefined) complexKeys.push(made.start);
      const start = made.start < 0 ? parent.end : made.start;
      parent.key = { text: keyText ?? '', start, end: Math.max(start, made.end), scalar: made.scalar };
      return;
    }
    const { key } = parent;
    parent.key = undefined;
    const node = positionNode(made, key);
    const first = parent.children.get(key.text);
    if (first) duplicates.push({ key: key.text, node, first });
    else parent.children.set(key.text, node);
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        frames.push(frame('document', 0, false, undefined));
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isFlow = event.style === FLOW;
        const parent = frames.at(-1);
        const isKey = parent?.kind === 'map' && parent.key === undefined;
        const kind = event.type === EVENT_ID.MAPPING ? 'map' : 'list';
        if (kind === 'map' && isKey && isFlow && text[event.start - 1] === '{') mustaches.push(event.start - 1);
        const made = frame(kind, event.start, isFlow, anchorOf(event, text));
        made.isKey = isKey;
        frames.push(made);
        break;
      }
      case EVENT_ID.SCALAR: {
        const quotes = event.style === 2 || event.style === 3 ? 1 : 0;
        const isBlock = event.style === LITERAL || event.style === FOLDED;
        const indent = isBlock ? Math.max(event.indent, 0) : 0;
        const start = event.valueStart < 0 ? -1 : event.valueStart - quotes + indent;
        const made: Value = { start, end: event.valueEnd + quotes, scalar: event, children: undefined, weight: 1 };
        const anchor = anchorOf(event, text);
        if (anchor !== undefined) anchors.set(anchor, positionNode(made));
        const parent = frames.at(-1);
        if (isCut(event, text, parent?.key?.text)) cuts.push(event.valueEnd);
        place(made, parent?.kind === 'map' && parent.key === undefined ? getScalarValue(text, event) : undefined);
        break;
      }
      case EVENT_ID.ALIAS: {
        const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd));
        if (!target) circular.push(event.anchorStart - 1);
        const [start, end] = [event.anchorStart - 1, event.anchorEnd];
        place({ start, end, scalar: undefined, children: target?.children, weight: target?.weight ?? 1 }, '*');
        break;
      }
      case EVENT_ID.POP: {
        const done = frames.pop();
        if (!done || done.kind === 'document') break;
        const made: Value = {
          start: done.start,
          end: Math.max(done.end, done.start + 1),
          scalar: undefined,
          children: done.children,
          weight: done.weight,
        };
        if (done.anchor !== undefined) anchors.set(done.anchor, positionNode(made));
        if (done.isKey && mustaches.at(-1) === done.start - 1) place(made, '');
        else place(made, undefined);
        break;
      }
    }
  }
  return { root, findings: { duplicates, mustaches, complexKeys, circular, cuts } };
}

/** An unquoted expression with a comment behind it that takes the end of one of its texts away. */
function isCut(event: ScalarEvent, text: string, key: string | undefined): boolean {
  if (event.style !== 1 || !/^[ \t]+#/.test(text.slice(event.valueEnd, event.valueEnd + 40))) return false;
  const written = text.slice(event.valueStart, event.valueEnd);
  const begin = key === 'when' ? 0 : written.lastIndexOf('${');
  if (begin < 0 || (key !== 'when' && written.includes('}', begin))) return false;
  return /^(?:[^"']|"[^"]*"|'[^']*')*["']/.test(written.slice(begin).replace(/"[^"]*"|'[^']*'/g, ''));
}

/** Written out, since nodes are many: each object that a spread makes may get a layout of its own, larger than itself. */
function positionNode(value: Value, key?: Key): PositionNode {
  return {
    start: value.start < 0 && key ? key.end : value.start,
    end: value.end,
    scalar: value.scalar,
    keyStart: key ? key.start : -1,
    keyEnd: key ? key.end : -1,
    keyScalar: key?.scalar,
    children: value.children,
    weight: value.weight,
  };
}

function frame(kind: Frame['kind'], start: number, isFlow: boolean, anchor: string | undefined): Frame {
  return { kind, start, isFlow, anchor, children: new Map(), weight: 1, key: undefined, end: start, isKey: false };
}

function anchorOf(
  event: { readonly anchorStart: number; readonly anchorEnd: number },
  text: string,
): string | undefined {
  return event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);
}

/** The child of a node by key or index; keys that came in through a merge (`<<`) are found where they are written. */
export function childNode(node: PositionNode | undefined, key: string): PositionNode | undefined {
  const found = node?.children?.get(key);
  if (found) return found;
  const merged = node?.children?.get('<<');
  if (!merged) return undefined;
  return (
    childNode(merged, key) ?? firstDefined([...(merged.children?.values() ?? [])].map((item) => childNode(item, key)))
  );
}

function firstDefined<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

/** Offset in the file of an offset into a scalar's decoded value: escapes, quotes, line folding and indents are counted. */
export function offsetInScalar(scalar: ScalarEvent, text: string, offset: number): number {
  const isBlock = scalar.style === LITERAL || scalar.style === FOLDED;
  let at = scalar.valueStart + (isBlock ? Math.max(scalar.indent, 0) : 0);
  for (let count = 0; count < offset && at < scalar.valueEnd; ) {
    const step = isBlock ? blockStep(text, at, scalar) : flowStep(text, at, scalar.style);
    if (count + step.units > offset) break;
    at = step.next;
    count += step.units;
  }
  return at;
}

const SINGLE_QUOTED = 2;
const DOUBLE_QUOTED = 3;
const LITERAL = 4;
const FOLDED = 5;

/** One piece of the written text: where the next begins, and how many UTF-16 units it decodes to. */
interface Step {
  readonly next: number;
  readonly units: number;
}

const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
/** Line breaks between two lines of one text, with the white space around them. */
const BREAKS = /[ \t]*(?:\r?\n[ \t]*)+/y;
const ESCAPED_BREAK = /\\\r?\n[ \t]*/y;

function flowStep(text: string, at: number, style: number): Step {
  if (style === SINGLE_QUOTED && text.startsWith("''", at)) return { next: at + 2, units: 1 };
  if (style === DOUBLE_QUOTED && text[at] === '\\') {
    const joined = matchAt(ESCAPED_BREAK, text, at);
    if (joined) return { next: at + joined.length, units: 0 };
    const length = ESCAPE_LENGTHS[text[at + 1] ?? ''] ?? 2;
    const isAstral = length === 10 && Number.parseInt(text.slice(at + 2, at + 10), 16) > 0xffff;
    return { next: at + length, units: isAstral ? 2 : 1 };
  }
  const breaks = /[ \t\r\n]/.test(text.charAt(at)) ? matchAt(BREAKS, text, at) : undefined;
  if (!breaks) return { next: at + 1, units: 1 };
  return { next: at + breaks.length, units: Math.max(1, lineBreaks(breaks) - 1) };
}

/** A folded block joins lines, except around those that are indented further. */
function blockStep(text: string, at: number, { style, indent }: ScalarEvent): Step {
  const breaks = /[\r\n]/.test(text.charAt(at)) ? matchAt(BLOCK_BREAKS, text, at) : undefined;
  if (!breaks) return { next: at + 1, units: 1 };
  const count = lineBreaks(breaks);
  const next = at + breaks.length + Math.max(indent, 0);
  const before = text[text.lastIndexOf('\n', at - 1) + 1 + Math.max(indent, 0)];
  const isFurther = /[ \t]/.test(text.charAt(next)) || /[ \t]/.test(before ?? '');
  return { next, units: style === FOLDED && count > 1 && !isFurther ? count - 1 : count };
}

const BLOCK_BREAKS = /(?:\r?\n(?:[ \t]*(?=\r?\n))?)+/y;

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
