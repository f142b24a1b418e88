/** An explanation for people, and as JSON for programs. */

import type { Explanation } from '../compile/explain.ts';
import type { ExplainedCase } from '../compile/explain-cases.ts';
import { statusPhrase } from '../core/http-words.ts';
import type { Json } from '../core/json.ts';
import type { Style } from '../core/style.ts';
import { printableLine } from '../core/terminal-text.ts';
import {
  answerBlock,
  answerTree,
  block,
  columns,
  joinBlocks,
  othersBlock,
  otherTree,
  parametersBlock,
  parameterTree,
  routeTree,
} from './explanation-blocks.ts';
import type { ShownAnswer } from './shown-answer.ts';

/** What is explained. */
export interface Explained {
  readonly method: string;
  readonly target: string;
  readonly explanation: Explanation;
  readonly answer: ShownAnswer;
}

/** Ends with a line break. */
export function formatExplanation({ method, target, explanation, answer }: Explained, style: Style): string {
  const { route, refusal } = explanation;
  const status = `${answer.status} ${statusPhrase(answer.status)}`;
  const head = `${style.strong(printableLine(`${method} ${target}`))} → ${answer.status < 400 ? style.good(status) : style.error(status)}`;
  const met = route ? `${printableLine(route.id)}  ${style.place(route.at)}` : style.dim('none takes this request');
  const blocks = [
    [head, ...(refusal === undefined ? [] : [printableLine(refusal)])],
    ['route', `  ${met}`],
    parametersBlock(explanation.parameters, style),
    block('cases', columns(explanation.cases.map((item) => caseCells(item, style)))),
    othersBlock('other routes', explanation.others, style),
    answerBlock(answer, style),
  ];
  return joinBlocks(blocks, style);
}

function caseCells({ at, verdict, why }: ExplainedCase, style: Style): readonly string[] {
  const paint = { answers: style.good, fails: style.error, 'does not match': style.warning, 'not asked': style.dim };
  return [style.place(at), paint[verdict](verdict), printableLine(why)];
}

/** Everything, with whole values; what is not there is null. */
export function explanationJson({ method, target, explanation, answer }: Explained): Json {
  const { route, others, parameters, issues, moreIssues, cases, refusal } = explanation;
  const tree = {
    request: { method, target },
    route: route ? routeTree(route) : null,
    refusal: refusal ?? null,
    parameters: parameters.map(parameterTree),
    issues,
    moreIssues,
    cases: cases.map(({ origin, verdict, why }) => ({ file: origin.file, line: origin.line, verdict, why })),
    others: others.map(otherTree),
    answer: answerTree(answer),
  };
  return JSON.parse(JSON.stringify(tree)) as Json;
}
