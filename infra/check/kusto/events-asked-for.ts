import { EVENTS } from './log-lines.js';
import { descendants, ofKind, type KustoNode } from './tree.js';

/** The literals that the query compares `tostring(line.event)`, or a column that was named `event`, with. */
export function comparedWith(node: KustoNode, field: string): { value: string; start: number; isExcluded: boolean }[] {
  return ofKind(node, 'EqualExpression', 'NotEqualExpression', 'InExpression', 'NotInExpression').flatMap(
    (comparison) => {
      const [left, , right] = comparison.children;
      if (left === undefined || right === undefined || !isField(left, field)) return [];
      const isExcluded = comparison.kind.startsWith('Not');
      return ofKind(right, 'StringLiteralExpression').map(({ value, start }) => ({
        value: String(value),
        start,
        isExcluded,
      }));
    },
  );
}

function isField(node: KustoNode, field: string): boolean {
  return node.text === `tostring(line.${field})` || (node.kind === 'NameReference' && node.name === field);
}

/** The events that can reach this place of the query: what the filters before it leave, each narrowing the last. */
export function eventsAskedFor(place: KustoNode): readonly string[] {
  return filtersBefore(place).reduce<readonly string[]>((events, filter) => {
    const asked = comparedWith(filter, 'event').filter(({ isExcluded }) => !isExcluded);
    return asked.length === 0 ? events : events.filter((event) => asked.some(({ value }) => value === event));
  }, EVENTS);
}

function filtersBefore(place: KustoNode): KustoNode[] {
  for (let node = place; node.parent !== undefined; node = node.parent) {
    if (node.parent.kind === 'PipeExpression' && node === node.parent.children[2])
      return [...filtersIn(node.parent.children[0]), ...filtersIn(node)];
  }
  return [];
}

/** Follows a pipe to its beginning, and a name to the `let` that gave it. */
function filtersIn(node: KustoNode | undefined): KustoNode[] {
  switch (node?.kind) {
    case 'FilterOperator':
      return [node];
    case 'PipeExpression':
      return node.children.flatMap(filtersIn);
    case 'ParenthesizedExpression':
      return node.children.flatMap(filtersIn);
    case 'NameReference':
      return filtersIn(letNamed(node));
    default:
      return [];
  }
}

function letNamed(reference: KustoNode): KustoNode | undefined {
  let root = reference;
  while (root.parent !== undefined) root = root.parent;
  for (const node of descendants(root)) {
    if (
      node.kind === 'LetStatement' &&
      node.children.some(({ kind, name }) => kind === 'NameDeclaration' && name === reference.name)
    )
      return node.children.at(-1);
  }
  return undefined;
}
