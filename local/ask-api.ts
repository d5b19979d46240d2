import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

/** The members of a thumbnail that the command shows; the OpenAPI document describes them. */
const thumbnail = z.object({
  ID: z.string(),
  VideoId: z.string(),
  Kind: z.string(),
  Height: z.number(),
  Width: z.number(),
  Index: z.number(),
  Time: z.number(),
  Url: z.string(),
  /** With `expand=details`. */
  TimeMs: z.number().nullable().optional(),
  Asset: z.string().nullable().optional(),
});
export type ListedThumbnail = z.infer<typeof thumbnail>;

/** Where the API is, and the headers that its data routes require. */
export interface Api {
  apiUrl: string;
  headers: Record<string, string>;
}

/** A video's thumbnails as the API lists them, and the URL of the request. */
export interface Listed {
  request: string;
  thumbnails: ListedThumbnail[];
}

const POLL_INTERVAL_MS = 300;

export function videoUrl({ apiUrl }: Pick<Api, 'apiUrl'>, videoId: string, route: string): string {
  return `${apiUrl}/api/Videos/${encodeURIComponent(videoId)}/${route}`;
}

/** All pages of a video's thumbnails; none where the API answers with an error. Throws where the API refuses the key. */
export async function listThumbnails(
  api: Api,
  videoId: string,
  { signal = AbortSignal.any([]), query = '' }: { signal?: AbortSignal; query?: string } = {},
): Promise<{ status: number; thumbnails: ListedThumbnail[] }> {
  const thumbnails: ListedThumbnail[] = [];
  let url: string | undefined = videoUrl(api, videoId, `Thumbnails${query}`);
  let status = 200;
  while (url !== undefined) {
    const response = await fetch(url, { headers: api.headers, signal });
    ({ status } = response);
    if (status === 401) throw new Error('The API answered 401: it was started with --auth and another key.');
    if (!response.ok) return { status, thumbnails: [] };
    thumbnails.push(...z.array(thumbnail).parse(await response.json()));
    const [, next] = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '') ?? [];
    url = next && new URL(next, url).href;
  }
  return { status, thumbnails };
}

/**
 * Polls the API until it lists what is awaited, without more any thumbnails: the event of the finished job may still be in
 * delivery. Throws after the time limit.
 */
export async function waitForThumbnails(
  api: Api,
  videoId: string,
  timeoutMs: number,
  signal: AbortSignal = AbortSignal.any([]),
  { query = '', isThere = (listed) => listed.length > 0 }: Awaited = {},
): Promise<Listed> {
  const until = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < until) {
    const { status, thumbnails } = await listThumbnails(api, videoId, { signal, query });
    if (isThere(thumbnails)) return { request: videoUrl(api, videoId, 'Thumbnails'), thumbnails };
    last = status === 200 ? `it lists ${thumbnails.length} others` : `it answers ${status}`;
    await wait(POLL_INTERVAL_MS, undefined, { signal });
  }
  throw new Error(`The job has finished, but the API does not list its images: ${last}. See the output of npm start.`);
}

interface Awaited {
  query?: string;
  isThere?: (listed: readonly ListedThumbnail[]) => boolean;
}

/** Whether the video's job runs, or has finished and is not recorded yet. */
export async function isProcessing(api: Api, videoId: string): Promise<boolean> {
  const response = await fetch(videoUrl(api, videoId, 'Status'), { headers: api.headers });
  return response.ok && z.object({ Status: z.string() }).parse(await response.json()).Status === 'Processing';
}
