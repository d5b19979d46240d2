import type { BicepFile, Deployed, Expr } from '../bicep/syntax.js';
import { insideOf } from '../bicep/walk.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { valueOf } from '../types/check-object.js';

const KNOWN_AT_START = new Set(['id', 'name', 'type', 'apiVersion']);

/**
 * Names, scopes, conditions and the lists of loops are fixed before anything is deployed: they may not hang on what a
 * resource or a module says afterwards. https://learn.microsoft.com/azure/azure-resource-manager/bicep/diagnostics/bcp120
 */
export function findLateValues(project: Project): Finding[] {
  return [...project.files.values()].flatMap((file) =>
    [...file.resources, ...file.modules].flatMap((one) =>
      startExpressions(one).flatMap((expr) =>
        lateIn(expr, file, new Set()).map((message) => ({ file: file.path, line: expr.line, rule: 'start', message })),
      ),
    ),
  );
}

function startExpressions({ loop, condition, body }: Deployed): Expr[] {
  return [loop?.in, condition, valueOf(body, 'name'), valueOf(body, 'scope')].filter((one) => one !== undefined);
}

/** Variables are followed, each once. */
function lateIn(expr: Expr, file: BicepFile, followed: Set<string>): string[] {
  if (expr.kind === 'member' && expr.of.kind === 'name') {
    const { name } = expr.of;
    const resource = file.resources.find((one) => one.name === name);
    const isModule = file.modules.some((one) => one.name === name);
    if (isModule || (resource !== undefined && !KNOWN_AT_START.has(expr.name)))
      return [`${name}.${expr.name} is not known when the deployment begins`];
    if (resource !== undefined) return [];
  }
  if (expr.kind === 'index' && expr.of.kind === 'name') {
    const { name } = expr.of;
    if (file.modules.some((one) => one.name === name)) return [`${name} is not known when the deployment begins`];
  }
  if (expr.kind === 'name' && !followed.has(expr.name)) {
    followed.add(expr.name);
    const variable = file.variables.find((one) => one.name === expr.name);
    return variable === undefined ? [] : lateIn(variable.value, file, followed);
  }
  return insideOf(expr).flatMap((inner) => lateIn(inner.expr, file, followed));
}
