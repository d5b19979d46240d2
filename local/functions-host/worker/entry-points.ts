import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const magic = /[*?{[]/;

/**
 * The files that package.json's `main` names, relative to the app, in the order in which the real worker loads them:
 * a folder's files before its subfolders, alphabetical. Names that begin with a dot are left out, as globby does.
 */
export function findEntryPoints(appRoot: string, main: string): string[] {
  const pattern = main.replace(/^(\.\/)+/, '');
  const cut = pattern.search(magic);
  const base = pattern.slice(0, pattern.lastIndexOf('/', cut < 0 ? pattern.length : cut) + 1);
  const expression = globExpression(pattern);
  return [...walk(appRoot, base)].filter((file) => expression.test(file));
}

function* walk(appRoot: string, folder: string): Generator<string> {
  const entries = readEntries(join(appRoot, folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) if (!entry.isDirectory()) yield folder + entry.name;
  for (const entry of entries) if (entry.isDirectory()) yield* walk(appRoot, `${folder}${entry.name}/`);
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith('.'));
  } catch {
    return []; // A missing folder has no entry points; the caller reports that.
  }
}

const translations: Record<string, string> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** `*`, `**`, `?`, `[a-z]` and nested `{a,b}` as a regular expression. */
function globExpression(pattern: string): RegExp {
  let depth = 0;
  const source = pattern.replace(/\*\*\/|\*\*|[*?]|\[!?[^[\]]+\]|[{},]|[^\w/]/g, (token) => {
    if (token === '{') return (depth++, '(?:');
    if (token === '}' && depth > 0) return (depth--, ')');
    if (token === ',' && depth > 0) return '|';
    if (token.length > 1 && token.startsWith('[')) return token.replace('[!', '[^');
    return translations[token] ?? `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
