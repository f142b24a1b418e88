/** What plans an answer: body, status, head and delay put together, ready when nothing in them changes. */

import type { ResponsePlan } from '../core/plan.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { Template } from '../expression/index.ts';
import type { Content } from '../kinds/answer/index.ts';
import type { AnswerForm } from './answer-form.ts';
import type { Delay } from './delay.ts';
import type { Head } from './head.ts';
import type { Status } from './status.ts';

export interface Planner extends Planning {
  readonly form: AnswerForm;
}

export interface Planning {
  /** Names that it reads from the scope. */
  readonly uses: ReadonlySet<string>;
  /** The plan itself, when every request gets the same. */
  readonly constant: ResponsePlan | undefined;
  /** Throws ExpressionError when an expression fails, RequestError when a value would break the head. */
  plan(scope: Scope, runtime: Runtime): ResponsePlan;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/** A tree, sent as JSON. */
export function treePlanner(body: Template, status: Status, head: Head, delay: Delay): Planning {
  const uses = union(body.uses, status.uses, head.uses);
  if (status.constant !== undefined && head.constant && delay.constant !== undefined) {
    const [code, headers, delayMs] = [status.constant, head.constant, delay.constant];
    if (body.constant !== undefined) {
      const text = JSON.stringify(body.constant);
      const constant: ResponsePlan = Object.freeze({ kind: 'send', status: code, headers, delayMs, body: ready(text) });
      return { uses, constant, plan: () => constant };
    }
    return {
      uses,
      constant: undefined,
      plan: (scope, runtime) => ({
        kind: 'send',
        status: code,
        headers,
        delayMs,
        body: body.stringify(scope, runtime),
      }),
    };
  }
  return {
    uses,
    constant: undefined,
    plan(scope, runtime) {
      const code = status.render(scope, runtime);
      const inside = status.constant === undefined ? { ...scope, status: code } : scope;
      return {
        kind: 'send',
        status: code,
        headers: head.constant ?? head.render(inside, runtime),
        delayMs: delay.render(runtime),
        body: body.stringify(inside, runtime),
      };
    },
  };
}

/** A `body:` text is sent as it is; one `${…}` may turn out to be a tree, which is sent as JSON. */
export function textOrTreePlanner(body: Template, status: Status, head: Head, delay: Delay): Planning {
  const plan = (scope: Scope, runtime: Runtime): ResponsePlan => {
    const value = body.render(scope, runtime);
    const written = head.constant ?? head.render(scope, runtime);
    const isText = typeof value === 'string';
    const isTyped = written.some((item, index) => index % 2 === 0 && item === 'content-type');
    return {
      kind: 'send',
      status: status.render(scope, runtime),
      headers: isTyped ? written : ['content-type', isText ? TEXT_TYPE : JSON_TYPE, ...written],
      delayMs: delay.render(runtime),
      body: isText ? value : JSON.stringify(value ?? null),
    };
  };
  const uses = union(body.uses, status.uses, head.uses);
  if (body.constant === undefined || status.constant === undefined || !head.constant || delay.constant === undefined) {
    return { uses, constant: undefined, plan };
  }
  const made = plan({}, NO_RUNTIME);
  const constant: ResponsePlan = Object.freeze(
    made.kind === 'send' ? { ...made, body: ready(String(made.body)) } : made,
  );
  return { uses, constant, plan: () => constant };
}

/** ASCII goes out fastest as text, the rest as bytes that are made once. */
export function ready(text: string): Buffer | string {
  const bytes = Buffer.from(text);
  return bytes.length === text.length ? text : bytes;
}

/** For plans that ask for nothing. */
const NO_RUNTIME: Runtime = { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 0 };

/** A file, chosen by its name when the request is answered. */
export function filePlanner(
  content: Extract<Content, { kind: 'file' }>,
  status: Status,
  head: Head,
  delay: Delay,
): Planning {
  return {
    uses: union(content.text.uses, status.uses, head.uses),
    constant: undefined,
    plan: (scope, runtime) => ({
      kind: 'file',
      status: status.render(scope, runtime),
      headers: head.constant ?? head.render(scope, runtime),
      delayMs: delay.render(runtime),
      root: content.root,
      name: content.text.render(scope, runtime).slice(content.skip),
    }),
  };
}

export function union(...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
