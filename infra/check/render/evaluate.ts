import type { Expr, ObjectExpr } from '../bicep/syntax.js';
import { call } from './call.js';
import { operate } from './operators.js';
import { readPath } from './read-path.js';
import { lookUp, type Template } from './template.js';
import { isObject, isUnknown, NotDeployable, textOf, type Value, type ValueObject } from './value.js';

export interface Env {
  template: Template;
  locals: ReadonlyMap<string, Value>;
}

/** What an expression comes to. Throws `NotDeployable` where the deployment would fail. */
export function evaluate(expr: Expr, env: Env): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.value;
    case 'text':
      return expr.parts.map((one) => (typeof one === 'string' ? one : textOf(evaluate(one, env)))).join('');
    case 'object':
      return evaluateObject(expr, env);
    case 'array':
      return expr.items.flatMap(({ value, isSpread }): Value[] => {
        const item = evaluate(value, env);
        return isSpread && Array.isArray(item) ? item : [item];
      });
    case 'name':
      return env.locals.get(expr.name) ?? lookUp(expr.name, expr.line, env.template);
    case 'member':
    case 'index':
    case 'child':
      return readPath(expr, env);
    case 'call':
      return call(expr, env);
    case 'choice':
      return evaluate(isTrue(evaluate(expr.condition, env), expr.condition, env) ? expr.then : expr.otherwise, env);
    case 'binary':
      return operate(expr, env);
    case 'unary': {
      const of = evaluate(expr.of, env);
      return expr.operator === '!' ? !isTrue(of, expr.of, env) : -Number(of);
    }
    case 'lambda':
      return (...args) => {
        const named = expr.names.map((name, i): [string, Value] => [name, args[i] ?? null]);
        return evaluate(expr.body, { ...env, locals: new Map([...env.locals, ...named]) });
      };
    case 'loop':
      return evaluateLoop(expr, env);
  }
}

/** Conditions are decided before anything is deployed; one that is not cannot be followed here. */
export function isTrue(value: Value, expr: Expr, { template }: Env): boolean {
  if (typeof value === 'boolean') return value;
  const what = isUnknown(value) ? value : JSON.stringify(value);
  throw new NotDeployable(`${what} stands where true or false belongs`, template.file.path, expr.line);
}

function evaluateObject(expr: ObjectExpr, env: Env): ValueObject {
  const object: ValueObject = {};
  for (const member of expr.members) {
    if ('spread' in member) {
      const spread = evaluate(member.spread, env);
      if (isObject(spread)) Object.assign(object, spread);
    } else object[textOf(evaluate(member.key, env))] = evaluate(member.value, env);
  }
  return object;
}

function evaluateLoop({ loop, condition, body, line }: Expr & { kind: 'loop' }, env: Env): Value {
  const list = evaluate(loop.in, env);
  if (!Array.isArray(list)) throw new NotDeployable('what is repeated is no list', env.template.file.path, line);
  return list.flatMap((item, i): Value[] => {
    const locals = new Map([...env.locals, [loop.item, item] as const]);
    if (loop.index !== undefined) locals.set(loop.index, i);
    const inner = { ...env, locals };
    if (condition !== undefined && !isTrue(evaluate(condition, inner), condition, inner)) return [];
    return [evaluate(body, inner)];
  });
}
