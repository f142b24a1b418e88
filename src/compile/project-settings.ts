/** The settings that a project is compiled with: those of its files, or the last good ones. */

import { createHash } from 'node:crypto';
import { sep } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import { isFakeLocale } from '../expression/index.ts';
import type { ProjectFiles } from '../spec/load.ts';
import { readSettings, type Settings, type SettingsInput } from '../spec/settings.ts';
import { generalRefusals } from './own-refusals.ts';
import type { GeneralRefusals } from './refusals.ts';
import type { RouteContext, SharedRefusals } from './route-context.ts';
import { refuseExpressions } from './unit.ts';

export interface ProjectSettings {
  readonly value: Settings;
  /** For requests that meet no route; undefined when the envelope is broken and there was no other before. */
  readonly refusals: GeneralRefusals | undefined;
  /** The same by envelope, for routes without an envelope of their own. */
  readonly shared: ReadonlyMap<string, SharedRefusals>;
  /** Equal keys compile equal route files to equal routes. */
  readonly key: string;
  /** Equal texts serve equal routes alike. */
  readonly text: string;
  /** The file that they are from. */
  readonly path: string | undefined;
  readonly hash: string | undefined;
  readonly problems: readonly Problem[];
}

export interface FoundSettings {
  /** Undefined when they are broken and there were none before. */
  readonly settings: ProjectSettings | undefined;
  /** The settings file, when it is broken and the last good settings stay. */
  readonly staleFile: string | undefined;
}

export interface SettingsScope extends Omit<SettingsInput, 'document'> {
  readonly previous: ProjectSettings | undefined;
  /** What the answers of the project's envelope are compiled with. */
  context(settings: Settings): Omit<RouteContext, 'report' | 'refusals'>;
}

/** Reports every problem of the settings file. */
export function readProjectSettings(files: ProjectFiles, scope: SettingsScope, report: Report): FoundSettings {
  const file = files.settings;
  const { previous } = scope;
  const isSame = previous?.path === file?.source.path && previous?.hash === file?.source.hash;
  if (previous && (isSame || isOutOfReach(previous, files))) {
    for (const problem of previous.problems) report(problem);
    return { settings: previous, staleFile: undefined };
  }
  const problems: Problem[] = [...(file?.problems ?? [])];
  const value = file && !file.document ? undefined : checkedSettings(files, scope, (problem) => problems.push(problem));
  const shared = new Map<string, SharedRefusals>();
  const inside = { refusals: shared, report: (problem: Problem) => void problems.push(problem) };
  const refusals = value && settingsRefusals(value, { ...scope.context(value), ...inside });
  for (const problem of problems) report(problem);
  const isFine = value && refusals && problems.every(({ severity }) => severity !== 'error');
  if (previous && !isFine) return { settings: previous, staleFile: file?.source.file };
  const settings = value && {
    value,
    refusals,
    shared,
    ...keysOf(value),
    path: file?.source.path,
    hash: file?.source.hash,
    problems,
  };
  return { settings, staleFile: undefined };
}

/** A folder that is gone for a while takes its settings with it, and nobody meant to change them. */
function isOutOfReach({ path }: ProjectSettings, { settings, unreachable }: ProjectFiles): boolean {
  return !settings && path !== undefined && unreachable.some((folder) => path.startsWith(folder.path + sep));
}

function checkedSettings(files: ProjectFiles, scope: SettingsScope, report: Report): Settings | undefined {
  const { env, cwd, flags } = scope;
  const value = readSettings({ document: files.settings?.document, env, cwd, flags }, report);
  const vars = value?.placeOf('vars');
  if (value && vars) refuseExpressions(value.vars, vars, report);
  const locale = value?.placeOf('locale');
  if (!value || !locale || isFakeLocale(value.locale)) return value;
  const message = `there is no locale "${value.locale}"`;
  report(locale.problem('wrong-value', message, { hint: 'write for example en, de or zh_CN' }));
  return undefined;
}

function settingsRefusals(value: Settings, context: RouteContext): GeneralRefusals | undefined {
  const envelope = value.envelope ? [{ value: value.envelope.spec, place: value.envelope.place }] : [];
  return generalRefusals({ envelope, vars: value.vars }, context);
}

/**
 * Routes take vars, envelope (with its lines, which failures name), `coerce`, whether they name themselves, and the locale
 * of their examples; contracts seed and security.
 */
function keysOf(value: Settings): Pick<ProjectSettings, 'key' | 'text'> {
  const { envelope, ...plain } = value;
  const written = envelope && placed(envelope.spec, envelope.place);
  return {
    key: hashOf([
      plain.vars,
      written,
      plain.coerce,
      plain.server.headers,
      plain.locale,
      plain.seed ?? null,
      plain.security,
    ]),
    text: JSON.stringify([plain, written]),
  };
}

function hashOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64');
}

/** A value with the place of each of its parts. */
function placed(value: Json, place: Place): Json {
  const { file, line, column } = place.origin();
  const at = `${file}:${line}:${column}`;
  if (Array.isArray(value)) return [at, ...value.map((item, index) => placed(item, place.child(index)))];
  if (!isJsonObject(value)) return [at, value];
  return [
    at,
    ...Object.entries(value satisfies JsonObject).map(([key, item]) => [key, placed(item, place.child(key))]),
  ];
}
