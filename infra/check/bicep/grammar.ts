import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { markSpreads } from './spreads.js';
import { takeVariableTypes, type VariableType } from './typed-variables.js';

/** A parsed text, with what the grammar does not know: the offsets at which spreads begin, and types of variables. */
export interface SyntaxTree {
  root: Node;
  spreads: ReadonlySet<number>;
  variableTypes: readonly VariableType[];
}
export type ParseBicep = (text: string) => SyntaxTree;

/** Loads the grammar of https://github.com/tree-sitter-grammars/tree-sitter-bicep, compiled to WebAssembly. */
export async function loadGrammar(): Promise<ParseBicep> {
  await Parser.init();
  const { resolve } = createRequire(join(process.cwd(), 'package.json'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))));
  return (text) => {
    const { untyped, types: variableTypes } = takeVariableTypes(text);
    const { marked, spreads } = markSpreads(untyped);
    const tree = parser.parse(marked);
    if (tree === null) throw new Error('the Bicep grammar is not loaded');
    return { root: tree.rootNode, spreads, variableTypes };
  };
}
