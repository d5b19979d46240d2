import type { BicepFile } from '../bicep/syntax.js';
import { expressionsOf, typesOf, visit, visitType } from '../bicep/walk.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';

/** What is declared is used: a param that nothing reads promises an effect that it has not. */
export function findUnused(project: Project): Finding[] {
  return [...project.files.values()].flatMap((file) => {
    const used = usedIn(file);
    const kinds = [
      ['param', file.params],
      ['variable', file.variables],
      ['existing resource', file.resources.filter((one) => one.isExisting && !hasChildren(file, one.name))],
      ['type', file.types],
      ['function', file.functions],
    ] as const;
    return kinds.flatMap(([kind, declared]) =>
      declared
        .filter(({ name, decorators }) => !used.has(name) && !decorators.some((one) => one.name === 'export'))
        .map(({ name, line }) => ({ file: file.path, line, rule: 'unused', message: `${kind} ${name} is not used` })),
    );
  });
}

function hasChildren(file: BicepFile, name: string): boolean {
  return file.resources.some(({ within }) => within === name);
}

function usedIn(file: BicepFile): Set<string> {
  const used = new Set<string>();
  for (const { expr, names } of expressionsOf(file)) {
    visit(expr, names, (one, known) => {
      if (one.kind === 'name' && !known.includes(one.name)) used.add(one.name);
      if (one.kind === 'call' && one.on === undefined) used.add(one.name);
    });
  }
  for (const type of typesOf(file)) visitType(type, (one) => one.kind === 'name' && used.add(one.name));
  return used;
}
