/** What a declared file must be: how many, how large, of which type, extension and name. */

import type { UploadedFile } from '../../core/exchange.ts';
import type { Issue, Issues } from '../../core/issue.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { bareMediaType } from '../../core/media-type.ts';
import { compilePattern } from '../../core/pattern.ts';
import type { Place, Report } from '../../core/problem.ts';
import { formatSize, parseSize } from '../../core/size.ts';
import { addIssue, cutText, issueOf } from './issues.ts';

/** The rules of one file parameter. */
export interface FileRules {
  readonly name: string;
  /** How many files at most; above 1 the value is a list. */
  readonly count: number;
  /** Appends an issue for every rule that the files of the field miss. */
  check(files: readonly UploadedFile[], issues: Issues): void;
}

/** One rule about each single file. */
interface FileRule {
  readonly keyword: string;
  /** As written. */
  readonly expected: Json;
  /** What must be, as it follows the file's name in a message. */
  readonly verdict: string;
  received(file: UploadedFile): Json;
  admits(file: UploadedFile): boolean;
}

/** Reports what is wrong with the declaration; a rule with a problem is left out. */
export function compileFileRules(name: string, spec: JsonObject, place: Place, report: Report): FileRules {
  const required = spec.required === true;
  const count = typeof spec.count === 'number' ? spec.count : 1;
  const rules = [
    sizeRule(spec.maxSize, place, report),
    typeRule(spec.types),
    extensionRule(spec.extensions),
    nameRule(spec.name, place, report),
  ].filter((rule) => rule !== undefined);

  return {
    name,
    count,
    check(files, issues) {
      if (files.length === 0 && required) {
        addIssue(
          issues,
          issueOf('file', [name], 'is required', { keyword: 'required', expected: true, received: null }),
        );
      }
      if (files.length > count) {
        const verdict = `must be ${count === 1 ? 'one file' : `at most ${count} files`}, but there are ${files.length}`;
        addIssue(
          issues,
          issueOf('file', [name], verdict, { keyword: 'count', expected: count, received: files.length }),
        );
      }
      for (const [index, file] of files.entries()) {
        const keys = count === 1 && files.length === 1 ? [name] : [name, index];
        for (const rule of rules) if (!rule.admits(file)) addIssue(issues, missedRule(rule, file, keys));
      }
    },
  };
}

function missedRule(rule: FileRule, file: UploadedFile, keys: readonly (string | number)[]): Issue {
  const { keyword, expected, verdict } = rule;
  const received = rule.received(file);
  return issueOf('file', keys, verdict, {
    keyword,
    expected,
    received: typeof received === 'string' ? cutText(received) : received,
  });
}

function sizeRule(maxSize: Json | undefined, place: Place, report: Report): FileRule | undefined {
  if (maxSize === undefined) return undefined;
  const bytes = typeof maxSize === 'string' ? parseSize(maxSize) : undefined;
  if (bytes === undefined) {
    const message = `${JSON.stringify(maxSize)} is no size; write one such as 64KB or 2MB`;
    report(place.child('maxSize').problem('bad-parameter', message));
    return undefined;
  }
  return {
    keyword: 'maxSize',
    expected: maxSize,
    verdict: `must be at most ${formatSize(bytes)}`,
    received: (file) => file.size,
    admits: (file) => file.size <= bytes,
  };
}

function typeRule(types: Json | undefined): FileRule | undefined {
  if (!Array.isArray(types)) return undefined;
  const exact = new Set(types.map((type) => String(type).toLowerCase()));
  return {
    keyword: 'types',
    expected: types,
    verdict: `must be of type ${listed(types)}`,
    received: (file) => file.type,
    admits(file) {
      // The client's word may carry parameters: `text/plain; charset=utf-8`.
      const type = bareMediaType(file.type);
      return exact.has(type) || exact.has(`${type.split('/', 1)[0]}/*`);
    },
  };
}

function extensionRule(extensions: Json | undefined): FileRule | undefined {
  if (!Array.isArray(extensions)) return undefined;
  const endings = extensions.map((extension) => `.${String(extension).toLowerCase().replace(/^\./, '')}`);
  return {
    keyword: 'extensions',
    expected: extensions,
    verdict: `must have a name that ends in ${listed(endings)}`,
    received: (file) => file.name,
    admits(file) {
      const name = file.name.toLowerCase();
      return endings.some((ending) => name.endsWith(ending));
    },
  };
}

function nameRule(source: Json | undefined, place: Place, report: Report): FileRule | undefined {
  if (typeof source !== 'string') return undefined;
  const pattern = compilePattern(source);
  if ('error' in pattern) {
    const message = `"${source}" is no pattern in RE2 syntax: ${pattern.error}`;
    report(place.child('name').problem('bad-pattern', message));
    return undefined;
  }
  return {
    keyword: 'name',
    expected: source,
    verdict: `must have a name that matches "${source}"`,
    received: (file) => file.name,
    admits: (file) => pattern.test(file.name),
  };
}

function listed(values: readonly Json[]): string {
  const texts = values.map(String);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
