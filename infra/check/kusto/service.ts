import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** The few parts of `Kusto.Language` that are used here; constructors bear the names that the C# compiler gave them. */
export interface KustoLanguage {
  KustoCode: { ParseAndAnalyze: (text: string, globals: Globals) => Code };
  GlobalState: { Default: Globals };
  Symbols: {
    TableSymbol: { $ctor7: new (name: string, columns: string, description: null) => TableSymbol };
    DatabaseSymbol: { ctor: new (name: string, members: TableSymbol[]) => DatabaseSymbol };
  };
  Syntax: { SyntaxKind: Record<string, unknown> };
}

export interface Globals {
  WithDatabase: (database: DatabaseSymbol) => Globals;
}
declare const symbol: unique symbol;
type TableSymbol = object & { [symbol]: 'table' };
type DatabaseSymbol = object & { [symbol]: 'database' };

interface Code {
  Syntax: SyntaxElement;
  ResultType: { Columns?: { Count: number; getItem: (index: number) => { Name: string } } } | null;
  GetDiagnostics: () => { Count: number; getItem: (index: number) => Diagnostic };
}
interface Diagnostic {
  Code: string;
  Severity: string;
  Message: string;
  Start: number;
}
export interface SyntaxElement {
  Kind: number;
  TextStart: number;
  End: number;
  ChildCount: number;
  SimpleName?: string | null;
  LiteralValue?: unknown;
  ResultType?: { Name: string } | null;
  GetChild: (index: number) => SyntaxElement | null;
}

/**
 * Loads Microsoft's own language service, the one behind the query editor. It is C# compiled to browser scripts which leave
 * globals behind, so it gets a context of its own; the smaller builds load in a third of a second.
 */
export function loadKusto(): KustoLanguage {
  const { resolve } = createRequire(join(process.cwd(), 'package.json'));
  const context = createContext({});
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    const filename = resolve(`@kusto/language-service-next/${script}`);
    runInContext(readFileSync(filename, 'utf8'), context, { filename });
  }
  return runInContext('Kusto.Language', context) as KustoLanguage;
}
