import { BUILT_IN, DECORATORS, isResourceFunction, PRIMITIVE_TYPES } from '../bicep/functions.js';
import type { BicepFile, Expr } from '../bicep/syntax.js';
import { expressionsOf, typesOf, visit, visitType } from '../bicep/walk.js';
import type { Finding } from '../finding.js';
import { pathFrom, type Project } from '../project/project.js';

/** Every name is declared, once, and of the kind that its place asks for; functions get as many arguments as they take. */
export function findUnresolvedNames(project: Project): Finding[] {
  return [...project.files.values()].flatMap((file) => [
    ...inFile(file),
    ...importFaults(project, file),
    ...repeated(file),
  ]);
}

function inFile(file: BicepFile): Finding[] {
  const findings: Finding[] = [];
  const at = (line: number, message: string) => findings.push({ file: file.path, line, rule: 'names', message });
  const imported = file.imports.flatMap(({ names }) => names.map((one) => one.as));
  const values = new Set([...declaredIn(file).map(({ name }) => name), ...imported]);
  const functions = new Set([...file.functions.map(({ name }) => name), ...imported]);
  const children = new Set(file.resources.filter(({ within }) => within !== undefined).map(({ name }) => name));

  const check = (expr: Expr, names: readonly string[]): void => {
    if (expr.kind === 'name' && !values.has(expr.name) && !names.includes(expr.name) && !isNamespace(expr.name))
      at(expr.line, `${expr.name} is not declared`);
    if (expr.kind === 'child' && !children.has(expr.name)) at(expr.line, `no resource ${expr.name} is nested in it`);
    if (expr.kind === 'call') checkCall(expr, functions, at);
  };
  for (const { expr, names } of expressionsOf(file)) visit(expr, names, check);

  const types = new Set([...file.types.map(({ name }) => name), ...imported, ...PRIMITIVE_TYPES]);
  for (const type of typesOf(file))
    visitType(type, (one) => {
      if (one.kind === 'name' && !types.has(one.name)) at(one.line, `there is no type ${one.name}`);
    });
  const decorated = [...declaredIn(file), ...file.outputs, ...file.types, ...file.functions];
  for (const { decorators, line } of decorated)
    for (const { name } of decorators) if (!DECORATORS.has(name)) at(line, `there is no decorator ${name}`);
  return findings;
}

function declaredIn(file: BicepFile) {
  return [...file.params, ...file.variables, ...file.resources, ...file.modules];
}

const isNamespace = (name: string): boolean => name === 'az' || name === 'sys';

function checkCall(
  { on, name, args, line }: Expr & { kind: 'call' },
  declared: ReadonlySet<string>,
  at: (line: number, message: string) => void,
): void {
  if (on !== undefined && !(on.kind === 'name' && isNamespace(on.name))) {
    if (!isResourceFunction(name)) at(line, `${name} is no function of a resource`);
    return;
  }
  const builtIn = BUILT_IN.get(name);
  if (builtIn === undefined) {
    if (!declared.has(name)) at(line, `there is no function ${name}`);
  } else if (args.length < builtIn.fewest || args.length > builtIn.most) {
    at(line, `${name} does not take ${args.length} argument${args.length === 1 ? '' : 's'}`);
  }
}

function importFaults(project: Project, file: BicepFile): Finding[] {
  return file.imports.flatMap(({ names, from, line }) => {
    const at = (message: string): Finding => ({ file: file.path, line, rule: 'names', message });
    const other = project.files.get(pathFrom(file.path, from));
    if (other === undefined) return [at(`${from} is no Bicep file that can be read`)];
    const exported = [...other.types, ...other.functions, ...other.variables]
      .filter(({ decorators }) => decorators.some((one) => one.name === 'export'))
      .map((one) => one.name);
    return names
      .filter((one) => one.name !== '*' && !exported.includes(one.name))
      .map((one) => at(`${from} exports no ${one.name}`));
  });
}

function repeated(file: BicepFile): Finding[] {
  const sets = [[...declaredIn(file), ...file.types, ...file.functions], file.outputs];
  return sets.flatMap((declared) =>
    declared
      .filter(({ name }, i) => declared.findIndex((other) => other.name === name) < i)
      .map(({ name, line }) => ({ file: file.path, line, rule: 'names', message: `${name} is declared twice` })),
  );
}
