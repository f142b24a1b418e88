/** The suites of a project, compiled: for those who look at them and those who run them. */

import { createSchemaLibrary } from '../compile/schema/index.ts';
import type { Snapshot } from '../compile/snapshot.ts';
import type { Problem } from '../core/problem.ts';
import { compileSuites } from '../runner/compile/compile-suites.ts';
import type { CompiledSuite } from '../runner/compiled-suite.ts';
import type { ProjectFiles } from '../spec/load.ts';
import type { ReadSuites } from '../spec/suite-reader.ts';

export interface SuiteSurroundings {
  /** Whose routes they may name; undefined while the project is broken. */
  readonly snapshot: Snapshot | undefined;
  /** Names that `--var` gives. */
  readonly givenVars: readonly string[];
}

export interface ProjectSuites {
  /** In the order of their files. */
  readonly suites: readonly CompiledSuite[];
  /** Of reading and of compiling them. */
  readonly problems: readonly Problem[];
}

/** `files` are those that the suites were read from. */
export function compileProjectSuites(
  files: ProjectFiles,
  { specs, problems }: ReadSuites,
  { snapshot, givenVars }: SuiteSurroundings,
): ProjectSuites {
  const told = [...problems];
  const { suiteFiles, suiteNeeds } = files;
  const documents = new Map([...suiteNeeds.documents, ...files.documents]);
  const schemas = createSchemaLibrary({
    document: (path) => documents.get(path)?.document,
    files: () => documents.keys(),
    remote: () => files.remote,
  });
  const suites = compileSuites(
    suiteFiles.flatMap(({ source }) => specs.get(source.path) ?? []),
    {
      report: (problem) => told.push(problem),
      specs,
      schemas,
      snapshot,
      rowsFile: (path) => suiteNeeds.documents.get(path),
      exists: (path) => suiteNeeds.assets.get(path) === true,
      givenVars,
    },
  );
  return { suites, problems: told };
}
