import type { Expr } from '../bicep/syntax.js';
import { isAssignable } from './assignable.js';
import { checkObject } from './check-object.js';
import { inferType } from './infer.js';
import { insideLoop, withoutNull, type Scope } from './scope.js';
import { describeType, resolved, type Type } from './type.js';

export interface Fault {
  line: number;
  message: string;
}

/** Compares what is written with the type that its place asks for, and says nothing where it cannot see. */
export function checkValue(expr: Expr, type: Type, scope: Scope): Fault[] {
  const asked = resolved(type);
  if (asked.kind === 'any') return [];
  switch (expr.kind) {
    case 'choice':
      return [...checkValue(expr.then, asked, scope), ...checkValue(expr.otherwise, asked, scope)];
    case 'binary':
      if (expr.operator !== '??') break;
      return [...checkValue(expr.left, asked, scope), ...checkValue(expr.right, asked, scope)];
    case 'object':
      return checkAgainst(asked, (one) => checkObject(expr, one, scope, true)) ?? [mismatch(expr, asked, scope)];
    case 'array':
      return checkAgainst(asked, (one) => checkItems(expr, one, scope)) ?? [mismatch(expr, asked, scope)];
    case 'loop':
      return checkAgainst(asked, (one) => checkLoop(expr, one, scope)) ?? [mismatch(expr, asked, scope)];
    case 'name': {
      const variable = scope.locals.has(expr.name)
        ? undefined
        : scope.file.variables.find((one) => one.name === expr.name);
      if (variable === undefined) break;
      return checkValue(variable.value, asked, { ...scope, locals: new Map() });
    }
    case 'call':
      if (expr.name === 'union') return expr.args.flatMap((arg) => checkPart(arg, asked, scope));
      break;
    default:
      break;
  }
  return isAssignable(inferType(expr, scope), asked) ? [] : [mismatch(expr, asked, scope)];
}

/** With several types to choose from, the value must fit one; with one, its faults are told in full. */
function checkAgainst(type: Type, check: (one: Type) => Fault[] | undefined): Fault[] | undefined {
  const whole = withoutNull(type);
  const results = (whole.kind === 'union' ? whole.members : [whole])
    .map((one) => check(resolved(one)))
    .filter((faults) => faults !== undefined);
  return results.find((faults) => faults.length === 0) ?? results[0];
}

function checkItems(expr: Expr & { kind: 'array' }, type: Type, scope: Scope): Fault[] | undefined {
  if (type.kind === 'list' || type.kind === 'any') return [];
  if (type.kind !== 'array') return undefined;
  return expr.items.flatMap(({ value, isSpread }) => checkValue(value, isSpread ? type : type.item, scope));
}

function checkLoop(expr: Expr & { kind: 'loop' }, type: Type, scope: Scope): Fault[] | undefined {
  if (type.kind === 'list' || type.kind === 'any') return [];
  return type.kind === 'array' ? checkValue(expr.body, type.item, insideLoop(expr.loop, scope)) : undefined;
}

/** One part of what `union` puts together: what it lacks may be in another. */
export function checkPart(expr: Expr, type: Type, scope: Scope): Fault[] {
  if (expr.kind === 'choice') return [expr.then, expr.otherwise].flatMap((one) => checkPart(one, type, scope));
  if (expr.kind === 'name') {
    const variable = scope.file.variables.find(({ name }) => name === expr.name);
    if (variable !== undefined && !scope.locals.has(expr.name)) return checkPart(variable.value, type, scope);
  }
  if (expr.kind !== 'object') return checkValue(expr, type, scope);
  return checkAgainst(type, (one) => checkObject(expr, one, scope, false)) ?? [mismatch(expr, type, scope)];
}

function mismatch(expr: Expr, asked: Type, scope: Scope): Fault {
  const found = describeType(inferType(expr, scope));
  return { line: expr.line, message: `${found} stands where ${describeType(asked)} belongs` };
}
