import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import { lineAt, scopeOf, type Files, type QuerySource } from './query-source.js';

/** Queries have files of their own, which Bicep loads; no file may be missing, and none may lie about unused. */
export function readAlerts(files: Files): { sources: QuerySource[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const loaded = new Set<string>();
  for (const [file, text] of files) {
    if (!file.endsWith('.bicep')) continue;
    for (const { index, 1: path = '' } of text.matchAll(/loadTextContent\('([^']+)'\)/g)) {
      const target = posix.join(posix.dirname(file), path);
      loaded.add(target);
      if (!files.has(target) && /\.(kql|json)$/.test(target))
        findings.push({ file, line: lineAt(text, index), rule: 'kusto', message: `there is no ${target} to load` });
    }
  }
  const measures = readMeasures(files);
  const sources: QuerySource[] = [];
  for (const [file, query] of files) {
    if (!file.endsWith('.kql')) continue;
    sources.push({ file, line: 1, isOneLine: false, query, scope: scopeOf(query), needs: measures.get(file) ?? [] });
    if (!loaded.has(file)) findings.push({ file, line: 1, rule: 'kusto', message: 'no Bicep file loads this query' });
  }
  return { sources, findings };
}

/** The column of each query that an alert compares. */
function readMeasures(files: Files): Map<string, string[]> {
  const pairs = [...files].flatMap(([file, text]) =>
    [...text.matchAll(/loadTextContent\('([^']+\.kql)'\)\s+measure: '(\w+)'/g)].map(
      ([, path = '', measure = '']): [string, string[]] => [posix.join(posix.dirname(file), path), [measure]],
    ),
  );
  return new Map(pairs);
}
