import { join, resolve } from 'node:path';
import { readAppSettings } from './app-settings.js';
import type { FunctionsHost, FunctionsHostOptions } from './functions-host-options.js';
import { createHostLog } from './host-log.js';
import { readHostJson } from './host-json.js';
import { openHostWorker } from './host-worker.js';
import { listen } from './http/listening-server.js';
import { createRequestHandler, type HostState } from './http/request-handler.js';
import { createInvokeFunction } from './invoke-function.js';
import { openAccess } from './keys/access.js';
import { openKeyedAccess } from './keys/key-file.js';
import { describeFunction, type ListedFunction } from './list-functions.js';
import { loadFunctions } from './load-functions.js';
import { logLevelsOf, createShouldLog } from './log-levels.js';
import { superviseWorker } from './supervised-worker.js';
import type { StartedApp } from './worker-channel.js';

/** The real host's limits at shutdown. */
const drainMs = 10_000;
const terminateGraceMs = 5_000;

/**
 * Starts a host for the app in `appRoot`; resolves when it answers requests. Where the app does not load, the host has no
 * functions. Rejects with a readable message when host.json is missing or invalid, when the port is in use, or when the
 * worker crashes each time it loads the app.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { port, hostname = '127.0.0.1', auth = false, verbose = false, log: write = console.log } = options;
  const appRoot = resolve(options.appRoot);
  const dataFolder = resolve(options.dataFolder ?? join(appRoot, '.stillframe'));
  const hostJson = readHostJson(appRoot);
  const appSettings = readAppSettings(appRoot, options.env ?? process.env);
  const log = createHostLog(write, createShouldLog(logLevelsOf(hostJson.logging.logLevel, appSettings)), verbose);

  const access = auth ? openKeyedAccess(dataFolder, log) : openAccess;

  let state: HostState | undefined;
  let listed: readonly ListedFunction[] = [];
  let authority = '';
  let resolveStopped: (reason: string | undefined) => void = () => undefined;
  const stopped = new Promise<string | undefined>((settle) => (resolveStopped = settle));

  const handler = createRequestHandler(() => state, { name: hostname, authority: () => authority }, log);
  const server = await listen({ port, hostname }, handler);
  authority = `${toUrlHost(hostname)}:${server.port}`;
  const url = `http://${authority}`;
  const settings = { WEBSITE_HOSTNAME: authority, AzureWebJobsScriptRoot: appRoot, ...appSettings };

  const worker = superviseWorker({
    now: Date.now,
    open: () => openHostWorker({ workerFile: options.workerFile ?? builtWorker(), appRoot, settings, log }),
    onStarted,
    onCrash: (reason) => {
      log.error('The worker crashed, and every call in flight failed', reason);
    },
    onGivenUp: (message) => {
      void stop(message);
    },
  });
  const invoke = createInvokeFunction(worker, log);

  function onStarted(app: StartedApp): void {
    const loaded = loadFunctions(app.functions, hostJson, settings, url);
    if (app.loadError) log.error('The app could not be loaded, so there are 0 functions', app.loadError);
    if (state) log.info('The worker is up again.');
    else for (const line of [...loaded.warnings, ...loaded.listed.map(describeFunction)]) log.info(line);
    listed = loaded.listed;
    state = { ...loaded.state, access, invoke };
  }

  let stopping: Promise<void> | undefined;
  function stop(reason?: string): Promise<void> {
    stopping ??= (async () => {
      await server.close(drainMs);
      await worker.terminate(terminateGraceMs);
      resolveStopped(reason);
    })();
    return stopping;
  }

  try {
    if (!(await worker.ready)) throw new Error(await stopped);
  } catch (error) {
    await stop();
    throw error;
  }
  log.info(`Functions host is listening on ${url} (${listed.length} functions).`);
  return {
    port: server.port,
    url,
    get functions() {
      return listed;
    },
    stopped,
    stop: () => stop(),
  };
}

/** Core Tools shows loopback and "all addresses" as localhost. */
function toUrlHost(hostname: string): string {
  if (hostname === '127.0.0.1' || hostname === '0.0.0.0') return 'localhost';
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}

function builtWorker(): string {
  return resolve('dist/local/functions-host/worker.js');
}
