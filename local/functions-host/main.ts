import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { startFunctionsHost } from './functions-host.js';

const help = `Runs the functions app in a folder, as Azure Functions would.

node dist/local/functions-host/main.js [options]

  --port 7071             the port to listen on; 0 picks a free one
  --hostname 127.0.0.1    the address to listen on
  --auth                  check function keys (off by default, as with Core Tools)
  --verbose               show when functions start and end
  --app-root .            the folder with host.json and package.json
  --data .stillframe      where the keys are kept; in the app's folder by default
  --help                  show this
`;

const options = {
  port: { type: 'string', default: '7071' },
  hostname: { type: 'string', default: '127.0.0.1' },
  auth: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  'app-root': { type: 'string', default: '.' },
  data: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(help);
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not '${values.port}'.`);
  }
  const appRoot = resolve(values['app-root']);
  const dataFolder = resolve(values.data ?? join(appRoot, '.stillframe'));
  enter(appRoot);
  const host = await startFunctionsHost({
    appRoot,
    port,
    hostname: values.hostname,
    auth: values.auth,
    verbose: values.verbose,
    dataFolder,
    workerFile: new URL('./worker.js', import.meta.url),
  });

  const stop = (): void => {
    // A second signal does not wait for calls in flight.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal);
    void host.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Stop when the parent that started this host over IPC has ended.
  process.once('disconnect', stop);
  process.send?.({ ready: true, port: host.port });

  const reason = await host.stopped;
  process.removeListener('disconnect', stop);
  if (process.connected) process.disconnect();
  if (reason !== undefined) throw new Error(reason);
}

/** An app runs in its own folder. */
function enter(appRoot: string): void {
  try {
    process.chdir(appRoot);
  } catch (cause) {
    throw new Error(`There is no folder ${appRoot}.`, { cause });
  }
}
