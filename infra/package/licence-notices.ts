import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const about = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});
type About = z.infer<typeof about>;

const PACKAGE_FOLDER = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|third-?party)/i;
const RULE = `\n${'-'.repeat(80)}\n\n`;

/**
 * The licences of all packages that a file is part of, as their terms ask of whoever hands out copies: MIT, ISC, BSD and
 * Apache each want their text and the copyright line to come along. Throws when a package does not say its licence.
 */
export async function licenceNotices(root: string, files: Iterable<string>, legalComments: string): Promise<string> {
  const folders = new Set([...files].flatMap((file) => PACKAGE_FOLDER.exec(file)?.[1] ?? []));
  const ourText = await readFile(join(root, 'LICENSE'), 'utf8');
  // One package may be installed in several folders.
  const notices = new Map<string, string>();
  for (const folder of folders) {
    const one = about.parse(JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')));
    const title = `${one.name} ${one.version} (${one.license ?? 'see below'})`;
    notices.set(title, (await textsIn(join(root, folder))) || textFor(one, ourText));
  }
  const intro = `This software contains the ${notices.size} packages below, each under the licence that follows its name.\n`;
  const parts = [...notices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, text]) => `${title}\n\n${text}\n`);
  return [intro, ...parts, ...(legalComments === '' ? [] : [legalComments])].join(RULE);
}

async function textsIn(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** Some packages name the MIT licence and forget its text; the words are the same as those of our own. */
function textFor({ name, license, author }: About, ourText: string): string {
  const terms = ourText.indexOf('Permission is hereby granted');
  if (license !== 'MIT' || terms < 0) {
    throw new Error(
      `${name} holds no licence text, and its licence (${license ?? 'not named'}) cannot be told from it.`,
    );
  }
  return `MIT License\n\nCopyright (c) ${author ?? `the authors of ${name}`}\n\n${ourText.slice(terms).trim()}`;
}
