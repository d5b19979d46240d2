import type { KustoLanguage, SyntaxElement } from './service.js';

/** The syntax tree as plain values: what a rule needs to know of a query. */
export interface KustoNode {
  kind: string;
  text: string;
  /** Offset in the query. */
  start: number;
  /** Of a reference or a declaration. */
  name?: string;
  /** Of a literal. */
  value?: unknown;
  parent?: KustoNode;
  children: KustoNode[];
}

export type ReadTree = (root: SyntaxElement, query: string) => KustoNode;

export function makeReadTree(kusto: KustoLanguage): ReadTree {
  const kinds = new Map(Object.entries(kusto.Syntax.SyntaxKind).map(([name, kind]) => [kind, name]));

  function read(element: SyntaxElement, query: string, parent?: KustoNode): KustoNode {
    const node: KustoNode = {
      kind: kinds.get(element.Kind) ?? '',
      text: query.slice(element.TextStart, element.End),
      start: element.TextStart,
      children: [],
      ...(typeof element.SimpleName === 'string' && { name: element.SimpleName }),
      ...(element.LiteralValue != null && { value: element.LiteralValue }),
      ...(parent && { parent }),
    };
    for (let i = 0; i < element.ChildCount; i++) {
      const child = element.GetChild(i);
      if (child !== null) node.children.push(read(child, query, node));
    }
    return node;
  }
  return (root, query) => read(root, query);
}

export function* descendants(node: KustoNode): Generator<KustoNode> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}

export const ofKind = (node: KustoNode, ...kinds: string[]): KustoNode[] =>
  [...descendants(node)].filter(({ kind }) => kinds.includes(kind));

/** The function that the node is an argument of, and which one, from 0. */
export function callAround(node: KustoNode): { name: string; position: number } | undefined {
  const separated = node.parent;
  const list = separated?.parent;
  const call = list?.parent?.parent;
  if (separated?.kind !== 'SeparatedElement' || call?.kind !== 'FunctionCallExpression') return undefined;
  return { name: call.children[0]?.name ?? '', position: list?.children.indexOf(separated) ?? -1 };
}
