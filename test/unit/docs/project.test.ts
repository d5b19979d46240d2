import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PORTS } from '../../../local/ports.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const pages = ['.', 'docs', 'docs/decisions', 'infra'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);

describe('the documents', () => {
  it.each(pages)('link only to files that exist: %s', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });

  it('name the real ports', () => {
    const settings = read('docs/settings.md');
    for (const { flag, variable, defaultPort } of Object.values(PORTS)) {
      expect(settings).toMatch(new RegExp(`\`${variable}\`\\s*\\| \`--${flag}\`\\s*\\| \`${defaultPort}\``));
    }
  });

  it('call only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const called = pages.flatMap((page) => [...read(page).matchAll(/npm (?:run ([\w:-]+)|(start|test))\b/g)]);
    const names = called.map(([, run, plain]) => run ?? plain ?? '');
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });
});
