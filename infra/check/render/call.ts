import type { Expr } from '../bicep/syntax.js';
import { pathFrom } from '../project/project.js';
import { evaluate, type Env } from './evaluate.js';
import { FUNCTIONS } from './functions.js';
import { placeFunction } from './places.js';
import { NotDeployable, textOf, unknown, type Value } from './value.js';

/** Calls a function: one of Bicep's, of the file, of a resource, or one that reads where it is deployed to. */
export function call(expr: Expr & { kind: 'call' }, env: Env): Value {
  const { name, on, line } = expr;
  const { file, project, scopeId } = env.template;
  if (on !== undefined && !(on.kind === 'name' && ['az', 'sys'].includes(on.name)))
    return unknown(`${textOf(evaluate(on, env))}.${name}()`);
  const args = expr.args.map((arg) => evaluate(arg, env));
  const own = file.functions.find((one) => one.name === name);
  if (own !== undefined) {
    const named = own.params.map((param, i): [string, Value] => [param.name, args[i] ?? null]);
    return evaluate(own.body, { ...env, locals: new Map(named) });
  }
  switch (name) {
    case 'fail':
      throw new NotDeployable(textOf(args[0] ?? ''), file.path, line);
    case 'loadTextContent':
    case 'loadJsonContent': {
      const path = pathFrom(file.path, textOf(args[0] ?? ''));
      const text = project.texts.get(path);
      if (text === undefined) throw new NotDeployable(`${path} cannot be read`, file.path, line);
      return name === 'loadTextContent' ? text : (JSON.parse(text) as Value);
    }
    default:
      break;
  }
  const result = placeFunction(name, args, scopeId) ?? FUNCTIONS[name]?.(...args);
  if (result === undefined) throw new NotDeployable(`${name} cannot be followed`, file.path, line);
  return result;
}
