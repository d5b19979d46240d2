import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

/** What the CLI shows of a thumbnail; the API's own document says what each member means. */
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

/** A video's thumbnails by the API, and the request that asked for them. */
export interface Listed {
  request: string;
  thumbnails: ListedThumbnail[];
}

const ASK_EVERY_MS = 300;

/**
 * Asks the API until the video's thumbnails of the finished job are there: its event is on its way. Throws a sentence
 * when they do not come within the time.
 */
export async function askForThumbnails(
  api: { apiUrl: string; headers: Record<string, string> },
  videoId: string,
  withinMs: number,
  signal: AbortSignal = AbortSignal.any([]),
): Promise<Listed> {
  const request = `${api.apiUrl}/api/Videos/${encodeURIComponent(videoId)}/Thumbnails`;
  const until = Date.now() + withinMs;
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
    await wait(ASK_EVERY_MS, undefined, { signal });
  }
  throw new Error(
    `The job has finished, but the API does not list its thumbnails (${last}). See the output of npm start.`,
  );
}

/** Whether the video's job is at work, or has finished and is about to be recorded. */
export async function isUnderWay(
  api: { apiUrl: string; headers: Record<string, string> },
  videoId: string,
): Promise<boolean> {
  const response = await fetch(`${api.apiUrl}/api/Videos/${encodeURIComponent(videoId)}/Status`, {
    headers: api.headers,
  });
  return response.ok && z.object({ Status: z.string() }).parse(await response.json()).Status === 'Processing';
}
