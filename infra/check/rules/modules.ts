import type { BicepFile, Module } from '../bicep/syntax.js';
import type { Finding } from '../finding.js';
import { moduleFile, pathFrom, type Project } from '../project/project.js';
import { allowedOnly, declaredType } from '../types/declared-type.js';
import { checkObject, keyOf, valueOf } from '../types/check-object.js';
import type { Fault } from '../types/check-value.js';
import type { ResourceTypes } from '../types/read-snapshot.js';
import { insideLoop, type Scope } from '../types/scope.js';
import type { Property, Type } from '../types/type.js';

const OF_MODULES = new Set(['name', 'scope', 'params', 'dependsOn', 'identity']);

/** Every module is there, is deployed to where it belongs, and is given what it asks for and nothing else. */
export function findWrongModules(project: Project, resourceTypes: ResourceTypes): Finding[] {
  return [...project.files.values()].flatMap((file) =>
    file.modules.flatMap((module) => {
      const scope = { project, file, resourceTypes, locals: new Map<string, Type>() };
      const faults = checkModule(module, module.loop === undefined ? scope : insideLoop(module.loop, scope));
      return faults.map(({ line, message }) => ({ file: file.path, line, rule: 'modules', message }));
    }),
  );
}

function checkModule(module: Module, scope: Scope): Fault[] {
  const { body, line, path } = module;
  const callee = moduleFile(scope.project, scope.file, module);
  if (callee === undefined) {
    const isThere = scope.project.texts.has(pathFrom(scope.file.path, path));
    return [{ line, message: isThere ? `${path} has faults of its own` : `there is no ${path}` }];
  }
  const extra = body.members.filter((member) => !OF_MODULES.has(keyOf(member) ?? ''));
  const params = valueOf(body, 'params') ?? { kind: 'object', members: [], line };
  const given = params.kind === 'object' ? (checkObject(params, paramsOf(callee, scope), scope, true) ?? []) : [];
  const isElsewhere = callee.targetScope !== scope.file.targetScope && valueOf(body, 'scope') === undefined;
  return [
    ...extra.map((member) => ({ line: member.line, message: `a module has no ${keyOf(member) ?? 'such member'}` })),
    ...given,
    ...(isElsewhere ? [{ line, message: `${path} is deployed to a ${callee.targetScope}: scope is missing` }] : []),
  ];
}

export function paramsOf(file: BicepFile, { project }: { project: Project }): Type {
  const properties = file.params.map((param): [string, Property] => [
    param.name,
    {
      type: allowedOnly(declaredType(param.type, file, project), param.decorators),
      isRequired: param.default === undefined && param.type.kind !== 'nullable',
      isReadOnly: false,
    },
  ]);
  return { kind: 'record', properties: new Map(properties), others: undefined };
}
