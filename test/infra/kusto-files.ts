import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../../infra/check/kusto/query-source.js';

/** Every file of the repository that holds queries or loads them. */
export function readQueryFiles(): Files {
  const inFolder = (folder: string, ending: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name).replaceAll('\\', '/'));
  const paths = [
    ...inFolder('infra', '.bicep'),
    ...inFolder('infra/modules', '.bicep'),
    ...inFolder('infra/queries', '.kql'),
    ...inFolder('docs', '.md'),
    'infra/workbook.json',
  ];
  // What else Bicep loads is only looked for.
  const roleIds = 'infra/modules/role-ids.json';
  return new Map(
    [...paths, ...(existsSync(roleIds) ? [roleIds] : [])].map((path) => [path, readFileSync(path, 'utf8')]),
  );
}
