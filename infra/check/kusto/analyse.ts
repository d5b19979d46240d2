import { loadKusto } from './service.js';
import { TABLES, type Scope } from './tables.js';
import { makeReadTree, type KustoNode } from './tree.js';

export interface Analysis {
  root: KustoNode;
  problems: { offset: number; message: string }[];
  /** What the query's rows hold. */
  columns: string[];
}
export type Analyse = (query: string, scope: Scope) => Analysis;

/** What the query editor would underline: names that are not there, types that do not fit, syntax. */
export function makeAnalyse(): Analyse {
  const kusto = loadKusto();
  const { TableSymbol, DatabaseSymbol } = kusto.Symbols;
  const readTree = makeReadTree(kusto);

  const globalsOf = (scope: Scope) => {
    const tables = Object.entries(TABLES[scope]).map(
      ([name, columns]) => new TableSymbol.$ctor7(name, `(${columns})`, null),
    );
    return kusto.GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor(scope, tables));
  };
  const globals = { component: globalsOf('component'), workspace: globalsOf('workspace') };

  return (query, scope) => {
    const code = kusto.KustoCode.ParseAndAnalyze(query, globals[scope]);
    const found = code.GetDiagnostics();
    const diagnostics = Array.from({ length: found.Count }, (_, i) => found.getItem(i));
    const columns = code.ResultType?.Columns;
    return {
      root: readTree(code.Syntax, query),
      problems: diagnostics.map(({ Start, Code, Message }) => ({ offset: Start, message: `${Message} (${Code})` })),
      columns: Array.from({ length: columns?.Count ?? 0 }, (_, i) => columns?.getItem(i).Name ?? ''),
    };
  };
}
