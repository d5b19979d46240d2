import type { Node } from 'web-tree-sitter';
import type { Finding } from '../finding.js';
import type { ParseBicep } from './grammar.js';
import { findLayoutFaults } from './layout.js';
import { readDeclaration } from './read-declaration.js';
import { readDecorators, readType } from './read-type.js';
import type { BicepFile, Decorator, TypeSyntax } from './syntax.js';
import { lineOf, part, parts } from './tree.js';
import type { VariableType } from './typed-variables.js';

/** Parses one file. With syntax errors there are findings and no file: half a file would raise many that are not true. */
export function readBicep(path: string, text: string, parse: ParseBicep): { file?: BicepFile; findings: Finding[] } {
  const { root, spreads, variableTypes } = parse(text);
  const at = (line: number, message: string): Finding => ({ file: path, line, rule: 'syntax', message });
  if (root.hasError) return { findings: errorsIn(root).map((node) => at(lineOf(node), describeError(node))) };
  const findings = findLayoutFaults(root).map(({ line, message }) => at(line, message));
  if (findings.length > 0) return { findings };
  const file: BicepFile = emptyFile(path);
  let decorators: Decorator[] = [];
  for (const statement of parts(root)) {
    if (statement.type === 'decorators') {
      decorators = readDecorators(statement, { text, spreads });
      continue;
    }
    const problem = readDeclaration(statement, decorators, file, { text, spreads });
    if (problem !== undefined) findings.push(at(lineOf(statement), problem));
    decorators = [];
  }
  for (const one of variableTypes) {
    const variable = file.variables.find(({ name, line }) => name === one.name && line === one.line);
    if (variable !== undefined) variable.type = readAlone(one, parse);
  }
  return { file, findings };
}

/** A type that was taken out is read as a param's, on the line where it stood. */
function readAlone({ name, type, line }: VariableType, parse: ParseBicep): TypeSyntax {
  const text = `${'\n'.repeat(line - 1)}param ${name} ${type}`;
  const { root, spreads } = parse(text);
  const [declaration] = parts(root);
  if (root.hasError || declaration === undefined) return { kind: 'unknown', line };
  return readType(part(declaration, 1), { text, spreads });
}

function emptyFile(path: string): BicepFile {
  const lists = { params: [], variables: [], resources: [], modules: [], outputs: [], types: [], functions: [] };
  return { path, targetScope: 'resourceGroup', ...lists, imports: [] };
}

/** The innermost errors: the outer ones only hold them. */
function errorsIn(node: Node): Node[] {
  const inner = node.children.flatMap((child) => (child.hasError ? errorsIn(child) : []));
  if (inner.length > 0) return inner;
  return [node];
}

function describeError(node: Node): string {
  if (node.isMissing) return `${node.type} is missing`;
  return `cannot be parsed: ${node.text.slice(0, 60).replaceAll('\n', ' ')}`;
}
