/** A contract → tidy route files and schemas to own, and all that could not be carried over. */

import { followIn } from '../../compile/contract/follow.ts';
import type { SchemaFiles } from '../../compile/schema/refs.ts';
import { ROUTE_METHODS } from '../../core/http-words.ts';
import type { JsonObject, JsonSchema } from '../../core/json.ts';
import type { Place, Problem } from '../../core/problem.ts';
import type { ContractSpec, OperationSpec } from '../../spec/contract/contract-spec.ts';
import { readContract } from '../../spec/contract/read.ts';
import type { Located } from '../../spec/route-spec.ts';
import { createNames, kebabCase } from './file-names.ts';
import { createTraces, type FindRef, type ImportContext, type Traces } from './import-context.ts';
import { tellLeftovers } from './leftovers.ts';
import { collectLosses, type Lose, type Loss } from './loss.ts';
import { printRouteFile, printSchemaFile } from './print-files.ts';
import { type Provable, prove } from './prove.ts';
import { importRoute } from './route.ts';
import { type DraftFile, draftFile } from './route-file.ts';
import { createShelf, type Survey } from './schema/shelf.ts';
import { shareAnswers } from './share-answers.ts';

export interface ImportOptions {
  /** Where the `$ref`s of the contract lead. */
  readonly documents: SchemaFiles;
  /** As people know the contract: a file or a URL. */
  readonly source: string;
  /** Of the JSON Schema of route files, relative to the folder that is written; undefined where there is none. */
  readonly editorSchema?: string | undefined;
}

export interface ImportedFile {
  /** Relative to the folder, with `/`. */
  readonly name: string;
  readonly text: string;
}

export interface ImportedContract {
  readonly files: readonly ImportedFile[];
  readonly routeCount: number;
  readonly losses: readonly Loss[];
  /** What the compiler would not take of the files: none, unless something is wrong with us. */
  readonly faults: readonly Problem[];
}

/** Pure: no I/O. Gives problems where the document as a whole cannot be read. */
export function importContract(
  document: Located<JsonObject>,
  options: ImportOptions,
): ImportedContract | { readonly problems: readonly Problem[] } {
  const losses = collectLosses();
  const problems: Problem[] = [];
  const spec = readContract(document, {
    follow: followIn(options.documents),
    prefix: '',
    report: (problem) => (problem.severity === 'error' ? problems.push(problem) : losses.tell(problem)),
  });
  if (!spec || problems.length > 0) return { problems };
  const find = findIn(options.documents);
  const around: Around = { root: document.place, spec, options, find, lose: losses.lose, traces: createTraces() };
  tellLeftovers(document, { dialect: spec.dialect, find, lose: losses.lose });
  const operations = spec.operations.filter((operation) => isPossible(operation, losses.lose));
  // The first writing only finds out which schemas are used how often, and how large they are.
  const survey = writeAll(operations, { ...around, lose: () => {} }, undefined).survey;
  const { drafts, schemas } = writeAll(operations, around, survey);
  const files: readonly Provable[] = [
    ...drafts.map((draft): Provable => {
      const words = { comments: commentsFor(draft, spec, options.source), editorSchema: options.editorSchema };
      return {
        name: draft.name,
        value: draft.value,
        print: () => printRouteFile(draft, words),
        placeOf: ([group, key]) => (group === 'routes' && key !== undefined ? draft.places.get(key) : document.place),
      };
    }),
    ...[...schemas].map(
      ([name, value]): Provable => ({
        name: `schemas/${name}`,
        value,
        print: () => printSchemaFile(value),
        placeOf: () => around.traces.placeOf(value) ?? document.place,
      }),
    ),
  ];
  const found = prove(files, around);
  for (const draft of drafts) shareAnswers(draft.value);
  const faults = found.length > 0 ? found : prove(files, around);
  return {
    files: files.map(({ name, print }) => ({ name, text: print() })),
    routeCount: drafts.reduce((sum, { places }) => sum + places.size, 0),
    losses: losses.list(),
    faults,
  };
}

interface Around {
  readonly root: Place;
  readonly spec: ContractSpec;
  readonly options: ImportOptions;
  readonly find: FindRef;
  readonly lose: Lose;
  readonly traces: Traces;
}

interface Written {
  readonly drafts: readonly DraftFile[];
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly survey: Survey;
}

function writeAll(operations: readonly OperationSpec[], around: Around, known: Survey | undefined): Written {
  const { spec, options, find, lose, traces } = around;
  const { dialect } = spec;
  const shelf = createShelf({ dialect, find, documents: options.documents, lose, traces, survey: known });
  const context: ImportContext = { dialect, lose, root: around.root, shelf, traces, find };
  const names = createNames();
  const drafts = [...groupByTag(operations)].map(([tag, own]) => {
    const name = names.take(fileName(tag ?? spec.info.title));
    const routes = own.map((operation) => importRoute(operation, context));
    return draftFile(routes, { name: `${name}.yaml`, tag, intent: intentOf(tag, spec), basePath: spec.basePath });
  });
  return { drafts, schemas: shelf.files(), survey: shelf.survey };
}

/** By the first tag, in the order in which they come up. */
function groupByTag(operations: readonly OperationSpec[]): ReadonlyMap<string | undefined, readonly OperationSpec[]> {
  const groups = new Map<string | undefined, OperationSpec[]>();
  for (const operation of operations) {
    const [tag] = operation.tags;
    groups.set(tag, [...(groups.get(tag) ?? []), operation]);
  }
  return groups;
}

/** Settings are in a file of this name. */
const RESERVED = ['mockapi', ''];

function fileName(text: string): string {
  const name = kebabCase(text);
  return RESERVED.includes(name) ? `${name}-routes`.replace(/^-/, '') : name;
}

function intentOf(tag: string | undefined, { info, tags }: ContractSpec): string {
  const said = tags.find(({ name }) => name === tag)?.description?.trim();
  if (said) return said;
  const title = info.title.trim() || 'the contract';
  return tag === undefined ? title : `${tag} of ${title}`;
}

function commentsFor({ remarks }: DraftFile, { info }: ContractSpec, source: string): readonly string[] {
  const version = info.version === '' ? '' : `, version ${info.version}`;
  const hasCases = [...remarks.values()].some((cases) => cases.length > 1);
  const about = 'The header `Prefer: code=404` asks for that answer of the contract; write conditions of your own.';
  return [`Written from ${source}${version}.`, ...(hasCases ? [about] : [])];
}

function isPossible({ method, place, path }: OperationSpec, lose: Lose): boolean {
  if (ROUTE_METHODS.includes(method) && method !== 'ANY') return true;
  lose('method', place, `${method} ${path}`);
  return false;
}

function findIn(documents: SchemaFiles): FindRef {
  const follow = followIn(documents);
  return (ref, place) => follow(ref, place, () => {});
}
