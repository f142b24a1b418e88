/** Contracts compiled as files of a project, and asked without a server. */

import type { Payload, UploadedFile } from '../../../src/core/exchange.ts';
import { type Answer, ask, snapshotOf, type TestProject, type TestRequest, told } from '../support.ts';

/** A contract with these paths, and whatever else stands at its root. */
export function contract(paths: string, rest = '', version = 'openapi: 3.1.0'): string {
  const indented = paths
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `${version}\ninfo: { title: Shop, version: "1" }\npaths:\n${indented}\n${rest}`;
}

export type Asking = (target: string, request?: TestRequest) => Answer;

/** The contract alone, ready to be asked; problems are thrown unless they are expected. */
export function serveContract(project: TestProject, text: string, expected: readonly string[] = []): Asking {
  project.write({ 'api.yaml': text });
  const compiled = project.compile();
  const problems = told(compiled);
  if (problems.join('\n') !== expected.join('\n')) throw new Error(`problems:\n${problems.join('\n')}`);
  const snapshot = snapshotOf(compiled);
  return (target, request) => ask(snapshot, target, request);
}

export function json(value: unknown, type = 'application/json'): Pick<TestRequest, 'headers' | 'payload'> {
  const text = JSON.stringify(value);
  return { headers: { 'content-type': type }, payload: { kind: 'json', value: JSON.parse(text), text } };
}

export function form(text: string): Pick<TestRequest, 'headers' | 'payload'> {
  const fields = [...new URLSearchParams(text)];
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: { kind: 'form', fields, text } };
}

export function multipart(
  fields: readonly (readonly [string, string])[],
  files: readonly Pick<UploadedFile, 'field' | 'name' | 'type'>[] = [],
): Pick<TestRequest, 'headers' | 'payload'> {
  const payload: Payload = {
    kind: 'multipart',
    fields,
    files: files.map((file) => ({ size: 3, sha256: 'ab', text: 'abc', ...file })),
  };
  return { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload };
}

export function raw(text: string, type: string): Pick<TestRequest, 'headers' | 'payload'> {
  return { headers: { 'content-type': type }, payload: { kind: 'raw', text, bytes: Buffer.from(text) } };
}
