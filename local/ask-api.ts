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
});
export type ListedThumbnail = z.infer<typeof thumbnail>;

/** A video's thumbnails as the API lists them, and the URL of the request. */
export interface Listed {
  request: string;
  thumbnails: ListedThumbnail[];
}

const POLL_INTERVAL_MS = 300;

/**
 * Polls the API until it lists thumbnails: the event of the finished job may still be in delivery. Throws after the time
 * limit.
 */
export async function waitForThumbnails(
  api: { apiUrl: string; headers: Record<string, string> },
  videoId: string,
  timeoutMs: number,
  signal: AbortSignal = AbortSignal.any([]),
): Promise<Listed> {
  const request = `${api.apiUrl}/api/Videos/${encodeURIComponent(videoId)}/Thumbnails`;
  const until = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < until) {
    const response = await fetch(request, { headers: api.headers, signal });
    last = String(response.status);
    if (response.status === 401) throw new Error('The API answered 401: it was started with --auth and another key.');
    if (response.ok) {
      const thumbnails = z.array(thumbnail).parse(await response.json());
      if (thumbnails.length > 0) return { request, thumbnails };
      last = `${response.status} with ${thumbnails.length} thumbnails`;
    }
    await wait(POLL_INTERVAL_MS, undefined, { signal });
  }
  throw new Error(
    `The job has finished, but the API does not list its thumbnails (${last}). See the output of npm start.`,
  );
}

/** Whether the video's job runs, or has finished and is not recorded yet. */
export async function isProcessing(
  api: { apiUrl: string; headers: Record<string, string> },
  videoId: string,
): Promise<boolean> {
  const response = await fetch(`${api.apiUrl}/api/Videos/${encodeURIComponent(videoId)}/Status`, {
    headers: api.headers,
  });
  return response.ok && z.object({ Status: z.string() }).parse(await response.json()).Status === 'Processing';
}
