import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RpcFunctionMetadata } from '../../local/functions-host/rpc.js';
import type { Bundle } from './bundle.js';

const LARGEST = 8;
const PACKAGE = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const kB = (bytes: number): string => `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`.padStart(9);

/** What was made, as lines for whoever made it. */
export async function report(
  folder: string,
  { files, functions, bundle }: { files: string[]; functions: RpcFunctionMetadata[]; bundle: Bundle },
): Promise<string> {
  const sizes = await Promise.all(
    files.map(async (name) => {
      const content = await readFile(join(folder, name));
      return `  ${name.padEnd(24)} ${kB(content.length)} ${kB(gzipSync(content).length)} gzipped`;
    }),
  );
  const shown = relative('', folder) || '.';
  return [
    `${shown} holds all that is deployed:`,
    ...sizes,
    '',
    `Loaded as the host loads it, it registers ${functions.length} functions:`,
    ...functions.map(({ name, bindings }) => `  ${name.padEnd(24)} ${describe(Object.values(bindings)[0])}`),
    '',
    'The largest parts of the code:',
    ...bytesByPackage(bundle.parts)
      .slice(0, LARGEST)
      .map(([name, bytes]) => `  ${name.padEnd(24)} ${kB(bytes)}`),
    '',
    ...bundle.warnings.map((warning) => `Warning: ${warning}`),
    'Deploy it with azd deploy (azd up also makes what it runs on; see infra/README.md), or publish that folder as it is.',
  ].join('\n');
}

function describe(trigger: Record<string, unknown> = {}): string {
  const { type, methods, route, authLevel } = trigger;
  if (type !== 'httpTrigger' || !Array.isArray(methods)) return String(type);
  return `${methods.join(',')} ${String(route)} (${String(authLevel)})`;
}

/** Largest first; what is in no package is the app's own. */
export function bytesByPackage(parts: Bundle['parts']): [name: string, bytes: number][] {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(parts)) {
    const name = PACKAGE.exec(path)?.[1] ?? 'src';
    sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}
