import { resolve } from 'node:path';
import { startChild, type Child } from '../../local/child-process.js';
import { settingsSchema } from '../../src/config/schema.js';
import type { Later } from './clean-up.js';
import { checkAgainstContract } from './contract.js';

/** The app in the local functions host, as a process of its own. */
export interface App extends Child {
  port: number;
  /** Everything that it has printed so far. */
  output(): string;
  /** Throws when the contract does not know the answer. */
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** The same with another method. */
  ask(method: string, path: string, headers?: Record<string, string>): Promise<Response>;
  /** Delivers one event as Event Grid does; the status says whether it was taken. */
  deliver(event: object): Promise<number>;
}

/** Settings that are empty count as absent: so a developer's own local.settings.json cannot decide a test. */
const noSettings = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, '']));

/** Lets the host say when a call begins and ends, which host.json spares the logs of Azure. */
const HOST_LINES = { AzureFunctionsJobHost__logging__logLevel__Function: 'Information' };

/**
 * Starts the built app with these settings and no others; port 0 picks a free one. `folder` holds another build of it, and
 * `args` are more of the host's own.
 */
export async function startApp(
  later: Later,
  settings: Record<string, string>,
  port = 0,
  folder = process.cwd(),
  args: readonly string[] = [],
): Promise<App> {
  const { PATH = '', HOME = '' } = process.env;
  const lines: string[] = [];
  let listening = 0;
  const child = await startChild(
    {
      name: 'the functions host',
      script: resolve('dist/local/functions-host/main.js'),
      args: ['--port', String(port), '--app-root', folder, '--verbose', ...args],
      env: { PATH, HOME, ...HOST_LINES, ...noSettings, ...settings },
      onLine: (line) => lines.push(line),
    },
    ({ message }) => {
      if (typeof message !== 'object' || message === null || !('port' in message)) return false;
      listening = Number(message.port);
      return true;
    },
  );
  later(() => child.stop());
  const url = `http://127.0.0.1:${listening}`;
  return {
    ...child,
    port: listening,
    output: () => lines.join('\n'),
    get: (path, headers) => askApi('GET', `${url}/api/${path}`, headers),
    ask: (method, path, headers) => askApi(method, `${url}/api/${path}`, headers),
    deliver: async (event) => {
      const isCloudEvent = 'specversion' in event;
      const response = await fetch(`${url}/runtime/webhooks/EventGrid?functionName=recordThumbnails`, {
        method: 'POST',
        headers: {
          'content-type': isCloudEvent ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
          'aeg-event-type': 'Notification',
        },
        body: JSON.stringify(isCloudEvent ? event : [event]),
      });
      await response.arrayBuffer();
      return response.status;
    },
  };
}

/** Asks, and holds the answer to the contract. A redirect is an answer, and is not followed. */
export async function askApi(method: string, url: string, headers: Record<string, string> = {}): Promise<Response> {
  return held(method, url, await fetch(url, { method, headers, redirect: 'manual' }));
}

/** The same answer, once the contract is found to know it. */
export async function held(method: string, url: string, response: Response): Promise<Response> {
  const body = await response.clone().text();
  const { pathname, search } = new URL(url);
  checkAgainstContract(method, `${pathname}${search}`, {
    status: response.status,
    headers: new Map(response.headers),
    body,
  });
  return response;
}

/** What the API lists for a video; throws on any status but 200. */
export async function listThumbnails(app: App, videoId: string): Promise<Thumbnail[]> {
  const response = await app.get(`Videos/${encodeURIComponent(videoId)}/Thumbnails`);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Thumbnail[];
}

/** The public shape, written here once more so that the tests do not follow the code. */
export interface Thumbnail {
  ID: string;
  VideoId: string;
  Kind: string;
  Height: number;
  Width: number;
  Index: number;
  Time: number;
  Url: string;
}
