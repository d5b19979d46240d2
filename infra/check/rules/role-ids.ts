import type { Finding } from '../finding.js';
import { ROLES, roleName } from '../policies/roles-table.js';
import type { Project } from '../project/project.js';

const GUID = /['"]([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})['"]/gi;

/** Every id that stands in a template or beside it is that of a known role, and the words before it are its name. */
export function findWrongRoleIds(project: Project): Finding[] {
  return [...project.texts].flatMap(([path, text]) => {
    if (!/^infra\/.*(\.bicep|role-ids\.json)$/.test(path)) return [];
    return [...text.matchAll(GUID)].flatMap(({ 1: id = '', index }) => {
      const before = text.slice(0, index).split('\n');
      const at = (message: string): Finding => ({ file: path, line: before.length, rule: 'roles', message });
      const name = roleName(id);
      if (name === undefined) return [at(`${id} is the id of no role in the table`)];
      const written = plain(before.at(-1) ?? '');
      const named = Object.keys(ROLES).filter((one) => written.includes(plain(one)));
      // "Storage Blob Data Reader" has "Reader" in it: the longest name is meant.
      const meant = named.sort((one, other) => other.length - one.length)[0];
      return meant === name
        ? []
        : [at(`${id} is the id of ${name}, and not of ${meant ?? 'a role that is named beside it'}`)];
    });
  });
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}
