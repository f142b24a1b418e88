/** The project of a test run: what is served, and the suites that are asked for, compiled; read again when files change. */

import { resolve } from 'node:path';
import { type CompiledProject, createCompiler, formatKinds } from '../../compile/project.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { comparePlaces, isHarmless, type Problem } from '../../core/problem.ts';
import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import { loadWithRemote } from '../../serve/remote-documents.ts';
import { createLoader, type LoadedFile, type ProjectFiles } from '../../spec/load.ts';
import { isInside } from '../../spec/load-find.ts';
import { createSuiteReader, type ReadSuites } from '../../spec/suite-reader.ts';
import { compileProjectSuites } from '../project-suites.ts';
import type { TestJob } from './job.ts';
import { unusedVars, type WrittenSuite } from './unused-vars.ts';

export interface TestProject {
  readonly files: ProjectFiles;
  /** Undefined when the settings are broken: there is a problem then. */
  readonly snapshot: Snapshot | undefined;
  /** Those that are asked for. */
  readonly suites: readonly CompiledSuite[];
  /** Of what is served and of these suites, by file and line. */
  readonly problems: readonly Problem[];
  /** Of the values of `--var` that no suite uses, a line each. */
  readonly unusedVars: readonly string[];
}

/** One that can be run. */
export type SoundProject = TestProject & { readonly snapshot: Snapshot };

export function isSound(project: TestProject): project is SoundProject {
  return project.snapshot !== undefined && isHarmless(project.problems);
}

export interface TestProjectReader {
  /** Fetches the documents behind URLs that it names by now, where that is allowed. */
  fetch(): Promise<void>;
  /** As it is on the disk now; never throws for a bad project. */
  read(): TestProject;
}

export function createTestProjectReader(job: TestJob): TestProjectReader {
  const { location, chosen, env, flags, isStrict, vars, remote } = job;
  const asked = chosen.map((path) => resolve(location.cwd, path));
  const loader = createLoader({ ...location, remote, readsSuiteNeeds: true });
  const compiler = createCompiler({ env, cwd: location.cwd, flags, isStrict });
  const readSuites = createSuiteReader(formatKinds());
  let previous: CompiledProject | undefined;
  return {
    async fetch() {
      if (remote) await loadWithRemote(loader, remote);
    },
    read() {
      const files = onlyAsked(loader.load(), asked);
      const compiled = compiler.compile(files, previous);
      previous = compiled;
      const { snapshot } = compiled;
      const givenVars = Object.keys(vars);
      const read = readSuites(files);
      const { suites, problems } = compileProjectSuites(files, read, { snapshot, givenVars });
      return {
        files,
        snapshot,
        suites,
        problems: [...compiled.problems, ...problems].sort(comparePlaces),
        unusedVars: unusedVars(givenVars, writtenSuites(files, read)),
      };
    },
  };
}

function writtenSuites({ suiteFiles, suiteNeeds }: ProjectFiles, { specs }: ReadSuites): readonly WrittenSuite[] {
  const files = new Map([...suiteFiles.map((file) => [file.source.path, file] as const), ...suiteNeeds.documents]);
  return [...specs].map(([path, spec]) => ({ spec, text: files.get(path)?.source.text ?? '' }));
}

/** A mistake in a suite that is neither asked for nor used by one that is keeps nobody from running the others. */
function onlyAsked(files: ProjectFiles, asked: readonly string[]): ProjectFiles {
  if (asked.length === 0) return files;
  const suiteFiles = files.suiteFiles.filter(({ source }) => isInside(source.path, asked));
  const documents = new Map(suiteFiles.flatMap((file) => [...reachedFrom(file, files)]));
  return { ...files, suiteFiles, suiteNeeds: { ...files.suiteNeeds, documents } };
}

/** A suite and every file that it refers to, at any distance, by absolute path. */
export function reachedFrom(suite: LoadedFile, { suiteNeeds }: ProjectFiles): ReadonlyMap<string, LoadedFile> {
  const reached = new Map<string, LoadedFile>([[suite.source.path, suite]]);
  for (const file of reached.values()) {
    for (const path of file.refs) {
      const next = suiteNeeds.documents.get(path);
      if (next) reached.set(path, next);
    }
  }
  return reached;
}
