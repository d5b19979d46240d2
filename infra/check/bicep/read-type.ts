import type { Node } from 'web-tree-sitter';
import { readExpression } from './read-expression.js';
import type { Decorator, TypeProperty, TypeSyntax } from './syntax.js';
import { lineOf, part, parts, textOf, type Source } from './tree.js';

/** Types as params, outputs and `type` declare them; the grammar reads some as expressions. */
export function readType(node: Node, source: Source): TypeSyntax {
  const line = lineOf(node);
  const read = (one: Node): TypeSyntax => readType(one, source);
  switch (node.type) {
    case 'type':
    case 'parenthesized_type':
    case 'parenthesized_expression':
      return read(part(node, 0));
    case 'identifier':
    case 'primitive_type':
      return { kind: 'name', name: node.text, line };
    case 'string':
      return { kind: 'literal', value: textOf(node), line };
    case 'number':
      return { kind: 'literal', value: Number(node.text), line };
    case 'boolean':
      return { kind: 'literal', value: node.text === 'true', line };
    case 'null':
      return { kind: 'literal', value: null, line };
    case 'array_type':
      return { kind: 'array', item: read(part(node, 0)), line };
    case 'nullable_type':
      return { kind: 'nullable', of: read(part(node, 0)), line };
    case 'union_type':
      return { kind: 'union', members: parts(node).map(read), line };
    case 'binary_expression':
      return part(node, 'operator').text === '|'
        ? { kind: 'union', members: [read(part(node, 'left')), read(part(node, 'right'))], line }
        : { kind: 'unknown', line };
    case 'object':
      return readObjectType(node, source);
    default:
      return { kind: 'unknown', line };
  }
}

function readObjectType(node: Node, source: Source): TypeSyntax {
  const properties: TypeProperty[] = [];
  let others: TypeSyntax | undefined;
  let decorators: Decorator[] = [];
  for (const child of parts(node)) {
    if (child.type === 'decorators') decorators = readDecorators(child, source);
    if (child.type !== 'object_property') continue;
    const [key, value] = parts(child);
    if (value === undefined) others = readType(key ?? child, source);
    else if (key !== undefined) properties.push(readProperty(key, value, decorators, source));
    decorators = [];
  }
  return { kind: 'object', properties, others, line: lineOf(node) };
}

/** `name?: string` is what came before `name: string?`; both may be left out. */
function readProperty(key: Node, value: Node, decorators: Decorator[], source: Source): TypeProperty {
  const line = lineOf(key);
  const type = readType(value, source);
  const name = key.type === 'string' ? textOf(key) : key.text.replace(/\?$/, '');
  return { name, type: key.text.endsWith('?') ? { kind: 'nullable', of: type, line } : type, line, decorators };
}

export function readDecorators(node: Node, source: Source): Decorator[] {
  return parts(node).flatMap((one) => {
    const call = readExpression(part(one, 0), source);
    return call.kind === 'call' ? [{ name: call.name, args: call.args }] : [];
  });
}
