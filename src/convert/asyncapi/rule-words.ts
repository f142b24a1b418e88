/** The rules of a channel as lines of Markdown. */

import type { DescribedRule, DescribedStep } from '../../compile/describe/channel-description.ts';
import { codeSpan } from '../../core/code-span.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Json } from '../../core/json.ts';

/** One item of a list for each rule. */
export function ruleLines(rules: readonly DescribedRule[]): readonly string[] {
  return rules.map((rule) => {
    const steps = rule.steps.map(stepWords);
    return `- ${eventWords(rule)}: ${steps.length === 0 ? 'nothing happens' : steps.join(', ')}`;
  });
}

function eventWords({ on, when, everyMs }: DescribedRule): string {
  switch (on) {
    case 'join':
      return 'when somebody joins';
    case 'leave':
      return 'when somebody has left';
    case 'invalid':
      return 'a message that is not valid';
    case 'timer':
      return `every ${formatDuration(everyMs ?? 0)}, for each room that has members`;
    case 'message':
      return when === undefined ? 'any other message' : `when ${codeSpan(written(when))}`;
  }
}

function stepWords(step: DescribedStep): string {
  switch (step.do) {
    case 'send':
      return `${codeSpan(step.to)} hears ${frameWords(step.form, step.frame)}`;
    case 'wait':
      return `waits ${codeSpan(step.value)}`;
    case 'join':
      return `joins the room ${codeSpan(step.value)}`;
    case 'leave':
      return `leaves the room ${codeSpan(step.value)}`;
    case 'close':
      return `closes with ${codeSpan(written(step.code))}${step.reason === '' ? '' : ` ${codeSpan(step.reason)}`}`;
    case 'drop':
      return 'ends the connection without a close frame';
  }
}

function frameWords(form: 'json' | 'text' | 'binary', frame: Json): string {
  if (form === 'binary') return `bytes, ${codeSpan(written(frame))}`;
  return form === 'json' ? codeSpan(JSON.stringify(frame)) : `the text ${codeSpan(written(frame))}`;
}

/** A text as it is, a tree as JSON. */
function written(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
