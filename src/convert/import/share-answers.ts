/** Bodies that several cases of a file answer with: said once under `vars`, named after their status. */

import { statusPhrase } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** As JSON: what is shorter is read more easily where it stands. */
const SHORT = 50;

/** Changes the cases of a route file, and adds the `vars`. */
export function shareAnswers(file: JsonObject): void {
  const bodies = new Map<string, Record<string, Json>[]>();
  for (const item of casesOf(file)) {
    const text = JSON.stringify(item.body);
    // Constants are taken as they are: what is escaped would stay so.
    if (
      typeof item.body !== 'object' ||
      item.body === null ||
      text.length < SHORT ||
      text.includes('{{') ||
      text.includes('${')
    ) {
      continue;
    }
    bodies.set(text, [...(bodies.get(text) ?? []), item]);
  }
  const vars: Record<string, Json> = {};
  for (const cases of bodies.values()) {
    const [first, ...others] = cases;
    if (!first || others.length === 0) continue;
    const name = freeName(first, vars);
    vars[name] = first.body ?? null;
    for (const item of cases) item.body = `\${vars.${name}}`;
  }
  if (Object.keys(vars).length > 0) insertBefore(file, 'routes', 'vars', vars);
}

function casesOf(file: JsonObject): readonly Record<string, Json>[] {
  const routes = isJsonObject(file.routes) ? Object.values(file.routes) : [];
  return routes.flatMap((route) => {
    if (!isJsonObject(route)) return [];
    const cases = Array.isArray(route.cases) ? (route.cases as readonly Json[]) : [route];
    return cases.filter(isJsonObject) as readonly Record<string, Json>[];
  });
}

/** `not_found`, `ok_2`. */
function freeName({ status }: JsonObject, taken: JsonObject): string {
  const phrase = statusPhrase(typeof status === 'number' ? status : 200);
  const base = phrase
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^(?=\d)/, 'status_');
  let name = base;
  for (let count = 2; Object.hasOwn(taken, name); count++) name = `${base}_${count}`;
  return name;
}

function insertBefore(file: JsonObject, key: string, name: string, value: Json): void {
  const target = file as Record<string, Json>;
  const moved = target[key];
  delete target[key];
  target[name] = value;
  if (moved !== undefined) target[key] = moved;
}
