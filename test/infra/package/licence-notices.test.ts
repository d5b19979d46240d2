import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeBundle } from '../../../infra/package/bundle.js';
import { licenceNotices } from '../../../infra/package/licence-notices.js';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

const later = cleanUpAfterwards();
const OURS = 'MIT License\n\nCopyright (c) us\n\nPermission is hereby granted, to do so.\n';

/** The notices of one package with these files; its main file is bundled. */
async function noticesOf(about: object, files: Record<string, string> = {}): Promise<string> {
  const root = await temporaryFolder(later);
  const folder = 'node_modules/@scope/thing';
  const all = {
    LICENSE: OURS,
    [`${folder}/package.json`]: JSON.stringify({ name: '@scope/thing', version: '1.2.3', ...about }),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])),
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return licenceNotices(root, [`${folder}/lib/main.js`, `${folder}/lib/other.js`, 'src/own.ts'], '');
}

describe('the licence notices', () => {
  it('have a copyright line and terms for every package in the bundle', async () => {
    const { parts, legalComments } = await makeBundle(process.cwd());
    const text = await licenceNotices(process.cwd(), Object.keys(parts), legalComments);
    const sections = text.split(`\n${'-'.repeat(80)}\n\n`);
    const names = new Set(
      Object.keys(parts).flatMap((part) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(part)?.[1] ?? []),
    );
    expect(names.size).toBeGreaterThan(30);
    for (const name of names) {
      const own = sections.filter((section) => section.startsWith(`${name} `));
      expect([name, own.length]).toEqual([name, 1]);
      expect(own[0]).toMatch(/copyright|\(c\)|Blue Oak/i);
      expect(own[0]?.length).toBeGreaterThan(500);
    }
    // What files say of themselves comes along as well.
    expect(text).toContain('Douglas Christopher Wilson');
  });

  it.each(['LICENSE', 'license.md', 'LICENCE.txt', 'COPYING'])('contain the text of %s', async (name) => {
    const text = await noticesOf({ license: 'ISC' }, { [name]: 'Copyright (c) them\r\n\r\nDo as you like.\r\n' });
    expect(text).toContain('@scope/thing 1.2.3 (ISC)\n\nCopyright (c) them\n\nDo as you like.\n');
  });

  it('contain a NOTICE file, as the Apache licence asks', async () => {
    const text = await noticesOf({ license: 'Apache-2.0' }, { LICENSE: 'the terms', NOTICE: 'made by them' });
    expect(text).toContain('the terms\n\nmade by them');
  });

  it.each([[{ author: 'A. Author' }], [{ author: { name: 'A. Author' } }]])(
    'contain the MIT licence for a package that only names it: %j',
    async (about) => {
      const text = await noticesOf({ license: 'MIT', ...about });
      expect(text).toContain('Copyright (c) A. Author\n\nPermission is hereby granted, to do so.');
    },
  );

  it.each([
    [{ license: 'BSD-3-Clause' }, 'BSD-3-Clause'],
    [{}, 'not named'],
  ])('are refused for a package without known terms: %j', async (about, named) => {
    await expect(noticesOf(about)).rejects.toThrow(`@scope/thing holds no licence text, and its licence (${named})`);
  });
});
