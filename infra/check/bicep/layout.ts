import type { Node } from 'web-tree-sitter';
import { isComment, lineOf, parts } from './tree.js';

/**
 * What the grammar forgives and the compiler does not: line breaks end statements, and they or commas part the members of
 * objects and arrays. https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */
export function findLayoutFaults(node: Node): { line: number; message: string }[] {
  const inner = node.children.flatMap(findLayoutFaults);
  switch (node.type) {
    case 'infrastructure':
      return [...sharedLines(parts(node)), ...inner];
    case 'object':
    case 'array':
      return [...badSeparators(node), ...inner];
    case 'binary_expression':
      return [...brokenOperation(node), ...inner];
    default:
      return inner;
  }
}

function sharedLines(statements: Node[]): { line: number; message: string }[] {
  return statements
    .slice(1)
    .filter((statement, i) => statements[i]?.endPosition.row === statement.startPosition.row)
    .map((statement) => ({ line: lineOf(statement), message: 'a statement begins on a line of its own' }));
}

function badSeparators(node: Node): { line: number; message: string }[] {
  const faults: { line: number; message: string }[] = [];
  let before: Node | undefined;
  let comma: Node | undefined;
  for (const child of node.children) {
    if (child.type === ',') comma = child;
    if (!child.isNamed || isComment(child)) continue;
    if (before !== undefined && before.type !== 'decorators') {
      const isNewLine = child.startPosition.row > before.endPosition.row;
      if (isNewLine === (comma !== undefined)) {
        const message = isNewLine ? 'a comma and a line break part two members' : 'nothing parts two members';
        faults.push({ line: lineOf(child), message });
      }
    }
    [before, comma] = [child, undefined];
  }
  return faults;
}

function brokenOperation(node: Node): { line: number; message: string }[] {
  const [left, operator, right] = ['left', 'operator', 'right'].map((name) => node.childForFieldName(name));
  // Unions of types may go over several lines.
  if (!left || !operator || !right || operator.text === '|') return [];
  const isBroken =
    left.endPosition.row < operator.startPosition.row || operator.endPosition.row < right.startPosition.row;
  return isBroken ? [{ line: lineOf(operator), message: `no line break may stand beside ${operator.text}` }] : [];
}
