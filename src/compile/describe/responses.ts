/** The answers of a route by status: what several cases and refusals give with one status is one entry. */

import type { DescribedContent, DescribedHeader, DescribedResponse, NamedExample } from './route-description.ts';
import { eitherOf } from './union.ts';

/** Successes first, `default` last. */
export function mergeResponses(responses: readonly DescribedResponse[]): readonly DescribedResponse[] {
  const groups = groupBy(responses, ({ status }) => status);
  return [...groups.values()].map(mergeGroup).sort((a, b) => (a.status < b.status ? -1 : 1));
}

function mergeGroup(group: readonly DescribedResponse[]): DescribedResponse {
  const [first] = group;
  if (group.length === 1 && first) return first;
  const names = group.map(({ sharedName }) => sharedName);
  return {
    status: first?.status ?? 'default',
    description: joinWords([...new Set(group.map(({ description }) => description))]),
    contents: mergeContents(group.flatMap(({ contents }) => contents)),
    headers: mergeHeaders(group),
    ...(names.includes(undefined) ? {} : { sharedName: [...new Set(names)].join('Or') }),
  };
}

/** What one route says of itself is a phrase; what all routes say, a sentence. */
function joinWords(descriptions: readonly string[]): string {
  return descriptions.reduce(
    (text, next) => `${text}${text.endsWith('.') ? ' ' : next.endsWith('.') ? '. ' : '; '}${next}`,
  );
}

function mergeContents(contents: readonly DescribedContent[]): readonly DescribedContent[] {
  return [...groupBy(contents, ({ mediaType }) => mediaType)].map(([mediaType, group]) => ({
    mediaType,
    schema: eitherOf(group.map(({ schema }) => schema)),
    examples: uniqueNames(group.flatMap(({ examples }) => examples)),
  }));
}

/** A header that not every answer of the status has is optional. */
function mergeHeaders(group: readonly DescribedResponse[]): readonly DescribedHeader[] {
  const byName = groupBy(
    group.flatMap(({ headers }) => headers),
    ({ name }) => name.toLowerCase(),
  );
  return [...byName.values()].map((same): DescribedHeader => {
    const { name = '' } = same[0] ?? {};
    const descriptions = [...new Set(same.flatMap(({ description }) => description ?? []))];
    return {
      name,
      schema: eitherOf(same.map(({ schema }) => schema)),
      isRequired: same.length === group.length && same.every(({ isRequired }) => isRequired === true),
      ...(descriptions.length === 0 ? {} : { description: descriptions.join(' ') }),
    };
  });
}

/** The same name again gets a number. */
export function uniqueNames(examples: readonly NamedExample[]): readonly NamedExample[] {
  const taken = new Set<string>();
  return examples.map((example) => {
    let { name } = example;
    for (let count = 2; taken.has(name); count++) name = `${example.name} (${count})`;
    taken.add(name);
    return name === example.name ? example : { ...example, name };
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
