/** `mockapi explain`: which file and line answers a request and why the others do not, without a server. */

import { Argument, type Command, Option } from 'commander';
import { CHANNEL_METHOD } from '../../compile/channel.ts';
import { explainHandshake } from '../../compile/explain-channel.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { DOCS_PRINTERS } from '../../convert/docs-printers.ts';
import type { Json } from '../../core/json.ts';
import { decideUnsent } from '../../serve/decide-unsent.ts';
import { createDocs } from '../../serve/docs/docs.ts';
import { explainUnsent } from '../../serve/explain-unsent.ts';
import type { UnsentRequest } from '../../serve/read-unsent.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { collect, parseText } from '../option-values.ts';
import { type Explained, explanationJson, formatExplanation } from '../print-explanation.ts';
import { type ExplainedHandshake, formatHandshake, handshakeJson } from '../print-handshake.ts';
import { hasErrors, printErrors } from '../print-problems.ts';
import { readProject } from '../project.ts';
import {
  beginHint,
  configOption,
  pathsOrDefault,
  type RemoteChoice,
  remoteDocuments,
  remoteOption,
} from '../project-words.ts';
import { showAnswer } from '../shown-answer.ts';
import type { Stream, Terminal } from '../terminal.ts';
import {
  createDataParser,
  type HeaderWords,
  parseHeader,
  parseMethod,
  parseUrl,
  type RequestWords,
  requestOf,
} from '../unsent-request.ts';

interface ExplainOptions extends RemoteChoice {
  readonly config?: string;
  readonly routes?: readonly string[];
  readonly header?: readonly HeaderWords[];
  readonly data?: Buffer;
  readonly format: 'pretty' | 'json';
}

export function defineCommand(command: Command, { terminal, end }: Invocation): void {
  command
    .description(
      'Answers one request without a server and tells how: the route and why others do not match, what became of each parameter, the cases that were asked, and the answer. With the method WS it is the handshake of a channel: whose the connection is, its rooms and what its join rule does. Multipart forms are not explained.',
    )
    .addArgument(new Argument('<method>', 'GET, POST …, or WS for a channel').argParser(parseMethod))
    .addArgument(new Argument('<url>', 'a path with its query, or a URL').argParser(parseUrl))
    .addOption(
      new Option('-H, --header <header>', "a request header, 'name: value'; may be repeated").argParser(parseHeader),
    )
    .addOption(
      new Option('-d, --data <data>', 'the body; @file reads a file, @- standard input').argParser(
        createDataParser(terminal),
      ),
    )
    .addOption(
      new Option(
        '-r, --routes <path>',
        'folder or file of the project; may be repeated (default: ./routes.d)',
      ).argParser((text: string, before: readonly string[] | undefined) => collect(parseText(text), before)),
    )
    .addOption(configOption())
    .addOption(remoteOption())
    .addOption(new Option('-f, --format <format>', 'how it is told').choices(['pretty', 'json']).default('pretty'))
    .addHelpText(
      'after',
      `
Examples:
  mockapi explain GET '/goods/1?name=pen'
  mockapi explain PUT /goods/1 -d '{"name": "pen", "price": 2000}'
  mockapi explain POST /login -H 'content-type: application/x-www-form-urlencoded' -d user=ann
  mockapi explain GET /items/1 -H 'x-token: t-1' --routes ./routes.d --format json
  mockapi explain WS /ws/lobby/ann

A body that looks like JSON is sent as application/json, any other as a form, unless -H says otherwise.
Exit codes: 0 a route or channel answers, whatever it says · 2 the project has errors · 4 none takes the request`,
    )
    .action(async (method: string, url: string, options: ExplainOptions, command: Command) => {
      const headers = options.header ?? [];
      if (headers.some(([name, value]) => name === 'content-type' && /^multipart\//i.test(value))) {
        command.error('error: multipart forms are not explained; send it to the running mock with curl -F');
      }
      if (method === CHANNEL_METHOD && options.data !== undefined) {
        command.error('error: a handshake has no body: leave --data out');
      }
      end(await explain({ method, url, headers, data: options.data }, options, terminal));
    });
}

async function explain(words: RequestWords, options: ExplainOptions, terminal: Terminal): Promise<number> {
  const { out, err } = terminal;
  const { snapshot, problems } = await readProject(
    { paths: pathsOrDefault(options.routes), config: options.config, remote: remoteDocuments(options) },
    terminal,
  );
  const isBroken = hasErrors(problems);
  if (isBroken) printErrors(problems, err, beginHint(options.routes));
  if (!snapshot) return EXIT.wrong;
  const { host, port } = snapshot.settings.server;
  const request = requestOf(words, `${host}:${port}`);
  const told =
    words.method === CHANNEL_METHOD
      ? tellHandshake(snapshot, request, out)
      : await tellExchange(snapshot, request, out);
  out.write(options.format === 'json' ? `${JSON.stringify(told.json(), null, 2)}\n` : told.text());
  if (isBroken) return EXIT.wrong;
  return told.isMet ? EXIT.fine : EXIT.nothing;
}

interface Told {
  json(): Json;
  text(): string;
  /** True when something takes the request. */
  readonly isMet: boolean;
}

async function tellExchange(snapshot: Snapshot, unsent: UnsentRequest, out: Stream): Promise<Told> {
  const explanation = await explainUnsent(snapshot, unsent, createDocs(DOCS_PRINTERS));
  const { method, target } = unsent;
  const explained: Explained = { method, target, explanation, answer: showAnswer(explanation.plan, method) };
  return {
    json: () => explanationJson(explained),
    text: () => formatExplanation(explained, out.style),
    isMet: explanation.route !== undefined || explained.answer.status < 400,
  };
}

function tellHandshake(snapshot: Snapshot, request: UnsentRequest, out: Stream): Told {
  const explanation = explainHandshake(decideUnsent(snapshot, request));
  const { plan } = explanation;
  const explained: ExplainedHandshake = {
    target: request.target,
    explanation,
    answer: plan && showAnswer(plan, 'GET'),
  };
  return {
    json: () => handshakeJson(explained),
    text: () => formatHandshake(explained, out.style),
    isMet: explanation.channel !== undefined,
  };
}
