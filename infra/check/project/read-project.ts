import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ParseBicep } from '../bicep/grammar.js';
import { makeProject, makeReader, type Project } from './project.js';

/** What is written about the infrastructure; `infra/check` and `infra/package` are programs. */
const PLACES = ['infra', '.github/workflows', 'azure.yaml', 'package.json'];
const PROGRAMS = /^infra\/(check|package)(\/|$)/;

export function readProject(root: string, parse: ParseBicep): Project {
  return makeProject(readTexts(root), makeReader(parse));
}

export function readTexts(root: string): Map<string, string> {
  const paths = PLACES.flatMap((place) => filesIn(root, place)).filter((path) => !PROGRAMS.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')]));
}

function filesIn(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => relative(root, join(one.parentPath, one.name)).replaceAll('\\', '/'));
}
