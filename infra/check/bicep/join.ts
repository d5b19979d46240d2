import type { Expr } from './syntax.js';

/**
 * The grammar gives member access too little precedence: it reads `a == b.c` as `(a == b).c` and `x => x.y` as
 * `(x => x).y`. These put the parts together as Bicep does. What stands in parentheses is left whole.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators#operator-precedence-and-associativity
 */
const PRECEDENCE: Record<string, number> = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '=~': 4,
  '!~': 4,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};
const precedenceOf = (operator: string): number => PRECEDENCE[operator] ?? 0;

const inParentheses = new WeakSet<Expr>();
export function parenthesized(expr: Expr): Expr {
  inParentheses.add(expr);
  return expr;
}

/** `.name`, `[index]` and `(…)` belong to the last operand. */
export function access(of: Expr, make: (operand: Expr) => Expr): Expr {
  return inLastOperand(of, () => true, make);
}

export function binary(operator: string, left: Expr, right: Expr): Expr {
  const isLooser = (outer: Expr): boolean =>
    outer.kind === 'binary' ? precedenceOf(outer.operator) < precedenceOf(operator) : outer.kind !== 'unary';
  return inLastOperand(left, isLooser, (operand) => ({
    kind: 'binary',
    operator,
    left: operand,
    right,
    line: operand.line,
  }));
}

export function choice(condition: Expr, then: Expr, otherwise: Expr): Expr {
  const isLooser = (outer: Expr): boolean => outer.kind === 'lambda' || outer.kind === 'choice';
  return inLastOperand(condition, isLooser, (operand) => ({
    kind: 'choice',
    condition: operand,
    then,
    otherwise,
    line: operand.line,
  }));
}

function inLastOperand(outer: Expr, mayEnter: (outer: Expr) => boolean, make: (operand: Expr) => Expr): Expr {
  if (inParentheses.has(outer)) return make(outer);
  switch (outer.kind) {
    case 'lambda':
      return { ...outer, body: inLastOperand(outer.body, mayEnter, make) };
    case 'choice':
      return mayEnter(outer) ? { ...outer, otherwise: inLastOperand(outer.otherwise, mayEnter, make) } : make(outer);
    case 'binary':
      return mayEnter(outer) ? { ...outer, right: inLastOperand(outer.right, mayEnter, make) } : make(outer);
    case 'unary':
      return mayEnter(outer) ? { ...outer, of: inLastOperand(outer.of, mayEnter, make) } : make(outer);
    default:
      return make(outer);
  }
}
