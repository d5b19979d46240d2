import type { Node } from 'web-tree-sitter';

/** The text that was parsed, and where spreads begin in it. */
export interface Source {
  text: string;
  spreads: ReadonlySet<number>;
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}

export function isComment({ type }: Node): boolean {
  return type === 'comment' || type === 'diagnostic_comment';
}

/** The named parts of a node but for comments, which the grammar allows anywhere. */
export function parts(node: Node): Node[] {
  return node.namedChildren.filter((child) => !isComment(child));
}

/** One part by its name in the grammar or its place. Call it on trees without errors only. */
export function part(node: Node, which: string | number): Node {
  const found = typeof which === 'number' ? parts(node)[which] : node.childForFieldName(which);
  if (found === null || found === undefined) throw new Error(`line ${lineOf(node)}: ${node.type} has no ${which}`);
  return found;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", $: '$' };

/** What a string without interpolation says. A first line break of a multi-line string does not count. */
export function textOf(node: Node): string {
  if (node.text.startsWith("'''")) return node.text.slice(3, -3).replace(/^\r?\n/, '');
  return unescaped(node.text.slice(1, -1));
}

export function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]+)\}|(.))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCodePoint(parseInt(code, 16)),
  );
}
