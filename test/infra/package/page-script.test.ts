import { symlink, writeFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { makeBundle } from '../../../infra/package/bundle.js';
import { cleanUpAfterwards, temporaryFolder } from '../../e2e/clean-up.js';

const later = cleanUpAfterwards();

/** The script of the contact sheet as the deployed bundle has it. */
async function bundledScript(): Promise<string> {
  const root = await temporaryFolder(later);
  await mkdir(join(root, 'src/functions'), { recursive: true });
  for (const name of ['node_modules', 'src/http']) await symlink(resolve(name), join(root, name), 'junction');
  const code = `import { PAGE_SCRIPT } from '../http/contact-sheet/page-script.js'; process.stdout.write(PAGE_SCRIPT);`;
  await writeFile(join(root, 'src/functions/print-script.ts'), code);
  const file = join(root, 'bundle.mjs');
  await writeFile(file, (await makeBundle(root)).code);
  const load = 'await import(process.argv[1])';
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', load, pathToFileURL(file).href]); // prettier-ignore
  return stdout;
}

/** An element that remembers what becomes of it. */
function anElement(parts: object = {}) {
  const attributes = new Map<string, string>();
  const listeners: (() => void)[] = [];
  return {
    hidden: true,
    textContent: '',
    value: '0',
    href: '',
    dataset: {},
    attributes,
    listeners,
    addEventListener: (_: string, listener: () => void) => listeners.push(listener),
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    querySelector: (): unknown => null,
    ...parts,
  };
}

describe('the script of the contact sheet, bundled and minified', () => {
  it('needs nothing but a browser', async () => {
    const script = await bundledScript();
    expect(script).not.toContain('offerScrubbing');
    const [bar, view, picture, output, said] = Array.from({ length: 5 }, () => anElement());
    const parts = new Map<string, unknown>([['input', bar], ['svg', view], ['image', picture], ['output', output]]); // prettier-ignore
    const storyboard = { images: [['u', 4, 3]], steps: [[0, '0 0 4 3', '0:00'], [0, '4 0 4 3', '0:05']] }; // prettier-ignore
    const scrubber = anElement({
      dataset: { storyboard: JSON.stringify(storyboard) },
      querySelector: (part: string) => parts.get(part),
    });
    const button = anElement({ dataset: { copy: 'https://image.example' } });
    const link = anElement({ href: '?page=2' });
    const notice = anElement({ dataset: { ends: new Date(0).toISOString() } });
    const found: Record<string, unknown[]> = {
      'button[data-copy]': [button],
      '[data-storyboard]': [scrubber],
      '[data-ends]': [notice],
      'a[data-own]': [link],
    };
    const copied: string[] = [];
    const writeText = (text: string) => Promise.resolve(copied.push(text));
    const decode = () => Promise.resolve();
    runInNewContext(script, {
      document: { querySelector: () => said, querySelectorAll: (selector: string) => found[selector] ?? [] },
      location: { href: 'https://stillframe.example/sheet?code=key' },
      navigator: { clipboard: { writeText } },
      Image: class {
        decode = decode;
      },
      URL,
      setTimeout: (run: () => void) => {
        run();
      },
    });
    button.listeners.forEach((click) => {
      click();
    });
    if (bar) bar.value = '1';
    bar?.listeners.forEach((input) => {
      input();
    });
    await new Promise((done) => setImmediate(done));
    expect([button.hidden, scrubber.hidden, notice.hidden, copied, said?.textContent.slice(0, 6)]).toEqual([false, false, false, ['https://image.example'], 'Copied']); // prettier-ignore
    expect([output?.textContent, bar?.attributes.get('aria-valuetext')]).toEqual(['0:05', '0:05, 2 of 2']);
    expect([view?.attributes.get('viewBox'), picture?.attributes.get('href')]).toEqual(['4 0 4 3', 'u']);
    expect(link.href).toBe('https://stillframe.example/sheet?page=2&code=key');
  });
});
