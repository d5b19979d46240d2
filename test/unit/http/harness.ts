import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { UrlSigner } from '../../../src/application/reading/ports.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import type { App } from '../../../src/app.js';
import { getPlaylist } from '../../../src/functions/get-playlist.js';
import { getPosterImage } from '../../../src/functions/get-poster-image.js';
import { getReadiness } from '../../../src/functions/get-readiness.js';
import { getStoryboard } from '../../../src/functions/get-storyboard.js';
import { getThumbnail } from '../../../src/functions/get-thumbnail.js';
import { getVideoStatus } from '../../../src/functions/get-video-status.js';
import { getWebVtt } from '../../../src/functions/get-web-vtt.js';
import { listManyThumbnails } from '../../../src/functions/list-many-thumbnails.js';
import { listThumbnails } from '../../../src/functions/list-thumbnails.js';
import { toAzureHandler, type Handler } from '../../../src/http/handler.js';
import { handlerOf, type HttpFunction } from '../../../src/http/http-function.js';
import type { QueryParameters } from '../../../src/http/parameter.js';
import { memoryApp } from '../../memory/memory-app.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { minutesAfter, NOW } from '../../builders.js';

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
  json: unknown;
}

interface Asking {
  query?: string;
  headers?: Record<string, string>;
}

export const REQUEST_ID = '2f1c63a1-9b44-4a37-8c0e-0d7f3a5c1e11';

/** What every answer has that is not to be used again without asking. */
export const ON_EVERY_ANSWER = {
  'X-Request-Id': REQUEST_ID,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  Vary: 'Accept-Encoding, Origin',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
};

/** The HTTP functions over a store in memory and a signer that counts. */
export function httpHarness(store: RecordStore = createMemoryStore()) {
  let now = NOW;
  const state = {
    signed: 0,
    keyTag: 'key-1',
    failure: undefined as Error | undefined,
    storageTime: (): Promise<Date | undefined> =>
      state.failure === undefined ? Promise.resolve(now) : Promise.reject(state.failure),
  };
  const signer: UrlSigner = {
    forWindow: (account, window) => {
      if (state.failure !== undefined) return Promise.reject(state.failure);
      const sign = ({ blobName }: { blobName: string }) =>
        `https://${account}.example/${blobName}?${state.keyTag}&${String(window.start.getTime())}&${String(++state.signed)}`;
      return Promise.resolve({ keyTag: state.keyTag, sign });
    },
  };
  const app = memoryApp({
    ...{ store, signer, clock: () => now },
    signingKeys: [{ part: "signing key of 'contosomedia'", ask: () => state.storageTime() }],
  });
  const logged: string[] = [];
  const storyboards = { getWebVtt, getStoryboard, getPlaylist };
  const call = <Query extends QueryParameters>(
    declared: HttpFunction<App, Query>,
    params: Record<string, string>,
    asking: Asking = {},
  ) => ask(handlerOf(declared, app), params, asking, logged);

  return {
    store,
    state,
    logged,
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    list: (id: string, asking?: Asking) => call(listThumbnails, { id }, asking),
    one: (id: string, thumbnailId: string, asking?: Asking) => call(getThumbnail, { id, thumbnailId }, asking),
    many: (query: string, asking: Asking = {}) => call(listManyThumbnails, {}, { ...asking, query }),
    standing: (id: string, asking?: Asking) => call(getPosterImage, { id }, asking),
    status: (id: string) => call(getVideoStatus, { id }),
    ready: () => call(getReadiness, {}),
    storyboard: (name: keyof typeof storyboards, id: string, asking?: Asking) =>
      ask(handlerOf(storyboards[name] as typeof getStoryboard, app), { id }, asking, logged),
  };
}

/** Calls a handler as the host does, and reads what it would send. */
export async function ask(
  handle: Handler,
  params: Record<string, string> = {},
  { query = '', headers = {} }: Asking = {},
  logged: string[] = [],
): Promise<Answered> {
  const url = new URL(`https://stillframe.example/api/?${query}`);
  const request = { params, query: url.searchParams, url: url.href, headers: new Headers(headers) };
  const write = (line: string) => logged.push(line);
  const context = { invocationId: REQUEST_ID, info: write, warn: write, error: write };
  const response = await toAzureHandler(handle)(
    request as unknown as HttpRequest,
    context as unknown as InvocationContext,
  );
  return toAnswered(response);
}

/** Bodies that are compressed are left to those who ask for them. */
export function toAnswered(response: unknown): Answered {
  const {
    status,
    headers,
    body: sent,
  } = response as { status: number; headers: Record<string, string>; body?: unknown };
  const body = typeof sent === 'string' ? sent : '';
  const isJson = body !== '' && /json/.test(headers['Content-Type'] ?? '');
  return { status, headers, body, json: isJson ? (JSON.parse(body) as unknown) : undefined };
}
