/** The run as one page: no scripts, nothing from elsewhere, readable offline. */

import { formatOrigin } from '../../core/origin.ts';
import type { CaseResult, Coverage, Failure, RunResult, SuiteResult } from '../result.ts';
import { failureLines } from './failure-lines.ts';
import { PAGE_STYLE } from './html-style.ts';
import { markupAttribute, markupText } from './markup.ts';
import type { Reporter, ReporterOptions } from './reporter.ts';
import { coverageRows, formatTook, INTERRUPTED, NOT_RUN, summaryParts } from './run-words.ts';
import { oneLine } from './shown-text.ts';

export const html: Reporter = {
  name: 'html',
  summary: 'one page for a browser, readable offline',
  create: (options) => ({ end: (result) => pageOf(result, options) }),
};

/** Which cases are shown, by radio buttons that the style sheet reads. */
const FILTERS = ['all', 'failed', 'passed', 'skipped'] as const;

function pageOf(result: RunResult, { version }: ReporterOptions): string {
  const { totals, suites, coverage, target, interrupted } = result;
  const counts = { all: totals.cases, failed: totals.failed, passed: totals.passed, skipped: totals.skipped };
  const isGood = summaryParts(result).every((part) => part.kind !== 'failed');
  const title = isGood ? `${totals.passed} passed` : summaryText(result, 'failed');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${markupText(title)} · mockapi test</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>mockapi test</h1>
<p class="totals">${summaryParts(result)
    .map(({ kind, text }) => `<strong class="${kind}">${text}</strong>`)
    .join(' ')}</p>
<p>${markupText(target === undefined ? 'on the mock' : `on ${oneLine(target)}`)}, ${new Date(result.startedAt).toISOString()}, in ${formatTook(result.ms)} (start ${formatTook(result.startMs)})</p>
${interrupted === undefined ? '' : `<p class="interrupted">${INTERRUPTED[interrupted]}</p>\n`}</header>
${FILTERS.map((name, index) => `<input type="radio" name="show" id="show-${name}"${index === 0 ? ' checked' : ''}><label for="show-${name}">${name} ${counts[name]}</label>\n`).join('')}<main>
${suites.map(suiteSection).join('')}${coverage === undefined ? '' : coverageSection(coverage)}</main>
<footer>mockapi ${markupText(version)}</footer>
</body>
</html>
`;
}

function summaryText(result: RunResult, kind: 'failed'): string {
  return summaryParts(result)
    .filter((part) => part.kind === kind)
    .map((part) => part.text)
    .join(', ');
}

function suiteSection({ name, file, ms, cases, before, after, notes }: SuiteResult): string {
  const statuses = new Set([
    ...cases.map(({ status }) => status),
    ...(before.length + after.length > 0 ? ['failed'] : []),
  ]);
  return `<section class="suite ${[...statuses].map((status) => `has-${status}`).join(' ')}">
<h2>${line(name)} <small>${line(file)}, ${formatTook(ms)}</small></h2>
${notesBlock(notes)}<ul>
${aroundItem('before', before)}${cases.map(caseItem).join('')}${aroundItem('after', after)}</ul>
</section>
`;
}

function aroundItem(name: 'before' | 'after', failures: readonly Failure[]): string {
  if (failures.length === 0) return '';
  return `<li class="failed"><details open><summary>${status('failed')} ${name}</summary>${failureBlock(failures)}</details></li>\n`;
}

function caseItem(result: CaseResult): string {
  const { name, status: came, failures, notes, origin, tags, reason, ms, requests } = result;
  const isNotRun = came === 'failed' && failures.length === 0;
  const end = came === 'skipped' ? line(reason ?? '') : isNotRun ? NOT_RUN : formatTook(ms);
  const facts = [formatOrigin(origin), ...tags.map((tag) => `#${tag}`), ...(requests > 0 ? [`${requests} sent`] : [])];
  return `<li class="${came}"><details${came === 'failed' ? ' open' : ''}><summary>${status(came)} ${line(name)} <small>${end}</small></summary><p class="facts">${facts.map(line).join(' · ')}</p>${notesBlock(notes)}${failureBlock(failures)}</details></li>\n`;
}

function notesBlock(notes: readonly string[]): string {
  return notes.map((note) => `<p class="note">${line(note)}</p>`).join('');
}

function failureBlock(failures: readonly Failure[]): string {
  if (failures.length === 0) return '';
  const lines = failureLines(failures).map(({ kind, depth, text }) => {
    return `<div class="${kind} depth-${depth}">${markupText(text)}</div>\n`;
  });
  return `<div class="failures">\n${lines.join('')}</div>`;
}

function coverageSection(coverage: Coverage): string {
  const rows = coverageRows(coverage).map(({ name, covered, total, percent }) => {
    return `<tr><th scope="row">${name}</th><td>${covered}</td><td>${total}</td><td>${percent}</td><td><meter min="0" max="${Math.max(1, Number(total))}" value="${covered}" title="${markupAttribute(percent)}"></meter></td></tr>\n`;
  });
  const missed = coverage.missed.map(({ kind, name, at }) => {
    return `<li><code>${line(at)}</code> ${kind} <code>${line(name)}</code></li>\n`;
  });
  const never = `<details open><summary>never exercised: ${missed.length}</summary>\n<ul>\n${missed.join('')}</ul>\n</details>\n`;
  return `<section class="coverage">
<h2>Coverage</h2>
<table>
<thead><tr><td></td><th scope="col">covered</th><th scope="col">of</th><td></td><td></td></tr></thead>
<tbody>
${rows.join('')}</tbody>
</table>
${missed.length === 0 ? '' : never}</section>
`;
}

function status(name: CaseResult['status']): string {
  return `<b class="status">${name}</b>`;
}

function line(text: string): string {
  return markupText(oneLine(text));
}
