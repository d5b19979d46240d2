import { join, resolve } from 'node:path';
import { readAppSettings } from './app-settings.js';
import type { FunctionsHost, FunctionsHostOptions } from './functions-host-options.js';
import { makeHostLog } from './host-log.js';
import { readHostJson } from './host-json.js';
import { openHostWorker } from './host-worker.js';
import { listen } from './http/listening-server.js';
import type { HostState } from './http/request-handler.js';
import { makeRequestHandler } from './http/request-handler.js';
import { makeInvokeFunction } from './invoke-function.js';
import { openAccess } from './keys/access.js';
import { openKeyedAccess } from './keys/key-file.js';
import type { ListedFunction } from './list-functions.js';
import { describeFunction } from './list-functions.js';
import { loadFunctions } from './load-functions.js';
import { logLevelsOf, makeShouldLog } from './log-levels.js';
import { superviseWorker } from './supervised-worker.js';
import type { StartedApp } from './worker-channel.js';

/** What the real host grants at its end. */
const drainMs = 10_000;
const terminateGraceMs = 5_000;

/**
 * Starts a host for the app in `appRoot`; resolves when it answers requests. An app that does not load leaves a host
 * without functions. Rejects, with a message for people, when host.json is missing or bad, when the port is taken, or
 * when the worker dies each time it loads the app.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { port, hostname = '127.0.0.1', auth = false, verbose = false, log: write = console.log } = options;
  const appRoot = resolve(options.appRoot);
  const dataFolder = resolve(options.dataFolder ?? join(appRoot, '.stillframe'));
  const hostJson = readHostJson(appRoot);
  const appSettings = readAppSettings(appRoot, options.env ?? process.env);
  const log = makeHostLog(write, makeShouldLog(logLevelsOf(hostJson.logging.logLevel, appSettings)), verbose);

  const access = auth ? openKeyedAccess(dataFolder, log) : openAccess;

  let state: HostState | undefined;
  let listed: readonly ListedFunction[] = [];
  let authority = '';
  let reportStopped: (reason: string | undefined) => void = () => undefined;
  const stopped = new Promise<string | undefined>((settle) => (reportStopped = settle));

  const handler = makeRequestHandler(
    () => state,
    () => authority,
    log,
  );
  const server = await listen({ port, hostname }, handler);
  authority = `${toUrlHost(hostname)}:${server.port}`;
  const url = `http://${authority}`;
  const settings = { WEBSITE_HOSTNAME: authority, AzureWebJobsScriptRoot: appRoot, ...appSettings };

  const worker = superviseWorker({
    now: Date.now,
    open: () => openHostWorker({ workerFile: options.workerFile ?? builtWorker(), appRoot, settings, log }),
    onStarted,
    onCrash: (reason) => {
      log.fail('The worker died, and with it every call in flight', reason);
    },
    onGivenUp: (message) => {
      void stop(message);
    },
  });
  const invoke = makeInvokeFunction(worker, log);

  function onStarted(app: StartedApp): void {
    const loaded = loadFunctions(app.functions, hostJson, settings, url);
    if (app.loadError) log.fail('The app could not be loaded, so there are 0 functions', app.loadError);
    if (state) log.say('The worker is up again.');
    else for (const line of [...loaded.warnings, ...loaded.listed.map(describeFunction)]) log.say(line);
    listed = loaded.listed;
    state = { ...loaded.state, access, invoke };
  }

  let stopping: Promise<void> | undefined;
  function stop(reason?: string): Promise<void> {
    stopping ??= (async () => {
      await server.close(drainMs);
      await worker.terminate(terminateGraceMs);
      reportStopped(reason);
    })();
    return stopping;
  }

  try {
    if (!(await worker.ready)) throw new Error(await stopped);
  } catch (error) {
    await stop();
    throw error;
  }
  log.say(`Functions host is listening on ${url} (${listed.length} functions).`);
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

/** Loopback and "all addresses" are shown as Core Tools shows them. */
function toUrlHost(hostname: string): string {
  if (hostname === '127.0.0.1' || hostname === '0.0.0.0') return 'localhost';
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}

function builtWorker(): string {
  return resolve('dist/local/functions-host/worker.js');
}
