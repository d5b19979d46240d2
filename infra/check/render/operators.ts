import type { Expr } from '../bicep/syntax.js';
import { evaluate, isTrue, type Env } from './evaluate.js';
import { textOf, type Value } from './value.js';

export function operate({ operator, left, right }: Expr & { kind: 'binary' }, env: Env): Value {
  const first = evaluate(left, env);
  if (operator === '&&') return isTrue(first, left, env) && isTrue(evaluate(right, env), right, env);
  if (operator === '||') return isTrue(first, left, env) || isTrue(evaluate(right, env), right, env);
  if (operator === '??') return first ?? evaluate(right, env);
  const second = evaluate(right, env);
  switch (operator) {
    case '==':
      return isEqual(first, second);
    case '!=':
      return !isEqual(first, second);
    case '=~':
      return textOf(first).toLowerCase() === textOf(second).toLowerCase();
    case '!~':
      return textOf(first).toLowerCase() !== textOf(second).toLowerCase();
    case '<':
      return Number(first) < Number(second);
    case '<=':
      return Number(first) <= Number(second);
    case '>':
      return Number(first) > Number(second);
    case '>=':
      return Number(first) >= Number(second);
    case '+':
      return Number(first) + Number(second);
    case '-':
      return Number(first) - Number(second);
    case '*':
      return Number(first) * Number(second);
    case '%':
      return Number(first) % Number(second);
    default:
      // Whole numbers only: what is left over is dropped.
      return Math.trunc(Number(first) / Number(second));
  }
}

export function isEqual(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
