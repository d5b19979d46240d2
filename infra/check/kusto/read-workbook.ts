import type { Finding } from '../finding.js';
import { lineAt, type Files, type QuerySource } from './query-source.js';
import { badReferences, fillIn, parametersOf } from './workbook-parameters.js';
import { workbookSchema, type QueryItem, type WorkbookItem } from './workbook-shape.js';

/** The queries of a workbook, and what is wrong with the workbook around them. */
export function readWorkbook(file: string, files: Files): { sources: QuerySource[]; findings: Finding[] } {
  const text = files.get(file) ?? '';
  const finding = (message: string, line = 1): Finding => ({ file, line, rule: 'workbook', message });

  const parsed = parseJson(text);
  if (parsed === undefined) return { sources: [], findings: [finding('this is no JSON')] };
  const { success, data: workbook, error } = workbookSchema.safeParse(parsed);
  if (!success) {
    const findings = error.issues.map(({ path, message }) => finding(`${path.join('.')}: ${message}`));
    return { sources: [], findings };
  }

  const parameters = parametersOf(workbook);
  const lineOf = ({ name }: WorkbookItem): number => lineAt(text, text.indexOf(`"name": ${JSON.stringify(name)}`));
  const names = workbook.items.map(({ name }) => name);
  const sources = workbook.items.flatMap((item) => {
    if (item.type !== 3) return [];
    const query = fillIn(item.content.query, parameters);
    return [
      { file, line: lineOf(item), isOneLine: true, query, scope: 'component' as const, needs: columnsShown(item) },
    ];
  });
  const references = workbook.items.flatMap((item) =>
    badReferences(item, parameters).map((name) => finding(`there is no parameter ${name}`, lineOf(item))),
  );
  const twins = names
    .filter((name, i) => names.indexOf(name) !== i)
    .map((name) => finding(`two items have the name ${name}`));
  return { sources, findings: [...references, ...twins, ...badTokens(file, text, files)] };
}

/** `$(name)` is filled in by the Bicep file that loads the workbook, from a variable's member of that name. */
function badTokens(file: string, text: string, files: Files): Finding[] {
  const variables = [...files]
    .filter(([path, content]) => path.endsWith('.bicep') && content.includes('workbook.json'))
    .flatMap(([, content]) => [...content.matchAll(/^var \w+ = .*?\{$.*?^\}/gms)].map(([block]) => block));
  return [...text.matchAll(/\$\((\w+)\)/g)]
    .filter(([, name = '']) => !variables.some((block) => new RegExp(`^  ${name}: `, 'm').test(block)))
    .map(([token, name = '']) => ({
      file,
      line: lineAt(text, text.indexOf(token)),
      rule: 'workbook',
      message: `no Bicep file fills in ${name}`,
    }));
}

/** Columns that an item formats by name. */
function columnsShown({ content: { tileSettings, gridSettings } }: QueryItem): string[] {
  const tile = [
    tileSettings?.titleContent,
    tileSettings?.leftContent,
    tileSettings?.rightContent,
    tileSettings?.secondaryContent,
  ];
  return [...tile, ...(gridSettings?.formatters ?? [])].flatMap((format) => (format ? [format.columnMatch] : []));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
