/** What stands at the masked places of a value, and the value without it. */

import { isJsonObject, type Json } from '../../core/json.ts';

/** What is shown instead. */
export const MASKED = '***';

/** The value with what stands at the end of the path masked; the value itself where nothing stands there. */
export function maskAt(value: Json, path: readonly string[]): Json {
  const [name, ...rest] = path;
  if (name === undefined) return MASKED;
  if (Array.isArray(value)) {
    const index = indexIn(value, name);
    return replaceItems(value, (item, at) =>
      index === undefined ? maskAt(item, path) : at === index ? maskAt(item, rest) : item,
    );
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  const before = value[name] ?? null;
  const masked = maskAt(before, rest);
  return masked === before ? value : { ...value, [name]: masked };
}

/** Texts and numbers that stand at the end of the path, or below it. */
export function* scalarsAt(value: unknown, path: readonly string[]): Generator<string | number> {
  const [name, ...rest] = path;
  if (typeof value === 'string' || typeof value === 'number') {
    if (name === undefined) yield value;
  } else if (Array.isArray(value)) {
    const index = name === undefined ? undefined : indexIn(value, name);
    if (index === undefined) for (const item of value) yield* scalarsAt(item, path);
    else yield* scalarsAt(value[index], rest);
  } else if (typeof value === 'object' && value !== null) {
    const members = value as { readonly [key: string]: unknown };
    if (name === undefined) for (const key of Object.keys(members)) yield* scalarsAt(members[key], path);
    else if (Object.hasOwn(members, name)) yield* scalarsAt(members[name], rest);
  }
}

/** A list is passed through unless the name is a number: `items.token` is the token of each item. */
function indexIn(list: readonly unknown[], name: string): number | undefined {
  return /^\d+$/.test(name) && Number(name) < list.length ? Number(name) : undefined;
}

function replaceItems(list: readonly Json[], replace: (item: Json, index: number) => Json): readonly Json[] {
  const replaced = list.map(replace);
  return replaced.some((item, index) => item !== list[index]) ? replaced : list;
}

/** The value with each of its texts replaced; keys stay. */
export function mapTexts(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, replace));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, replace)]));
}
