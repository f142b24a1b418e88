/** One answer, from what people wrote to a function that plans it; literal ones are planned when the file is loaded. */

import { statusPhrase } from '../core/http-words.ts';
import type { Json } from '../core/json.ts';
import type { SchemaLibrary } from '../core/kind.ts';
import type { NameTable } from '../core/names.ts';
import type { RawHeaders } from '../core/plan.ts';
import type { Place, Report } from '../core/problem.ts';
import { compileTemplate, compileText, type Template } from '../expression/index.ts';
import type { AnswerKind, Content } from '../kinds/answer/index.ts';
import type { CaseSpec, Located } from '../spec/route-spec.ts';
import type { AnswerForm } from './answer-form.ts';
import { compileDelay } from './delay.ts';
import type { Envelope } from './envelope.ts';
import { readFrame } from './frame.ts';
import { compileHead } from './head.ts';
import { constantTemplate, dynamicTemplate } from './made-template.ts';
import {
  filePlanner,
  JSON_TYPE,
  type Planner,
  type Planning,
  textOrTreePlanner,
  treePlanner,
  union,
} from './planner.ts';
import { checkLiteral, holdTo, type SchemaPromise } from './promise.ts';
import { inventValue } from './schema/index.ts';
import { compileStatus, type Status } from './status.ts';

export interface AnswerContext {
  readonly report: Report;
  readonly kinds: readonly AnswerKind[];
  /** What the answer's own expressions may use, and what those of the envelope may. */
  readonly names: NameTable;
  readonly envelopeNames: NameTable;
  readonly envelope: Envelope;
  /** Sent with every answer: `x-mockapi-route`. */
  readonly always: RawHeaders;
  readonly schemas: SchemaLibrary;
  exists(path: string): boolean;
  /** The promise for a status, if there is one. */
  promised(status: number): SchemaPromise | undefined;
  /** True when generated answers are held to their promise at run time. */
  readonly isStrict: boolean;
}

/** Reports problems; undefined when the answer cannot be given. */
export function compileAnswer(spec: CaseSpec, context: AnswerContext): Planner | undefined {
  const status = compileStatus(spec.status, context);
  const promise = typeof status?.constant === 'number' ? context.promised(status.constant) : undefined;
  const content = compileContent(spec, promise, context);
  const delay = compileDelay(spec.delay, context.report);
  const contentType = content?.kind === 'file' || content?.mayBeText ? undefined : JSON_TYPE;
  const head = compileHead(
    { always: context.always, contentType, headers: spec.headers, cookies: spec.cookies },
    {
      report: context.report,
      text: (value, place) => compileText(value, place, { names: context.names, report: context.report }),
    },
  );
  if (!status || !content) {
    // Nothing can be sent, but what else is wrong is told in the same run.
    for (const part of [spec.code, spec.message]) if (part) compileTemplate(part.value, part.place, context);
    return undefined;
  }
  const bare: AnswerForm = { status: status.constant, frame: undefined, code: undefined, isFile: false };
  if (content.kind === 'file') {
    return { ...filePlanner(content, status, head, delay), form: { ...bare, isFile: true } };
  }
  const literal = content.tree.constant;
  if (promise && literal !== undefined) checkLiteral({ value: literal, place: answerPlace(spec) }, promise, context);
  const frame = content.isEnveloped ? context.envelope.body : undefined;
  const isHeld = context.isStrict && promise !== undefined && literal === undefined;
  const framed = frame
    ? compileFrame(frame, content.tree, spec, status, context, { isInline: !isHeld })
    : { body: content.tree, code: undefined };
  if (!framed) return undefined;
  if (content.mayBeText) return { ...textOrTreePlanner(content.tree, status, head, delay), form: bare };
  const form = frame ? { ...bare, frame: readFrame(frame, context.envelopeNames), code: framed.code } : bare;
  const planner = treePlanner(framed.body, status, head, delay);
  return { ...(isHeld && promise ? heldPlanner(planner, content.tree, promise, spec, context) : planner), form };
}

function compileContent(
  spec: CaseSpec,
  promise: SchemaPromise | undefined,
  context: AnswerContext,
): Content | undefined {
  const { answer } = spec;
  if (!answer) {
    const tree = promise ? inventedTemplate(promise, context) : constantTemplate(null);
    return { kind: 'tree', tree, isEnveloped: true, mayBeText: false };
  }
  const kind = context.kinds.find((item) => item.name === answer.kind);
  return kind?.compile(answer.value, answer.place, {
    report: context.report,
    template: (value, place) => compileTemplate(value, place, { names: context.names, report: context.report }),
    text: (value, place) => compileText(value, place, { names: context.names, report: context.report }),
    exists: context.exists,
  });
}

function inventedTemplate(promise: SchemaPromise, context: AnswerContext): Template {
  return dynamicTemplate(new Set(), (_scope, runtime) => inventValue(promise.schema, context.schemas, runtime.random));
}

/** The envelope's tree with `code`, `message` and `data` put in while the file is loaded. */
function compileFrame(
  frame: Located,
  data: Template,
  spec: CaseSpec,
  status: Status,
  context: AnswerContext,
  { isInline }: { readonly isInline: boolean },
): { readonly body: Template /** Where it is literal. */; readonly code: Json | undefined } | undefined {
  const own = { names: context.names, report: context.report };
  const part = (written: Located | undefined, fallback: Template): Template | undefined =>
    written ? compileTemplate(written.value, written.place, own) : fallback;
  const code = part(
    spec.code,
    defaultPart('code', status, context, (value) => value),
  );
  const message = part(spec.message, defaultPart('message', status, context, statusPhrase));
  if (!code || !message) return undefined;
  const bind = new Map<string, Template>([
    ['code', code],
    ['message', message],
    [
      'status',
      status.constant === undefined
        ? dynamicTemplate(new Set(['status']), (scope) => scope.status)
        : constantTemplate(status.constant),
    ],
  ]);
  if (isInline) bind.set('data', data);
  const body = compileTemplate(frame.value, frame.place, {
    names: context.envelopeNames,
    report: context.report,
    bind,
  });
  return body && { body: withParts(body, { code, message, ...(isInline ? { data } : {}) }), code: code.constant };
}

/** Parts that the frame uses inside longer expressions are computed and put into the scope. */
function withParts(body: Template, parts: { readonly [name: string]: Template }): Template {
  const read = Object.entries(parts).filter(([name]) => body.uses.has(name));
  if (read.length === 0) return body;
  const uses = new Set([...body.uses, ...read.flatMap(([, template]) => [...template.uses])]);
  return dynamicTemplate(uses, (scope, runtime) => {
    const values = Object.fromEntries(read.map(([name, template]) => [name, template.render(scope, runtime)]));
    return body.render({ ...scope, ...values }, runtime);
  });
}

/** `success` below 400, otherwise the status and its phrase. */
function defaultPart(
  part: 'code' | 'message',
  status: Status,
  context: AnswerContext,
  ofStatus: (status: number) => Json,
): Template {
  const written = context.envelope.part('success', part);
  const success =
    (written &&
      compileTemplate(written.value, written.place, { names: context.envelopeNames, report: context.report })) ??
    constantTemplate(null);
  if (status.constant !== undefined)
    return status.constant < 400 ? success : constantTemplate(ofStatus(status.constant));
  return dynamicTemplate(new Set([...success.uses, 'status']), (scope, runtime) => {
    const value = scope.status;
    return typeof value !== 'number' || value < 400 ? success.render(scope, runtime) : ofStatus(value);
  });
}

/** Renders `data` first and holds it to its promise; the frame then reads it from the scope. */
function heldPlanner(
  planner: Planning,
  data: Template,
  promise: SchemaPromise,
  spec: CaseSpec,
  context: AnswerContext,
): Planning {
  const hold = holdTo(promise, answerPlace(spec).origin(), context.schemas);
  return {
    uses: union(planner.uses, data.uses),
    constant: undefined,
    plan(scope, runtime) {
      const value = data.render(scope, runtime);
      hold(structuredClone(value));
      return planner.plan({ ...scope, data: value }, runtime);
    },
  };
}

function answerPlace({ answer, place }: CaseSpec): Place {
  return answer?.place ?? place;
}
