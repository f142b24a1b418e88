/** Violations of a schema become issues that name their place as people say it: `query "limit" must be an integer`. */

import { type Issue, type IssueSource, type Issues, MAX_ISSUES } from '../../core/issue.ts';
import type { Violations } from '../../core/kind.ts';
import { pointer, pointerKeys } from '../../core/pointer.ts';
import { shorten } from '../../core/shorten.ts';

const MAX_PATH_LENGTH = 120;
const MAX_TEXT_LENGTH = 200;

/** Appends an issue, or counts it where there are enough. */
export function addIssue(issues: Issues, issue: Issue): void {
  if (issues.length < MAX_ISSUES) issues.push(issue);
  else leaveOut(issues, 1);
}

/** Appends each violation as an issue of the source; its first pointer key is the parameter's name. */
export function addViolations(source: IssueSource, violations: Violations, issues: Issues): void {
  for (const { pointer: at, message, keyword, expected, received } of violations) {
    const keys = pointerKeys(at);
    addIssue(issues, {
      in: source,
      name: keys[0] ?? '',
      pointer: at,
      message: `${describePlace(source, keys)} ${message}`,
      keyword,
      expected,
      received,
    });
  }
  if (violations.more) leaveOut(issues, violations.more);
}

function leaveOut(issues: Issues, count: number): void {
  issues.more = (issues.more ?? 0) + count;
}

/** An issue with a parameter as a whole; `verdict` is what follows its name. */
export function issueOf(
  source: IssueSource,
  keys: readonly (string | number)[],
  verdict: string,
  rule: Pick<Issue, 'keyword' | 'expected' | 'received'>,
): Issue {
  return {
    in: source,
    name: String(keys[0] ?? ''),
    pointer: pointer(...keys),
    message: `${describePlace(source, keys)} ${verdict}`,
    keyword: rule.keyword,
    expected: rule.expected,
    received: rule.received,
  };
}

/** `query "limit"`, `body "items[0].price"`, `body` as a whole: written as an expression would reach it. */
export function describePlace(source: IssueSource, keys: readonly (string | number)[]): string {
  if (keys.length === 0) return source;
  let path = '';
  for (const key of keys) path += path === '' ? key : /^\d+$/.test(String(key)) ? `[${key}]` : `.${key}`;
  return `${source} ${shorten(path, MAX_PATH_LENGTH)}`;
}

/** A text that came, cut to what an answer can bear. */
export function cutText(text: string): string {
  return text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH)}…`;
}
