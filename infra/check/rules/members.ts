import type { BicepFile, Expr } from '../bicep/syntax.js';
import { bodyOf, insideOf } from '../bicep/walk.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { inferType, memberType } from '../types/infer.js';
import type { ResourceTypes } from '../types/read-snapshot.js';
import { insideLoop, itemOf, withLocals, type Scope } from '../types/scope.js';
import { ANY } from '../types/type.js';

/** What is read of a resource, a module's outputs or an object is there to be read. */
export function findUnknownMembers(project: Project, resourceTypes: ResourceTypes): Finding[] {
  return [...project.files.values()].flatMap((file) => {
    const findings: Finding[] = [];
    const look = (expr: Expr, scope: Scope): void => {
      if (expr.kind === 'member' && memberType(inferType(expr.of, scope), expr.name) === undefined)
        findings.push({
          file: file.path,
          line: expr.line,
          rule: 'members',
          message: `nothing named ${expr.name} can be read there`,
        });
      for (const inner of insideOf(expr)) look(inner.expr, scopeOf(inner.expr, expr, inner.names, scope));
    };
    for (const expr of wholeExpressions(file)) look(expr, { project, file, resourceTypes, locals: new Map() });
    return findings;
  });
}

/** Inside a loop its item is known; inside a lambda, what it is given by `map` and the like, which is the list's item. */
function scopeOf(inner: Expr, outer: Expr, names: string[], scope: Scope): Scope {
  if (outer.kind === 'loop' && inner !== outer.loop.in) return insideLoop(outer.loop, scope);
  if (outer.kind === 'call' && inner.kind === 'lambda') {
    const item = outer.args[0] === undefined ? ANY : itemOf(inferType(outer.args[0], scope));
    return withLocals(scope, [[inner.names[0], item]]);
  }
  return withLocals(
    scope,
    names.filter((name) => !scope.locals.has(name)).map((name) => [name, ANY]),
  );
}

function wholeExpressions(file: BicepFile): Expr[] {
  const values = [...file.params.map((one) => one.default), ...file.variables.map((one) => one.value)];
  const bodies = [...file.resources, ...file.modules].map(bodyOf);
  return [...values, ...bodies, ...file.outputs.map((one) => one.value)].filter((one) => one !== undefined);
}
