import type { Finding } from '../finding.js';
import { lineAt, scopeOf, type QuerySource } from './query-source.js';

/** Every fenced block of KQL in a page. */
export function readMarkdown(file: string, text: string): { sources: QuerySource[]; findings: Finding[] } {
  const sources: QuerySource[] = [];
  const findings: Finding[] = [];
  for (const { index, 1: language = '', 2: query = '' } of text.matchAll(/^```(\S*)\n(.*?)^```$/gms)) {
    const line = lineAt(text, index) + 1;
    if (language === 'kusto') sources.push({ file, line, isOneLine: false, query, scope: scopeOf(query) });
    else if (query.trimStart().startsWith('traces') || language === 'kql')
      findings.push({ file, line, rule: 'kusto', message: 'a block of KQL is fenced as `kusto`' });
  }
  return { sources, findings };
}
