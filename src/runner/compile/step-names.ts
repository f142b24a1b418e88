/** What the expressions of a suite may use where they stand: it grows from step to step. */

import { ANYTHING, type Known, type NameTable } from '../../core/names.ts';
import type { Report } from '../../core/problem.ts';
import type { ExpressionContext } from '../../expression/index.ts';

/** What holds for all steps of a case, or of `before` and `after`. */
export interface Surroundings {
  readonly vars: Known;
  /** Its columns; undefined without rows. */
  readonly row: Known | undefined;
  /** Where a value is saved that is not known here, as a hint. */
  whereSaved(name: string): string | undefined;
  readonly report: Report;
}

export interface StepNames {
  /** Before an answer has come: what is sent. */
  asked(): ExpressionContext;
  /** Once it has: what is expected and saved. */
  answered(): ExpressionContext;
  /** Once a message has come. */
  heard(): ExpressionContext;
  /** From here on there is a last answer. */
  noteAnswer(): void;
  /** From here on it is known, as `saved.name` and as `name`. */
  noteSaved(name: string): void;
  readonly isAnswered: boolean;
  readonly saved: ReadonlySet<string>;
}

const ANSWER: readonly (readonly [string, Known])[] = [
  ['status', ANYTHING],
  ['header', { unknownMember: 'allow', lowerCase: true }],
  ['cookie', ANYTHING],
  ['body', { ...ANYTHING, mayBeBytes: true }],
  ['time', ANYTHING],
];
const MESSAGE: Known = { ...ANYTHING, mayBeBytes: true };

/** `saved` are known from the start. */
export function createStepNames(around: Surroundings, saved: Iterable<string> = []): StepNames {
  const known = new Set(saved);
  let isAnswered = false;
  const context = (sees: { readonly answer: boolean; readonly message: boolean }): ExpressionContext => ({
    names: new Map([
      ...nameTable(around, known),
      ...(sees.answer ? ANSWER : []),
      ...(sees.message ? [['message', MESSAGE] as const] : []),
    ]),
    report: around.report,
    elsewhere: (name) => elsewhere(name, around),
  });
  return {
    asked: () => context({ answer: isAnswered, message: false }),
    answered: () => context({ answer: true, message: false }),
    heard: () => context({ answer: isAnswered, message: true }),
    noteAnswer() {
      isAnswered = true;
    },
    noteSaved: (name) => void known.add(name),
    get isAnswered() {
      return isAnswered;
    },
    saved: known,
  };
}

/** `vars`, `row`, `env`, `saved` and each saved value by its own name. */
export function nameTable(
  { vars, row, whereSaved }: Omit<Surroundings, 'report'>,
  saved: ReadonlySet<string>,
): NameTable {
  const values = new Map([...saved].map((name) => [name, ANYTHING] as const));
  return new Map<string, Known>([
    ...values,
    ['vars', vars],
    ...(row ? [['row', row] as const] : []),
    ['env', ANYTHING],
    ['saved', { members: values, unknownMember: 'error', elsewhere: whereSaved }],
  ]);
}

/** Before any step has run: the values of `vars`, and the name of a case. */
export function earlyNames(around: Pick<Surroundings, 'vars' | 'row' | 'report'>, what: string): ExpressionContext {
  const early = ['saved', 'message', ...ANSWER.map(([name]) => name)];
  return {
    names: new Map<string, Known>([
      ['vars', around.vars],
      ...(around.row ? [['row', around.row] as const] : []),
      ['env', ANYTHING],
    ]),
    report: around.report,
    elsewhere: (name) =>
      early.includes(name) ? `${what} before the steps have run` : elsewhere(name, { ...around, whereSaved: NOWHERE }),
  };
}

const NOWHERE = (): undefined => undefined;
const SENT = ['url', 'query', 'form', 'file', 'request', 'route', 'params'];

function elsewhere(name: string, { row, whereSaved }: Pick<Surroundings, 'row' | 'whereSaved'>): string | undefined {
  if (ANSWER.some(([part]) => part === name)) return 'no step before this one has an answer';
  if (name === 'row' && !row) return 'it is there in a case with "rows"';
  if (name === 'message') return 'it is there under "receive", "next" and "closed", and in their "save"';
  if (name === 'code' || name === 'data') return `it is a part of the body: body.${name}`;
  if (SENT.includes(name)) return 'a test sees what came back: status, header, cookie, body and time';
  return whereSaved(name);
}
