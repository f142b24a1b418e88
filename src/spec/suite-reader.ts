/** The suites of a project: those that were found and those that they use, each read once as long as its file is the same. */

import { comparePlaces, type Problem } from '../core/problem.ts';
import type { FormatKinds } from './format/parts.ts';
import { suiteFileSchema } from './format/suite-file.ts';
import type { LoadedFile, ProjectFiles } from './load.ts';
import { isSuiteFile } from './load-find.ts';
import { normalizeSuite } from './normalize-suite.ts';
import { createShapeCheck, type ShapeCheck } from './shape.ts';
import type { SourceFile } from './source-file.ts';
import type { SuiteSpec } from './suite-spec.ts';

export interface ReadSuites {
  /** By absolute path; undefined for a file that is no suite as a whole. */
  readonly specs: ReadonlyMap<string, SuiteSpec | undefined>;
  /** Of the suites, and of the files that only they name; each file's by line. */
  readonly problems: readonly Problem[];
}

export type SuiteReader = (files: Pick<ProjectFiles, 'suiteFiles' | 'suiteNeeds' | 'documents'>) => ReadSuites;

interface Reading {
  readonly spec: SuiteSpec | undefined;
  readonly problems: readonly Problem[];
}

/** What a reader gives for an unchanged file is the same object as before. */
export function createSuiteReader(kinds: FormatKinds): SuiteReader {
  const check = createShapeCheck(suiteFileSchema(kinds));
  const readings = new WeakMap<SourceFile, Reading>();
  const read = (file: LoadedFile): Reading => {
    const known = readings.get(file.source);
    if (known) return known;
    const reading = readSuite(file, check);
    readings.set(file.source, reading);
    return reading;
  };
  return ({ suiteFiles, suiteNeeds, documents }) => {
    const needed = new Map([...suiteFiles.map((file) => [file.source.path, file] as const), ...suiteNeeds.documents]);
    const specs = new Map<string, SuiteSpec | undefined>();
    const problems: Problem[] = [];
    for (const [path, file] of needed) {
      const isSuite = isSuiteFile(path);
      const reading = isSuite ? read(file) : { spec: undefined, problems: file.problems };
      if (isSuite) specs.set(path, reading.spec);
      // What routes refer to is told with them.
      if (isSuite || !documents.has(path)) problems.push(...reading.problems);
    }
    return { specs, problems };
  };
}

function readSuite({ document, problems }: LoadedFile, check: ShapeCheck): Reading {
  if (!document) return { spec: undefined, problems };
  const told = [...problems];
  const spec = normalizeSuite(document, { check, report: (problem) => told.push(problem) });
  return { spec, problems: told.sort(comparePlaces) };
}
