/** `mockapi explain`: which file and line answers a request and why the others do not, without a server. */

import { Argument, type Command, Option } from 'commander';
import { explainExchange } from '../../compile/explain.ts';
import { readUnsent } from '../../serve/read-unsent.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { collect, parseText } from '../option-values.ts';
import { type Explained, explanationJson, formatExplanation } from '../print-explanation.ts';
import { hasErrors, printErrors } from '../print-problems.ts';
import { readProject } from '../project.ts';
import { beginHint, configOption, pathsOrDefault } from '../project-words.ts';
import { showAnswer } from '../shown-answer.ts';
import type { Terminal } from '../terminal.ts';
import {
  createDataParser,
  type HeaderWords,
  parseHeader,
  parseMethod,
  parseUrl,
  type RequestWords,
  requestOf,
} from '../unsent-request.ts';

interface ExplainOptions {
  readonly config?: string;
  readonly routes?: readonly string[];
  readonly header?: readonly HeaderWords[];
  readonly data?: Buffer;
  readonly format: 'pretty' | 'json';
}

export function addExplain(program: Command, { terminal, end }: Invocation): void {
  program
    .command('explain')
    .summary('tell which line answers a request, and why the others do not')
    .description(
      'Answers one request without a server and tells how: the route and why others do not match, what became of each parameter, the cases that were asked, and the answer. Multipart forms are not explained.',
    )
    .addArgument(new Argument('<method>', 'GET, POST …').argParser(parseMethod))
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
    .addOption(new Option('-f, --format <format>', 'how it is told').choices(['pretty', 'json']).default('pretty'))
    .addHelpText(
      'after',
      `
Examples:
  mockapi explain GET '/goods/1?name=pen'
  mockapi explain PUT /goods/1 -d '{"name": "pen", "price": 2000}'
  mockapi explain POST /login -H 'content-type: application/x-www-form-urlencoded' -d user=ann
  mockapi explain GET /items/1 -H 'x-token: t-1' --routes ./routes.d --format json

A body that looks like JSON is sent as application/json, any other as a form, unless -H says otherwise.
Exit codes: 0 a route answers, whatever it says · 2 the project has errors · 4 no route takes the request`,
    )
    .action(async (method: string, url: string, options: ExplainOptions, command: Command) => {
      const headers = options.header ?? [];
      if (headers.some(([name, value]) => name === 'content-type' && /^multipart\//i.test(value))) {
        command.error('error: multipart forms are not explained; send it to the running mock with curl -F');
      }
      end(await explain({ method, url, headers, data: options.data }, options, terminal));
    });
}

async function explain(words: RequestWords, options: ExplainOptions, terminal: Terminal): Promise<number> {
  const { out, err } = terminal;
  const { snapshot, problems } = readProject(
    { paths: pathsOrDefault(options.routes), config: options.config },
    terminal,
  );
  const isBroken = hasErrors(problems);
  if (isBroken) printErrors(problems, err, beginHint(options.routes));
  if (!snapshot) return EXIT.wrong;
  const { host, port } = snapshot.settings.server;
  const request = await readUnsent(snapshot, requestOf(words, `${host}:${port}`));
  const explanation = explainExchange(request);
  const { method, target } = request.exchange.request;
  const explained: Explained = { method, target, explanation, answer: showAnswer(explanation.plan, method) };
  out.write(
    options.format === 'json'
      ? `${JSON.stringify(explanationJson(explained), null, 2)}\n`
      : formatExplanation(explained, out.style),
  );
  if (isBroken) return EXIT.wrong;
  return explanation.route || explained.answer.status < 400 ? EXIT.fine : EXIT.nothing;
}
