import type { Node } from 'web-tree-sitter';
import { readExpression, readLoop, readObject } from './read-expression.js';
import { readType } from './read-type.js';
import type { BicepFile, Decorator, Expr, ObjectExpr, Resource } from './syntax.js';
import { lineOf, part, parts, textOf, type Source } from './tree.js';

/** Adds one declaration to the file; answers with a sentence where it is none that the checker knows. */
export function readDeclaration(
  node: Node,
  decorators: Decorator[],
  file: BicepFile,
  source: Source,
): string | undefined {
  const line = lineOf(node);
  const [first, second, third] = parts(node);
  if (first === undefined) return `${node.type} is empty`;
  const declared = { name: first.text, line, decorators };
  const value = (): Expr => readExpression(third ?? second ?? first, source);
  switch (node.type) {
    case 'target_scope_assignment':
      file.targetScope = textOf(first);
      return undefined;
    case 'metadata_declaration':
      return undefined;
    case 'parameter_declaration':
      file.params.push({
        ...declared,
        type: readType(second ?? first, source),
        default: third === undefined ? undefined : value(),
      });
      return undefined;
    case 'variable_declaration':
      file.variables.push({ ...declared, type: undefined, value: value() });
      return undefined;
    case 'output_declaration':
      file.outputs.push({ ...declared, type: readType(second ?? first, source), value: value() });
      return undefined;
    case 'type_declaration':
      file.types.push({ ...declared, type: readType(second ?? first, source) });
      return undefined;
    case 'module_declaration':
      file.modules.push({ ...declared, path: textOf(second ?? first), ...readBody(third ?? first, source) });
      return undefined;
    case 'resource_declaration':
      addResource(node, decorators, undefined, file, source);
      return undefined;
    case 'user_defined_function':
      addFunction(node, decorators, file, source);
      return undefined;
    case 'import_functionality':
      file.imports.push(readImport(node));
      return undefined;
    default:
      return `${node.type} is none of the declarations that the checker knows`;
  }
}

function addResource(
  node: Node,
  decorators: Decorator[],
  within: Resource | undefined,
  file: BicepFile,
  source: Source,
): void {
  const [name, typeNode, bodyNode] = [part(node, 0), part(node, 1), part(node, 2)];
  const [written = '', apiVersion = ''] = textOf(typeNode).split('@');
  const resource: Resource = {
    name: name.text,
    line: lineOf(node),
    decorators,
    type: within === undefined ? written : `${within.type}/${written}`,
    apiVersion: apiVersion === '' ? (within?.apiVersion ?? '') : apiVersion,
    isExisting: node.children.some((child) => child.type === 'existing'),
    within: within?.name,
    ...readBody(bodyNode, source),
  };
  file.resources.push(resource);
  for (const nested of nestedIn(bodyNode)) addResource(nested, [], resource, file, source);
}

function nestedIn(body: Node): Node[] {
  if (body.type !== 'object')
    return parts(body)
      .filter(({ type }) => type.endsWith('_statement') || type === 'object')
      .flatMap(nestedIn);
  return parts(body).flatMap((property) => parts(property).filter(({ type }) => type === 'resource_declaration'));
}

function readBody(
  node: Node,
  source: Source,
): { loop: Resource['loop']; condition: Resource['condition']; body: ObjectExpr } {
  if (node.type === 'object') return { loop: undefined, condition: undefined, body: readObject(node, source) };
  if (node.type === 'if_statement')
    return {
      loop: undefined,
      condition: readExpression(part(node, 0), source),
      body: readObject(part(node, 1), source),
    };
  const { loop, condition, body } = readLoop(node, source);
  if (body.kind !== 'object') throw new Error(`line ${lineOf(node)}: what is repeated is no object`);
  return { loop, condition, body };
}

function addFunction(node: Node, decorators: Decorator[], file: BicepFile, source: Source): void {
  const params = parts(part(node, 1)).map((one) => ({ name: part(one, 0).text, type: readType(part(one, 1), source) }));
  const returns = readType(part(node, 'returns'), source);
  const body = readExpression(part(node, 3), source);
  file.functions.push({ name: part(node, 'name').text, line: lineOf(node), decorators, params, returns, body });
}

/** The grammar gives `a as b` as two names in a row; the word between tells them from two of their own. */
function readImport(node: Node): BicepFile['imports'][number] {
  const names: { name: string; as: string }[] = [];
  let isAlias = false;
  for (const child of node.children) {
    if (child.type === 'as') isAlias = true;
    else if (child.type === '*') names.push({ name: '*', as: '*' });
    else if (child.type === 'identifier' && isAlias) {
      const last = names.at(-1);
      if (last !== undefined) last.as = child.text;
      isAlias = false;
    } else if (child.type === 'identifier') names.push({ name: child.text, as: child.text });
  }
  return { names, from: textOf(parts(node).at(-1) ?? node), line: lineOf(node) };
}
