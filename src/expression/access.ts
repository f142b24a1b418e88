/** Names and members: `query.name`, `header["x-token"]`, `items[0]`, checked against what is known of them. */

import type { Known, NameTable } from '../core/names.ts';
import { ANYTHING } from '../core/names.ts';
import { didYouMean, nearest } from '../core/nearest.ts';
import { conversionInside } from './conversion.ts';
import { FUNCTIONS } from './functions/function-table.ts';
import { itemAt } from './operators.ts';
import { type ASTNode, childrenOf, type Range } from './parse.ts';
import { type Compilation, foldedTerm, openTerm, type Run, type Term, UNKNOWN_TERM } from './term.ts';
import { member, type StaticType, TYPE_WORDS } from './values.ts';

type NodeOf<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>;

/** A root name, or the variable of a macro around it. */
export function compileName(node: NodeOf<'id'>, compilation: Compilation): Term {
  const name = node.args;
  const local = compilation.locals.get(name);
  if (local) return openTerm(() => local.value, 'any', local);
  const known = compilation.names.get(name);
  if (!known) {
    const candidates = [...compilation.names.keys(), ...compilation.locals.keys()];
    const hint = compilation.elsewhere(name) ?? memberHint(name, compilation.names) ?? nameHint(name, candidates);
    compilation.fault('unknown-name', `there is no "${name}" here`, node, hint);
    return UNKNOWN_TERM;
  }
  compilation.uses.add(name);
  return openTerm((scope) => scope[name] ?? null, 'any', { known, conversion: known.mayBeBytes ? 'whole' : 'none' });
}

/** `object.name`. */
export function compileMember(node: NodeOf<'.'> | NodeOf<'.?'>, compilation: Compilation): Term {
  const [object, name] = node.args;
  return memberTerm(compilation, object, name, { start: node.end - name.length, end: node.end });
}

/** `object[index]`; a literal text is a member like any other. */
export function compileItem(node: NodeOf<'[]'> | NodeOf<'[?]'>, compilation: Compilation): Term {
  const [object, index] = node.args;
  if (index.op === 'value' && typeof index.args === 'string') {
    return memberTerm(compilation, object, index.args, index);
  }
  const container = compilation.term(object);
  const at = compilation.term(index);
  if (!refuseMembers(compilation, container.type, node)) return UNKNOWN_TERM;
  const run: Run = (scope, runtime) => itemAt(container.run(scope, runtime), at.run(scope, runtime));
  const term = openTerm(run, 'any', {
    known: container.known.items ?? ANYTHING,
    conversion: conversionInside(container),
  });
  return foldedTerm(compilation, [container, at], term, { range: node, code: 'expression-type' });
}

function memberTerm(compilation: Compilation, object: ASTNode, written: string, range: Range): Term {
  const container = compilation.term(object);
  if (!refuseMembers(compilation, container.type, range)) return UNKNOWN_TERM;
  const name = container.known.lowerCase ? written.toLowerCase() : written;
  const known = checkMember(compilation, container.known, { name, owner: object, range });
  const { run } = container;
  return foldedTerm(
    compilation,
    [container],
    openTerm((scope, runtime) => member(run(scope, runtime), name), 'any', {
      known,
      conversion: conversionInside(container),
    }),
    { range, code: 'expression-type' },
  );
}

/** False, and told, when a value of this type never has members. */
function refuseMembers(compilation: Compilation, type: StaticType, range: Range): boolean {
  if (type === 'any' || type === 'map' || type === 'list' || type === 'null') return true;
  compilation.fault('expression-type', `${TYPE_WORDS[type]} has no members`, range);
  return false;
}

interface MemberUse {
  readonly name: string;
  readonly owner: ASTNode;
  readonly range: Range;
}

function checkMember(compilation: Compilation, container: Known, { name, owner, range }: MemberUse): Known {
  const found = container.members?.get(name);
  if (found) return found;
  const candidates = [...(container.members?.keys() ?? [])];
  const near = nearest(name, candidates);
  const mode = container.unknownMember;
  if (mode === 'allow' || (mode !== 'error' && near === undefined)) return ANYTHING;
  const shown = textOf(owner);
  const message = `there is no "${name}" in "${shown}"`;
  const isList = container.items !== undefined && candidates.length === 0;
  const hint = isList
    ? itemHint(shown, name)
    : (container.elsewhere?.(name) ?? didYouMean(name, candidates) ?? listHint(candidates));
  compilation.fault(mode === 'near-warning' ? 'doubtful-name' : 'unknown-name', message, range, hint);
  return ANYTHING;
}

function itemHint(list: string, name: string): string {
  return name === 'length' ? `it is a list: size(${list})` : `it is a list: ${list}[0].${name}`;
}

const MOST_LISTED = 8;

function listHint(candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const more = candidates.length > MOST_LISTED ? ' …' : '';
  return `it has ${candidates.slice(0, MOST_LISTED).join(', ')}${more}`;
}

const MOST_SHOWN = 40;

function textOf(node: ASTNode): string {
  const text = node.input.slice(node.start, node.end);
  return text.length > MOST_SHOWN ? `…${text.slice(-MOST_SHOWN)}` : text;
}

/** Where names live that exist, but not everywhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  errors: 'it exists in the envelope `invalid` and in the `invalid` rule of a channel',
  error: 'it exists in the envelopes `refused` and `failed`',
  data: 'it exists in `envelope.body` only',
  message: 'it exists in `envelope.body` and in the `message` rules of a channel',
  code: 'it exists in `envelope.body` only',
  status: 'it exists in an envelope and in interface tests',
  room: 'it exists in the rules and timers of a channel',
  members: 'it exists in the rules and timers of a channel',
  user: 'it exists in the rules of a channel',
  connection: 'it exists in the rules of a channel',
  url: 'it belongs to a request or a connection: a timer has neither',
  query: 'it belongs to a request or a connection: a timer has neither',
  header: 'it belongs to a request or a connection: a timer has neither',
  cookie: 'it belongs to a request or a connection: a timer has neither',
  request: 'it belongs to a request or a connection: a timer has neither',
  body: 'a channel has none: what a client says is `message`',
  form: 'a channel has none: what a client says is `message`',
  file: 'a channel has none: what a client says is `message`',
  row: 'it exists in interface tests',
  saved: 'it exists in interface tests',
  time: 'in a route it is request.time',
};

/** Names that other tools use. */
const FOREIGN: Readonly<Record<string, string>> = {
  params: 'the sources are url, query, header, cookie, body, form and file',
  req: 'write request',
  args: 'write query',
  path: 'path parameters are in url: url.id',
  method: 'write request.method',
  client: 'write request.client',
  host: 'write request.url.host',
  files: 'write file',
  json: 'write body',
  payload: 'write body',
  undefined: 'write null',
  none: 'write null',
  None: 'write null',
  nil: 'write null',
  NULL: 'write null',
  True: 'write true',
  False: 'write false',
};

/** A declared parameter whose source was left out: `id` instead of `url.id`. */
function memberHint(name: string, names: NameTable): string | undefined {
  const owner = [...names].find(([, known]) => known.members?.has(name));
  return owner && `write ${owner[0]}.${name}`;
}

function nameHint(name: string, candidates: readonly string[]): string | undefined {
  if (FUNCTIONS.has(name)) return `it is a function: ${name}(…)`;
  const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
  const elsewhere = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  return foreign ?? elsewhere ?? didYouMean(name, candidates) ?? listHint(candidates);
}

/** The name at the root of `a.b[0].c` and of macros over it: `a`; undefined for anything else. */
export function rootName(node: ASTNode): string | undefined {
  let at: ASTNode | undefined = node;
  while (at && at.op !== 'id') {
    at = at.op === '.' || at.op === '[]' || at.op === 'rcall' ? childrenOf(at)[0] : undefined;
  }
  return at?.args;
}
