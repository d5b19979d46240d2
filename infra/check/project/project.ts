import { posix } from 'node:path';
import type { ParseBicep } from '../bicep/grammar.js';
import { readBicep } from '../bicep/read-file.js';
import type { BicepFile, Module } from '../bicep/syntax.js';
import type { Finding } from '../finding.js';

/** All that is checked: texts by their path from the root, with `/`, and the Bicep files among them, parsed. */
export interface Project {
  texts: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, BicepFile>;
  syntaxFindings: readonly Finding[];
}

export type ReadBicep = (path: string, text: string) => ReturnType<typeof readBicep>;

/** Reads each text once: most files of one project are those of the next. */
export function makeReader(parse: ParseBicep): ReadBicep {
  const known = new Map<string, ReturnType<typeof readBicep>>();
  return (path, text) => {
    const key = `${path}\n${text}`;
    const result = known.get(key) ?? readBicep(path, text, parse);
    known.set(key, result);
    return result;
  };
}

export function makeProject(texts: ReadonlyMap<string, string>, read: ReadBicep): Project {
  const files = new Map<string, BicepFile>();
  const syntaxFindings: Finding[] = [];
  for (const [path, text] of texts) {
    if (!path.endsWith('.bicep')) continue;
    const { file, findings } = read(path, text);
    syntaxFindings.push(...findings);
    if (file !== undefined) files.set(path, file);
  }
  return { texts, files, syntaxFindings };
}

/** Where a path that is written in a file leads. */
export function pathFrom(file: string, written: string): string {
  return posix.join(posix.dirname(file), written);
}

export function moduleFile(project: Project, file: BicepFile, { path }: Module): BicepFile | undefined {
  return project.files.get(pathFrom(file.path, path));
}
