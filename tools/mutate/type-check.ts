import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './find-mutants.js';
import { applyMutant } from './substitute-source.js';

/** Checks whether a mutant compiles; no test needs to find those that do not. */
export function createTypeCheck(): (mutant: Mutant) => boolean {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: unknown };
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    { ...(config as object), include: ['src'] },
    ts.sys,
    '.',
  );
  let mutant: Mutant | undefined;
  let version = 0;
  const isMutated = (path: string): boolean => resolve(path) === mutant?.file;
  const service = ts.createLanguageService({
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => (isMutated(path) ? String(version) : ''),
    getScriptSnapshot: (path) => {
      const source = ts.sys.readFile(path);
      if (source === undefined) return undefined;
      return ts.ScriptSnapshot.fromString(mutant && isMutated(path) ? applyMutant(source, mutant) : source);
    },
    getCurrentDirectory: () => process.cwd(),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
  });
  return (next) => {
    mutant = next;
    version += 1;
    return [...service.getSyntacticDiagnostics(next.file), ...service.getSemanticDiagnostics(next.file)].length === 0;
  };
}
