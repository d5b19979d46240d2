import type { Node } from 'web-tree-sitter';
import { access, binary, choice, parenthesized } from './join.js';
import type { Expr, Loop, Member, ObjectExpr } from './syntax.js';
import { lineOf, part, parts, textOf, unescaped, type Source } from './tree.js';

export function readExpression(node: Node, source: Source): Expr {
  const line = lineOf(node);
  const read = (one: Node): Expr => readExpression(one, source);
  switch (node.type) {
    case 'identifier':
    case 'property_identifier':
      return { kind: 'name', name: node.text, line };
    case 'string':
      return readString(node, source);
    case 'number':
      return { kind: 'literal', value: Number(node.text), line };
    case 'boolean':
      return { kind: 'literal', value: node.text === 'true', line };
    case 'null':
      return { kind: 'literal', value: null, line };
    case 'object':
      return readObject(node, source);
    case 'array':
      return { kind: 'array', items: readItems(node, source), line };
    case 'parenthesized_expression':
      return parenthesized(read(part(node, 0)));
    case 'member_expression': {
      const isSafe = node.children.some((child) => child.type === '.?');
      const { text: name } = part(node, 'property');
      return access(read(part(node, 'object')), (of) => ({ kind: 'member', of, name, isSafe, line }));
    }
    case 'subscript_expression': {
      const at = read(part(node, 'index'));
      return access(read(part(node, 'object')), (of) => ({ kind: 'index', of, at, line }));
    }
    case 'resource_expression': {
      const { text: name } = part(node, 'resource');
      return access(read(part(node, 'object')), (of) => ({ kind: 'child', of, name, line }));
    }
    case 'call_expression':
      return readCall(node, source);
    case 'ternary_expression':
      return choice(read(part(node, 'condition')), read(part(node, 'consequence')), read(part(node, 'alternative')));
    case 'binary_expression':
      return binary(part(node, 'operator').text, read(part(node, 'left')), read(part(node, 'right')));
    case 'unary_expression':
      return { kind: 'unary', operator: part(node, 'operator').text, of: read(part(node, 'argument')), line };
    case 'lambda_expression': {
      const [before, body] = [part(node, 0), part(node, 1)];
      const names = before.type === 'identifier' ? [before.text] : parts(before).map((one) => one.text);
      return { kind: 'lambda', names, body: read(body), line };
    }
    case 'for_statement':
      return readLoop(node, source);
    default:
      throw new Error(`line ${line}: ${node.type} is no expression that the checker knows`);
  }
}

export function readObject(node: Node, source: Source): ObjectExpr {
  const members: Member[] = [];
  for (const property of parts(node)) {
    const [key, value] = parts(property);
    if (property.type !== 'object_property' || key === undefined || value === undefined) continue;
    const line = lineOf(property);
    if (source.spreads.has(property.startIndex)) members.push({ spread: readExpression(value, source), line });
    else members.push({ key: readKey(key, source), value: readExpression(value, source), line });
  }
  return { kind: 'object', members, line: lineOf(node) };
}

function readKey(node: Node, source: Source): Expr {
  if (node.type === 'string') return readString(node, source);
  return { kind: 'literal', value: node.text, line: lineOf(node) };
}

function readItems(node: Node, source: Source): { value: Expr; isSpread: boolean }[] {
  const items: { value: Expr; isSpread: boolean }[] = [];
  let isSpread = false;
  for (const item of parts(node)) {
    if (source.spreads.has(item.startIndex)) isSpread = true;
    else {
      items.push({ value: readExpression(item, source), isSpread });
      isSpread = false;
    }
  }
  return items;
}

function readCall(node: Node, source: Source): Expr {
  const args = parts(part(node, 'arguments')).map((arg) => readExpression(arg, source));
  return access(readExpression(part(node, 'function'), source), (callee) => {
    const { line } = callee;
    if (callee.kind === 'name') return { kind: 'call', on: undefined, name: callee.name, args, line };
    if (callee.kind === 'member') return { kind: 'call', on: callee.of, name: callee.name, args, line };
    throw new Error(`line ${line}: only functions can be called`);
  });
}

export function readLoop(node: Node, source: Source): Expr & { kind: 'loop' } {
  const body = part(node, 'body');
  const [first, second] = parts(node);
  const both = first?.type === 'for_loop_parameters' ? parts(first).map((one) => one.text) : [first?.text ?? ''];
  const loop: Loop = { item: both[0] ?? '', index: both[1], in: readExpression(second ?? node, source) };
  const line = lineOf(node);
  if (body.type !== 'if_statement')
    return { kind: 'loop', loop, condition: undefined, body: readExpression(body, source), line };
  const condition = readExpression(part(body, 0), source);
  return { kind: 'loop', loop, condition, body: readObject(part(body, 1), source), line };
}

function readString(node: Node, source: Source): Expr {
  const line = lineOf(node);
  const found = parts(node);
  if (!found.some((one) => one.type === 'interpolation')) return { kind: 'literal', value: textOf(node), line };
  const texts: (string | Expr)[] = [];
  let from = node.startIndex + 1;
  for (const one of found.filter(({ type }) => type === 'interpolation')) {
    texts.push(unescaped(source.text.slice(from, one.startIndex)), readExpression(part(one, 0), source));
    from = one.endIndex;
  }
  texts.push(unescaped(source.text.slice(from, node.endIndex - 1)));
  return { kind: 'text', parts: texts.filter((one) => one !== ''), line };
}
