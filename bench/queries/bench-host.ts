import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChild, type Child } from '../../local/child-process.js';

/** A process with a port of its own. */
export interface ServerProcess extends Child {
  url: string;
}

/** An app of the built functions and the bench's functions beside them: all are loaded by one library in one worker. */
export async function createBenchApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = [...(await builtFiles('dist/src/functions')), ...(await builtFiles('dist/bench/functions'))];
  const imports = entries.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`);
  await writeFile(join(folder, 'entry.js'), imports.join(''));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'entry.js' }));
  await copyFile('host.json', join(folder, 'host.json'));
}

async function builtFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.js')).map((name) => join(process.cwd(), folder, name));
}

export function startBenchHost(appRoot: string, settings: Record<string, string>): Promise<ServerProcess> {
  const script = join(process.cwd(), 'dist/local/functions-host/main.js');
  return startServer('the functions host', script, ['--port', '0', '--app-root', appRoot], settings);
}

/** Starts a script that sends its port when it listens. */
export async function startServer(
  name: string,
  script: string,
  args: string[],
  settings: Record<string, string>,
): Promise<ServerProcess> {
  let port = 0;
  const child = await startChild({ name, script, args, env: { ...process.env, ...settings } }, ({ message }) => {
    if (typeof message !== 'object' || message === null || !('port' in message)) return false;
    port = Number(message.port);
    return true;
  });
  return { ...child, url: `http://127.0.0.1:${port}` };
}
