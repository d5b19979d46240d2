import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const PACKAGE_HELP = `Makes the folder that is deployed to Azure: one minified module with everything in it.

  npm run package [-- options]

  --out FOLDER    where to; default dist/deploy
  --help          show this
`;

/** Reads the command line: the folder to write, or `help` when that is asked for. */
export function readPackageOptions(args: string[]): { folder: string } | 'help' {
  const { values } = parseArgs({ args, options: { out: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) return 'help';
  if (values.out === '') throw new Error('--out: which folder? The usual one needs no option.');
  return { folder: resolve(values.out ?? 'dist/deploy') };
}
