import type { Finding } from '../finding.js';
import { pathFrom, type Project } from '../project/project.js';

/** Every file in modules/ is part of something that is deployed. */
export function findOrphans(project: Project): Finding[] {
  const used = new Set(
    [...project.files.values()].flatMap((file) => [
      ...file.modules.map(({ path }) => pathFrom(file.path, path)),
      ...file.imports.map(({ from }) => pathFrom(file.path, from)),
    ]),
  );
  return [...project.files.keys()]
    .filter((path) => path.startsWith('infra/modules/') && !used.has(path))
    .map((file) => ({ file, line: 1, rule: 'orphans', message: 'nothing deploys it' }));
}
