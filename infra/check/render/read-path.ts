import type { Expr } from '../bicep/syntax.js';
import { evaluate, type Env } from './evaluate.js';
import { lookUp } from './template.js';
import type { Instance } from './instance.js';
import {
  isInstance,
  isObject,
  isUnknown,
  NotDeployable,
  textOf,
  unknown,
  type Value,
  type ValueObject,
} from './value.js';

/** `.name`, `[index]` and `::child`. What nobody gave a resource is what Azure will fill in. */
export function readPath(expr: Expr & { kind: 'member' | 'index' | 'child' }, env: Env): Value {
  if (expr.kind === 'child') return lookUp(expr.name, expr.line, env.template);
  const of = evaluate(expr.of, env);
  const key = expr.kind === 'member' ? expr.name : evaluate(expr.at, env);
  if (isInstance(of)) return readInstance(of, textOf(key), expr, env);
  if (Array.isArray(of) && typeof key === 'number') {
    const item = of.at(key);
    if (item !== undefined) return item;
  } else if (isUnknown(of)) return unknown(`${of}.${textOf(key)}`);
  else if (isObject(of)) {
    const member = of[textOf(key)];
    if (member !== undefined) return member;
    const filledIn = of[FILLED_IN];
    if (typeof filledIn === 'string') return unknown(`${filledIn}.${textOf(key)}`);
  }
  if (expr.kind === 'member' && !expr.isSafe && isObject(of))
    throw new NotDeployable(`there is no ${textOf(key)} in it`, env.template.file.path, expr.line);
  return null;
}

/** Marks objects of a resource's body, to which Azure adds members; the value is where the object is. */
const FILLED_IN = '«path»';

function readInstance(of: Instance, name: string, expr: Expr, env: Env): Value {
  if (!of.isDeployed) throw new NotDeployable(`${of.path} is not deployed then`, env.template.file.path, expr.line);
  const inner = of.template();
  if (inner !== undefined) {
    if (name === 'outputs') return outputsOf(inner);
    return name === 'name' ? unknown(`${of.path}.name`) : null;
  }
  const value = of.read(name);
  const endpoints = name === 'properties' && 'resource' in of.of ? endpointsOf(of, of.of.resource.type) : undefined;
  if (endpoints !== undefined) return { ...properties(value), ...endpoints, [FILLED_IN]: `${of.path}.${name}` };
  return isObject(value) ? { ...value, [FILLED_IN]: `${of.path}.${name}` } : value;
}

/** Outputs are worked out one by one, since some fail where others do not. */
function outputsOf(template: Env['template']): Value {
  const outputs = {};
  for (const { name, value } of template.file.outputs)
    Object.defineProperty(outputs, name, {
      enumerable: true,
      get: () => evaluate(value, { template, locals: new Map() }),
    });
  return outputs;
}

function properties(value: Value): ValueObject {
  return isObject(value) ? value : {};
}

/** Where an account or a topic is reached follows from its name. */
function endpointsOf(resource: Instance, type: string): ValueObject | undefined {
  const name = textOf(resource.read('name'));
  if (/^microsoft\.eventgrid\/topics$/i.test(type))
    return { endpoint: `https://${name}.region-1.eventgrid.azure.net/api/events` };
  if (!/^microsoft\.storage\/storageaccounts$/i.test(type)) return undefined;
  const endpoints = ['blob', 'queue', 'table'].map((service) => [
    service,
    `https://${name}.${service}.core.windows.net/`,
  ]);
  return { primaryEndpoints: Object.fromEntries(endpoints) as ValueObject };
}
