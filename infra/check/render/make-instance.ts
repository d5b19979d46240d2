import type { Module, Resource } from '../bicep/syntax.js';
import { moduleFile } from '../project/project.js';
import { evaluate, isTrue } from './evaluate.js';
import type { Instance } from './instance.js';
import { lookUp, type Template } from './template.js';
import { at, isInstance, isObject, NotDeployable, textOf, unknown, type Value, type ValueObject } from './value.js';

/** One resource or module of a template, with what its loop gives it. */
export function makeInstance(
  of: { resource: Resource } | { module: Module },
  template: Template,
  locals: ReadonlyMap<string, Value>,
  path: string,
): Instance {
  const declared = 'resource' in of ? of.resource : of.module;
  const env = { template, locals };
  const body = once((): ValueObject => {
    const value = evaluate(declared.body, env);
    return isObject(value) ? value : {};
  });
  const isDeployed =
    declared.condition === undefined || isTrue(evaluate(declared.condition, env), declared.condition, env);
  const instance: Instance = {
    isInstance: true,
    path,
    isDeployed,
    of,
    in: template,
    body,
    id: once(() => ('resource' in of ? resourceId(of.resource, instance) : `${template.scopeId}/modules/${path}`)),
    template: once(() => ('module' in of ? moduleTemplate(of.module, instance) : undefined)),
    read: (name) => readMember(name, instance),
  };
  return instance;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function moduleTemplate(module: Module, { in: outer, body, path }: Instance): Template {
  const file = moduleFile(outer.project, outer.file, module);
  if (file === undefined) throw new NotDeployable(`${module.path} cannot be read`, outer.file.path, module.line);
  const params = at(body(), 'params');
  return {
    project: outer.project,
    file,
    path,
    scopeId: scopeOf(body(), outer),
    params: new Map(Object.entries(params !== undefined && isObject(params) ? params : {})),
    known: new Map(),
  };
}

/** Modules and resources are deployed where their template is, or where their `scope` says. */
function scopeOf(body: ValueObject, template: Template): string {
  const scope = body['scope'];
  if (scope === undefined) return template.scopeId;
  return isInstance(scope) ? scope.id() : textOf(at(scope, 'id') ?? unknown('scope'));
}

function resourceId(resource: Resource, instance: Instance): string {
  const { type } = resource;
  const name = fullName(resource, instance);
  const scope = rootScope(resource, instance);
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups') return `${scope}/resourceGroups/${name}`;
  const [provider = '', ...kinds] = type.split('/');
  const names = name.split('/');
  return `${scope}/providers/${provider}${kinds.map((kind, i) => `/${kind}/${names[i] ?? ''}`).join('')}`;
}

function parentOf(resource: Resource, instance: Instance): Instance | undefined {
  const parent =
    resource.within === undefined ? instance.body()['parent'] : lookUp(resource.within, resource.line, instance.in);
  return parent !== undefined && isInstance(parent) ? parent : undefined;
}

function rootScope(resource: Resource, instance: Instance): string {
  const parent = parentOf(resource, instance);
  if (parent !== undefined && 'resource' in parent.of) return rootScope(parent.of.resource, parent);
  return scopeOf(instance.body(), instance.in);
}

export function fullName(resource: Resource, instance: Instance): string {
  const parent = parentOf(resource, instance);
  const own = textOf(instance.body()['name'] ?? unknown('name'));
  return parent !== undefined && 'resource' in parent.of ? `${fullName(parent.of.resource, parent)}/${own}` : own;
}

function readMember(name: string, instance: Instance): Value {
  const { of, body } = instance;
  if ('module' in of) return name === 'outputs' ? instance : unknown(`${instance.path}.${name}`);
  if (name === 'id') return instance.id();
  if (name === 'type') return of.resource.type;
  return at(body(), name) ?? unknown(`${instance.path}.${name}`);
}
