import type { HttpRequest, InvocationContext } from '@azure/functions';
import { LRUCache } from 'lru-cache';
import { createMemoryStore } from '../../memory/memory-store.js';
import { makeCheckReadiness } from '../../../src/application/check-readiness.js';
import { makeFindImage } from '../../../src/application/find-image.js';
import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { makeGetThumbnail } from '../../../src/application/get-thumbnail.js';
import { makeGetVideoStatus } from '../../../src/application/get-video-status.js';
import { makeListMany } from '../../../src/application/list-many.js';
import { makeListThumbnails } from '../../../src/application/list-thumbnails.js';
import type { UrlSigner } from '../../../src/application/ports.js';
import type { RecordStore } from '../../../src/application/recording/ports.js';
import { joinStoryboards } from '../../../src/composition/join-storyboards.js';
import { answer, type Answer } from '../../../src/http/answer.js';
import { makeBringByRedirect } from '../../../src/http/bring-image.js';
import { makeGetThumbnailHandler } from '../../../src/http/get-thumbnail.js';
import { makeGetVideoStatusHandler } from '../../../src/http/get-video-status.js';
import { makeReadinessHandler } from '../../../src/http/health.js';
import { makeListManyHandler } from '../../../src/http/list-many.js';
import { makeListThumbnailsHandler } from '../../../src/http/list-thumbnails.js';
import { makeShowImage, makeShowThumbnailHandler } from '../../../src/http/show-image.js';
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

/** The HTTP halls and the rooms behind them, over a store in memory and a signer that counts. */
export function someDoors(store: RecordStore = createMemoryStore()) {
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
  const signing = {
    signer,
    clock: () => now,
    policy: { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 },
  };
  const findVideo = createFindVideo(store);
  const logged: string[] = [];
  const bodies = new LRUCache<string, string>({ maxSize: 1_000_000 });
  const listThumbnails = makeListThumbnails({ findVideo, ...signing });
  const list = makeListThumbnailsHandler(listThumbnails, bodies);
  const many = makeListManyHandler(makeListMany({ listThumbnails, inItsShare: (call) => call() }), bodies);
  const show = makeShowImage(makeFindImage({ findVideo, ...signing }), makeBringByRedirect(signing));
  const one = makeGetThumbnailHandler(makeGetThumbnail({ findVideo, ...signing }), show);
  const standing = makeShowThumbnailHandler(show);
  const storyboards = joinStoryboards(findVideo, signing, bodies);
  const status = makeGetVideoStatusHandler(makeGetVideoStatus({ findVideo, clock: () => now }));
  const ready = makeReadinessHandler(
    makeCheckReadiness(
      [
        { part: 'manifest table', ask: () => store.ping() },
        { part: "signing key of 'contosomedia'", ask: () => state.storageTime() },
      ],
      () => now,
    ),
  );
  const call = (handle: Answer, params: Record<string, string>, asking: Asking = {}) =>
    ask(handle, params, asking, logged);

  return {
    store,
    state,
    logged,
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
    list: (id: string, asking?: Asking) => call(list, { id }, asking),
    one: (id: string, thumbnailId: string, asking?: Asking) => call(one, { id, thumbnailId }, asking),
    many: (query: string, asking: Asking = {}) => call(many, {}, { ...asking, query }),
    standing: (id: string, asking?: Asking) => call(standing, { id }, asking),
    status: (id: string) => call(status, { id }),
    ready: () => call(ready, {}),
    storyboard: (door: keyof typeof storyboards, id: string, asking?: Asking) =>
      call(storyboards[door], { id }, asking),
  };
}

/** Asks a hall as the host does, and reads what it would send. */
export async function ask(
  handle: Answer,
  params: Record<string, string> = {},
  { query = '', headers = {} }: Asking = {},
  logged: string[] = [],
): Promise<Answered> {
  const url = new URL(`https://stillframe.example/api/?${query}`);
  const request = { params, query: url.searchParams, url: url.href, headers: new Headers(headers) };
  const write = (line: string) => logged.push(line);
  const context = { invocationId: REQUEST_ID, info: write, warn: write, error: write };
  const response = await answer(handle)(request as unknown as HttpRequest, context as unknown as InvocationContext);
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
