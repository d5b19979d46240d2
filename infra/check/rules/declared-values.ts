import type { BicepFile, Expr, TypeSyntax } from '../bicep/syntax.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { allowedOnly, declaredType } from '../types/declared-type.js';
import { checkValue } from '../types/check-value.js';
import type { ResourceTypes } from '../types/read-snapshot.js';

/** Defaults of params, values of typed variables and outputs are what their declaration says. */
export function findWrongValues(project: Project, resourceTypes: ResourceTypes): Finding[] {
  return [...project.files.values()].flatMap((file) => {
    const scope = { project, file, resourceTypes, locals: new Map() };
    return declaredIn(file).flatMap(({ type, value, decorators }) => {
      const asked = allowedOnly(declaredType(type, file, project), decorators);
      const faults = checkValue(value, asked, scope);
      return faults.map(({ line, message }) => ({ file: file.path, line, rule: 'types', message }));
    });
  });
}

function declaredIn(file: BicepFile) {
  const declared = [
    ...file.params.map(({ type, default: value, decorators }) => ({ type, value, decorators })),
    ...file.variables.map(({ type, value }) => ({ type, value, decorators: [] })),
    ...file.outputs.map(({ type, value }) => ({ type, value, decorators: [] })),
  ];
  return declared.filter(
    (one): one is { type: TypeSyntax; value: Expr; decorators: (typeof one)['decorators'] } =>
      one.type !== undefined && one.value !== undefined,
  );
}
