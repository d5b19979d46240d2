import type { Deployed, Module, Resource } from '../bicep/syntax.js';
import { moduleFile } from '../project/project.js';
import { allowedOnly, declaredType } from './declared-type.js';
import { inferType } from './infer.js';
import type { Scope } from './scope.js';
import { ANY, STRING, type Property, type Type } from './type.js';

/** The type of what a name stands for: a local, a param, a variable, a resource or a module. */
export function inferName(name: string, scope: Scope): Type {
  const local = scope.locals.get(name);
  if (local !== undefined) return local;
  const { file } = scope;
  const is = (one: { name: string }): boolean => one.name === name;
  const param = file.params.find(is);
  if (param !== undefined) return allowedOnly(declaredType(param.type, file, scope.project), param.decorators);
  const variable = file.variables.find(is);
  if (variable?.type !== undefined) return declaredType(variable.type, file, scope.project);
  if (variable !== undefined) return inferType(variable.value, { ...scope, locals: new Map() });
  const module = file.modules.find(is);
  if (module !== undefined) return repeated(module, moduleType(module, scope));
  const resource = file.resources.find(is);
  return resource === undefined ? ANY : repeated(resource, resourceType(resource, scope));
}

function repeated({ loop }: Deployed, type: Type): Type {
  return loop === undefined ? type : { kind: 'array', item: type };
}

export function resourceType(resource: Resource | undefined, scope: Scope): Type {
  if (resource === undefined) return ANY;
  return scope.resourceTypes.get(`${resource.type}@${resource.apiVersion}`.toLowerCase()) ?? ANY;
}

function moduleType(module: Module, scope: Scope): Type {
  const file = moduleFile(scope.project, scope.file, module);
  if (file === undefined) return ANY;
  const outputs = file.outputs.map(({ name, type }) => [name, given(declaredType(type, file, scope.project))] as const);
  const properties = new Map([
    ['name', given(STRING)],
    ['outputs', given({ kind: 'record', properties: new Map(outputs), others: undefined })],
  ]);
  return { kind: 'record', properties, others: undefined };
}

function given(type: Type): Property {
  return { type, isRequired: true, isReadOnly: true };
}
