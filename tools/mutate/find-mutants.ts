import ts from 'typescript';

/** A change of one operator: `text` replaces the source from `start` to `end`. */
export interface Mutant {
  file: string;
  start: number;
  end: number;
  text: string;
}

/** For relational operators only the boundary changes: tests that find this find the opposite too. */
const OPERATORS: Readonly<Record<string, string>> = {
  ...{ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '+=': '-=', '-=': '+=', '++': '--', '--': '++' },
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' },
  ...{ '&&': '||', '||': '&&', '??': '&&' },
};
const METHODS: Readonly<Record<string, string>> = {
  ...{ floor: 'ceil', ceil: 'floor', round: 'floor', min: 'max', max: 'min', some: 'every', every: 'some' },
};
/** Numbers below this are counts and change by one; larger ones are sizes, times and codes, and are doubled. */
const COUNTED_BELOW = 100;

export function findMutants(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    const [changed, text] = changeOf(node, tree) ?? [];
    if (changed !== undefined && text !== undefined)
      found.push({ file, start: changed.getStart(tree), end: changed.end, text });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

type Change = readonly [changed: ts.Node, text: string | undefined];

function changeOf(node: ts.Node, tree: ts.SourceFile): Change | undefined {
  if (ts.isBinaryExpression(node)) return [node.operatorToken, OPERATORS[node.operatorToken.getText(tree)]];
  if (ts.isPrefixUnaryExpression(node)) return [node, changeUnary(node, tree)];
  if (ts.isPostfixUnaryExpression(node)) {
    const operator = ts.tokenToString(node.operator) ?? '';
    return [node, `${node.operand.getText(tree)}${OPERATORS[operator] ?? ''}`];
  }
  if (ts.isNumericLiteral(node) && !isName(node)) return [node, changeNumber(Number(node.text))];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [node, 'false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [node, 'true'];
  if (ts.isAwaitExpression(node)) return [node, `void ${node.expression.getText(tree)}`];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name } = node.expression;
    return [name, Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined];
  }
  if (ts.isIfStatement(node)) return negate(node.expression, tree);
  if (ts.isConditionalExpression(node)) return negate(node.condition, tree);
  return undefined;
}

function changeUnary(node: ts.PrefixUnaryExpression, tree: ts.SourceFile): string | undefined {
  const operand = node.operand.getText(tree);
  if (node.operator === ts.SyntaxKind.ExclamationToken) return operand;
  const operator = OPERATORS[ts.tokenToString(node.operator) ?? ''];
  return operator === undefined ? undefined : `${operator}${operand}`;
}

function changeNumber(value: number): string {
  return String(value >= COUNTED_BELOW ? value * 2 : value === 1 ? 0 : value + 1);
}

/** Conditions with an operator are changed at the operator. */
function negate(condition: ts.Expression, tree: ts.SourceFile): Change | undefined {
  if (ts.isBinaryExpression(condition) || ts.isPrefixUnaryExpression(condition)) return undefined;
  return [condition, `!(${condition.getText(tree)})`];
}

function isName(node: ts.NumericLiteral): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}
