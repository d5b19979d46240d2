import type { Finding } from '../finding.js';
import type { Analyse } from './analyse.js';
import { checkLines } from './check-lines.js';
import { lineAt, type Files, type QuerySource } from './query-source.js';
import { readAlerts } from './read-alerts.js';
import { readMarkdown } from './read-markdown.js';
import { readWorkbook } from './read-workbook.js';

/** Every query of the alerts, the workbook and the docs, as Kusto and our own log lines see it. */
export function checkQueries(files: Files, analyse: Analyse): Finding[] {
  const { sources, findings } = readQueries(files);
  return [...findings, ...sources.flatMap((source) => checkQuery(source, analyse))];
}

export function readQueries(files: Files): { sources: QuerySource[]; findings: Finding[] } {
  const read = [...files].flatMap(([file, text]) => {
    if (file.endsWith('.md')) return [readMarkdown(file, text)];
    return file.endsWith('workbook.json') ? [readWorkbook(file, files)] : [];
  });
  const all = [readAlerts(files), ...read];
  return { sources: all.flatMap(({ sources }) => sources), findings: all.flatMap(({ findings }) => findings) };
}

function checkQuery({ file, line, isOneLine, query, scope, needs = [] }: QuerySource, analyse: Analyse): Finding[] {
  const { root, problems, columns } = analyse(query, scope);
  const missing = needs
    .filter((name) => !columns.includes(name))
    .map((name) => ({ offset: 0, message: `a column \`${name}\` is counted on, and the query gives none` }));
  const found = problems.length > 0 ? problems : [...checkLines(root, scope), ...missing];
  return found.map(({ offset, message }) => ({
    file,
    line: isOneLine ? line : line + lineAt(query, offset) - 1,
    rule: 'kusto',
    message,
  }));
}
