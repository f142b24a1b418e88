/** A document served by the mock and asked as its readers ask: every complaint is a sentence. */

import { Agent, type IncomingHttpHeaders, request as send } from 'node:http';
import { isJsonObject, type Json, jsonEqual } from '../../../src/core/json.ts';
import { createMockApi } from '../../../src/index.ts';
import type { Content, Document, Operation, Param, Response } from './document.ts';
import { createRequestMaker, type Request, type RequestMaker, sentBody } from './request.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Proof {
  readonly complaints: readonly string[];
  /** How many requests were sent. */
  readonly requests: number;
  /** Operations for which no valid request could be made. */
  readonly unasked: readonly string[];
}

export interface ProveOptions {
  /** Operations that the mock says it does not serve, or that others hide. */
  readonly skips?: (operation: Operation) => boolean;
}

export async function prove(files: readonly string[], document: Document, options: ProveOptions = {}): Promise<Proof> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  let requests = 0;
  // The two that invent are asked the same in the same order, and nothing else.
  const mocks = [1, 2, 3].map(() => createMockApi({ paths: files, settings: { seed: 7, cors: false } }));
  const started = await Promise.all(mocks.map((mock) => mock.start()));
  const [ask, ...twins] = started.map(({ port }) => (one: Request): Promise<Answer> => {
    requests++;
    return sendTo(port, one, agent);
  }) as [Ask, ...Ask[]];
  const maker = createRequestMaker(document);
  const complaints: string[] = [];
  const unasked: string[] = [];
  try {
    for (const operation of document.operations) {
      if (options.skips?.(operation)) continue;
      const title = `${operation.method} ${operation.path}`;
      const complain = (text: string): void => void complaints.push(`${title}: ${text}`);
      const good = await maker.request(operation);
      if (!good) {
        unasked.push(title);
        continue;
      }
      const proving = { operation, good, maker, ask, complain, document };
      await proveAnswers(proving);
      await proveWishes(proving, twins);
      await proveRefusals(proving);
      await proveProtocol(proving);
    }
  } finally {
    agent.destroy();
    await Promise.all(mocks.map((one) => one.stop()));
  }
  return { complaints, requests, unasked };
}

type Ask = (request: Request) => Promise<Answer>;

export interface Proving {
  readonly document: Document;
  readonly operation: Operation;
  /** A request without a fault. */
  readonly good: Request;
  readonly maker: RequestMaker;
  readonly ask: Ask;
  readonly complain: (text: string) => void;
}

/** The usual answer, in every media type that is declared for it. */
async function proveAnswers({ operation, good, maker, ask, complain }: Proving): Promise<void> {
  const usual = usualResponse(operation.responses);
  const answer = await ask(good);
  if (usual === undefined) {
    if (operation.responses.every(({ status }) => /^1/.test(status)) && answer.status !== 200)
      complain(`says ${answer.status}`);
    return;
  }
  const status = usual.status === 'default' ? 200 : Number(usual.status.replace(/XX/i, '00'));
  if (answer.status !== status)
    return complain(
      `says ${answer.status} for ${status}: ${good.target} ${JSON.stringify(good.headers)} ${good.body?.toString().slice(0, 300)} ${answer.text.slice(0, 400)}`,
    );
  judgeAnswer(answer, usual, maker, complain);
  for (const { mediaType } of usual.contents) {
    const bare = bareType(mediaType);
    const inType = await ask({ ...good, headers: { ...good.headers, accept: bare } });
    if (inType.status !== status || !isWithin(inType.headers['content-type'], bare)) {
      complain(`Accept: ${bare} gives ${inType.status} ${inType.headers['content-type']}`);
    }
    judgeAnswer(inType, usual, maker, complain);
  }
}

/** Its media type is declared, what it says is what the schema wants, and so are its headers. */
function judgeAnswer(answer: Answer, response: Response, maker: RequestMaker, complain: (text: string) => void): void {
  const type = answer.headers['content-type'];
  const isBare = [204, 205, 304].includes(answer.status);
  if (response.contents.length === 0 || isBare) {
    if (answer.text !== '') complain(`${answer.status} has a body that is not declared: ${answer.text.slice(0, 80)}`);
  } else {
    const content = contentFor(type, response.contents);
    if (!content) complain(`${answer.status} comes as ${type}`);
    else judgeBody(answer, content, maker, complain);
  }
  for (const { name, isRequired, schema } of response.headers) {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) {
      if (isRequired) complain(`${answer.status} has no header ${name}`);
      continue;
    }
    const isTaken = [value, Number(value), value === 'true'].some(
      (one) => maker.judge.check(schema, one, 'response') === undefined,
    );
    const isList = schema.type === 'array' || schema.type === 'object' || schema.$ref !== undefined;
    if (!isTaken && !isList) complain(`the header ${name} is ${String(value)}`);
  }
}

function judgeBody(answer: Answer, content: Content, maker: RequestMaker, complain: (text: string) => void): void {
  if (!/[/+]json/.test(content.mediaType)) return;
  let value: Json;
  try {
    value = JSON.parse(answer.text) as Json;
  } catch {
    complain(`${answer.status} is no JSON: ${answer.text.slice(0, 80)}`);
    return;
  }
  // An example is sent as it is written, right or wrong.
  if (content.examples.some((example) => isSame(example.value, value))) return;
  const wrong = maker.judge.check(content.schema, value, 'response');
  if (wrong !== undefined && !jsonEqual(value, content.schema?.example)) {
    complain(`${answer.status} ${content.mediaType}: ${wrong} in ${answer.text.slice(0, 300)}`);
  }
}

/** Many write a JSON example as a text. */
function isSame(example: Json, value: Json): boolean {
  if (jsonEqual(example, value)) return true;
  try {
    return typeof example === 'string' && jsonEqual(JSON.parse(example), value);
  } catch {
    return false;
  }
}

/** Every status, every example, and invention, twice under one seed. */
async function proveWishes({ operation, good, maker, ask, complain }: Proving, twins: readonly Ask[]): Promise<void> {
  for (const response of operation.responses) {
    const code = codeFor(response.status, operation.responses);
    if (code === undefined) continue;
    const wish = (text: string, accept?: string): Request => ({
      ...good,
      headers: { ...good.headers, prefer: `code=${code}${text}`, ...(accept === undefined ? {} : { accept }) },
    });
    const answer = await ask(wish(''));
    if (answer.status !== code) complain(`code=${code} gives ${answer.status} ${answer.text.slice(0, 200)}`);
    else judgeAnswer(answer, response, maker, complain);
    for (const content of response.contents) {
      await proveExamples(content, { code, wish, ask, complain });
      const dynamic = wish(', dynamic=true', bareType(content.mediaType));
      const [one, other] = await Promise.all(twins.map((twin) => twin(dynamic)));
      if (!one || !other) continue;
      if (one.text !== other.text)
        complain(`code=${code}, dynamic=true: ${one.text.slice(0, 100)} is not ${other.text.slice(0, 100)}`);
      judgeAnswer(one, response, maker, complain);
    }
  }
}

interface Wishing {
  readonly code: number;
  readonly wish: (text: string, accept?: string) => Request;
  readonly ask: Proving['ask'];
  readonly complain: Proving['complain'];
}

async function proveExamples({ mediaType, examples }: Content, { code, wish, ask, complain }: Wishing): Promise<void> {
  for (const { name, value } of examples) {
    if (isJsonObject(value) && typeof value.$ref === 'string') continue;
    const answer = await ask(wish(`, example=${JSON.stringify(name)}`, bareType(mediaType)));
    const isMeant = [204, 205, 304].includes(code) || !/[/+]json/.test(mediaType) || isSame(value, parsed(answer.text));
    if (answer.status !== code || !isMeant)
      complain(`example=${name} of ${code} gives ${answer.status} ${answer.text.slice(0, 200)}`);
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Parameters, bodies and credentials that are wrong or missing. */
async function proveRefusals(proving: Proving): Promise<void> {
  const { operation, good, maker, complain } = proving;
  for (const param of operation.params) {
    if (param.isRequired && param.in !== 'path' && !isCredential(param, operation)) {
      await refused(proving, await maker.request(operation, { param, text: undefined }), param, 'is missing');
    }
    const text = wrongText(param, maker);
    if (text !== undefined && !isCredential(param, operation))
      await refused(proving, await maker.request(operation, { param, text }), param, `is ${text}`);
  }
  await proveBody(proving);
  if (operation.credentials === undefined) return;
  const names = operation.credentials.map(({ name }) => String(name));
  const headers = Object.entries(good.headers).filter(
    ([name]) => name !== 'authorization' && name !== 'cookie' && !names.some((one) => one.toLowerCase() === name),
  );
  const target = good.target.replace(/([?&])[^=&]+=key(?=&|$)/g, '$1');
  const answer = await proving.ask({ ...good, target, headers: Object.fromEntries(headers) });
  if (answer.status !== 401 && answer.status !== 403) complain(`without credentials gives ${answer.status}`);
  else judgeRefusal(answer, proving);
}

function isCredential({ name }: Param, { credentials = [] }: Operation): boolean {
  return credentials.some((scheme) => String(scheme.name).toLowerCase() === name.toLowerCase());
}

const WRONG = ['~wrong~', '-99999999.5'];

/** A text that no reading of it makes right. */
function wrongText({ schema, mediaType, examples: _, ...param }: Param, maker: RequestMaker): string | undefined {
  if (mediaType !== undefined || param.allowReserved) return undefined;
  return WRONG.find((text) =>
    [text, [text], { [text]: text }, {}, [], null, Number(text)].every(
      (value) => maker.judge.check(schema, value, 'request') !== undefined,
    ),
  );
}

async function refused(
  proving: Proving,
  request: Request | undefined,
  { in: place, name }: Param,
  what: string,
): Promise<void> {
  const { ask, complain } = proving;
  if (!request) return;
  const answer = await ask(request);
  if (answer.status !== 422 && answer.status !== 400)
    return complain(`${place} "${name}" ${what} gives ${answer.status}: ${request.target}`);
  judgeRefusal(answer, proving);
  const problem = problemIn(answer);
  const source = place === 'path' ? 'url' : place;
  const isNamed = problem?.errors.some(
    (issue) => issue.in === source && (issue.name === name || issue.name === name.toLowerCase() || /[^\w-]/.test(name)),
  );
  if (problem && !isNamed) complain(`${place} "${name}" ${what}, but the problem is ${answer.text.slice(0, 300)}`);
}

interface Problem {
  readonly errors: readonly { readonly in: string; readonly name: string }[];
}

function problemIn({ headers, text }: Answer): Problem | undefined {
  if (headers['content-type'] !== 'application/problem+json') return undefined;
  const problem = parsed(text) as unknown as Partial<Problem>;
  return problem.errors ? { errors: problem.errors } : undefined;
}

/** As the document declares it, or as a problem. */
function judgeRefusal(answer: Answer, { operation, maker, complain }: Proving): void {
  if (answer.headers['content-type'] === 'application/problem+json' && parsedStatus(answer) === answer.status) return;
  const { status } = answer;
  const own = [String(status), `${String(status)[0]}XX`, 'default'].flatMap((code) =>
    operation.responses.filter((one) => one.status.toUpperCase() === code.toUpperCase()),
  );
  const [response] = own;
  if (!response) complain(`the refusal ${status} comes as ${answer.headers['content-type']}`);
  else judgeAnswer(answer, response, maker, complain);
}

function parsedStatus({ text }: Answer): unknown {
  const value = parsed(text);
  return isJsonObject(value) ? value.status : undefined;
}

async function proveBody(proving: Proving): Promise<void> {
  const { operation, good, maker, ask, complain } = proving;
  const { body } = operation;
  if (!body) return;
  const { 'content-type': _, ...headers } = good.headers;
  if (body.isRequired) {
    const answer = await ask({ ...good, headers, body: undefined });
    if (answer.status !== 422 && answer.status !== 400) complain(`without a body gives ${answer.status}`);
    else judgeRefusal(answer, proving);
  }
  for (const content of body.contents) {
    const value = maker.bodyValue(content);
    const sent = await sentBody(content, value);
    if (sent) {
      const answer = await ask({ ...good, headers: { ...headers, 'content-type': sent.type }, body: sent.bytes });
      if (answer.status >= 400 && (await ask(good)).status !== answer.status)
        complain(`a body as ${sent.type} gives ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    if (!/[/+]json/.test(content.mediaType)) continue;
    const wrong = ([[], 'wrong', 0, false, {}, { '~wrong~': 0 }] as const).find(
      (one) => maker.judge.check(content.schema, one, 'request') !== undefined,
    );
    if (wrong === undefined) continue;
    const answer = await ask({
      ...good,
      headers: { ...headers, 'content-type': bareType(content.mediaType) },
      body: Buffer.from(JSON.stringify(wrong)),
    });
    if (answer.status !== 422 && answer.status !== 400)
      complain(`the body ${JSON.stringify(wrong)} gives ${answer.status}`);
    else judgeRefusal(answer, proving);
  }
  if (body.contents.some(({ mediaType }) => /\*|octet-stream/.test(mediaType))) return;
  const answer = await ask({
    ...good,
    headers: { ...headers, 'content-type': 'application/x-none' },
    body: Buffer.from('x'),
  });
  if (answer.status !== 415) complain(`a body of an unknown type gives ${answer.status}`);
}

/** What HTTP asks of any server. */
async function proveProtocol({ document, operation, good, ask, complain }: Proving): Promise<void> {
  const usual = usualResponse(operation.responses);
  const hasRange = usual?.contents.some(({ mediaType }) => /\*/.test(mediaType)) === true;
  if (usual && usual.contents.length > 0 && !hasRange && ![204, 205, 304].includes(Number(usual.status))) {
    const answer = await ask({ ...good, headers: { ...good.headers, accept: 'application/x-none' } });
    if (answer.status !== 406) complain(`Accept: application/x-none gives ${answer.status}`);
  }
  const here = new URL(good.target, 'http://mock').pathname;
  const methods = document.operations.filter(({ path }) => matches(path, here)).map(({ method }) => method);
  if (operation.method === 'GET' && !methods.includes('HEAD')) {
    const [get, head] = [await ask(good), await ask({ ...good, method: 'HEAD' })];
    if (head.status !== get.status || head.text !== '' || head.headers['content-type'] !== get.headers['content-type'])
      complain(`HEAD gives ${head.status} ${head.headers['content-type']}`);
  }
  if (!methods.includes('OPTIONS')) {
    const options = await ask({ ...good, method: 'OPTIONS', body: undefined, headers: {} });
    const allow = String(options.headers.allow).split(', ');
    if (options.status !== 204 || methods.some((method) => !allow.includes(method)))
      complain(`OPTIONS gives ${options.status}, allow ${options.headers.allow}`);
  }
  const other = ['PUT', 'PATCH', 'DELETE', 'POST'].find((method) => !methods.includes(method));
  if (other === undefined) return;
  const answer = await ask({ ...good, method: other });
  if (answer.status !== 405 || answer.headers.allow === undefined) complain(`${other} gives ${answer.status}`);
}

function matches(template: string, path: string): boolean {
  const source = template.split(/\{[^{}]*\}/).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('[^/]+')}$`).test(path);
}

function usualResponse(responses: readonly Response[]): Response | undefined {
  const codes = responses.filter(({ status }) => !/^1/.test(status));
  const success = codes.filter(({ status }) => /^2\d\d$/.test(status)).sort((a, b) => a.status.localeCompare(b.status));
  const others = [/^2XX$/i, /^default$/i].map((pattern) => codes.find(({ status }) => pattern.test(status)));
  const redirects = codes.filter(({ status }) => /^3/.test(status)).sort((a, b) => a.status.localeCompare(b.status));
  return success[0] ?? others[0] ?? others[1] ?? redirects[0] ?? codes[0];
}

/** A status that this response alone answers; undefined for an interim one. */
function codeFor(status: string, responses: readonly Response[]): number | undefined {
  if (/^\d+$/.test(status)) return Number(status) >= 200 ? Number(status) : undefined;
  const candidates = /^\dXX$/i.test(status) ? [`${status[0]}17`, `${status[0]}18`] : ['418', '517', '599'];
  const free = candidates.find(
    (code) =>
      !responses.some(
        (one) => one.status === code || (!/xx/i.test(status) && one.status.toUpperCase() === `${code[0]}XX`),
      ),
  );
  return free === undefined ? undefined : Number(free);
}

function bareType(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function isWithin(type: string | undefined, range: string): boolean {
  const own = bareType(type ?? '');
  return range === '*/*' || own === range || (range.endsWith('/*') && own.startsWith(range.slice(0, -1)));
}

function contentFor(type: string | undefined, contents: readonly Content[]): Content | undefined {
  return (
    contents.find((one) => one.mediaType.toLowerCase() === type?.toLowerCase()) ??
    contents.find(({ mediaType }) => isWithin(type, bareType(mediaType)))
  );
}

function sendTo(port: number, { method, target, headers, body }: Request, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    const outgoing = send(
      { host: '127.0.0.1', port, path: target, method, headers: { ...headers, ...length }, agent },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    // A kept connection may have been closed while a schema was compiled here.
    const again = (): void => void sendTo(port, { method, target, headers, body }, agent).then(resolve, reject);
    outgoing.on('error', (error) => (outgoing.reusedSocket ? again() : reject(error))).end(body);
  });
}
