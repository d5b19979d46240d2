import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppContext } from './app-context.js';
import { systemError } from './core-errors.js';
import { findEntryPoints } from './entry-points.js';
import { hookBags, runHooks } from './run-hooks.js';

/**
 * Imports the app's entry points, runs its appStart hooks and locks registration. Stops at the first entry point that does
 * not load and rejects with its name, as the real worker does.
 */
export async function loadApp(app: AppContext, appRoot: string): Promise<void> {
  const main = readMain(appRoot);
  const files = findEntryPoints(appRoot, main);
  if (files.length === 0) throw unloadable(main, 'Found zero files matching the supplied pattern');
  for (const file of files) {
    try {
      await import(pathToFileURL(join(appRoot, file)).href);
    } catch (error) {
      throw unloadable(file, error);
    }
  }
  const context = Object.assign(hookBags(app, app.appLevelHookData), { functionAppDirectory: appRoot });
  await runHooks(app, 'appStart', context);
  await refuseStreaming(app);
  app.locked = true;
}

function readMain(appRoot: string): string {
  const file = join(appRoot, 'package.json');
  let main: unknown;
  try {
    main = (JSON.parse(readFileSync(file, 'utf8')) as { main?: unknown }).main;
  } catch (error) {
    throw unloadable(file, error);
  }
  if (typeof main !== 'string' || main === '') {
    throw unloadable(file, 'it has no "main" that names the function files');
  }
  return main;
}

/** The call of `getCapabilities` also locks the library's setup, as in Azure. */
async function refuseStreaming(app: AppContext): Promise<void> {
  const capabilities = await app.programmingModel?.getCapabilities?.({});
  if (capabilities?.['HttpUri'] === undefined) return;
  throw systemError(new Error('enableHttpStream is not supported by the local host.'));
}

function unloadable(entry: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const error = systemError(new Error(`Worker was unable to load entry point "${entry}": ${reason}`, { cause }));
  if (cause instanceof Error && cause.stack) error.stack = cause.stack;
  return error;
}
