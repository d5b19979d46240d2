import * as z from 'zod';
import type { EventRules } from '../../src/events/envelope.js';
import { readMediaEvent } from '../../src/events/read-media-event.js';
import { containerId } from '../../src/domain/location-record.js';
import { EventRejected } from '../../src/domain/media-event.js';
import { canonicalVideoId } from '../../src/domain/video-id.js';

/** What becomes of an event that is delivered, as far as the event itself tells. */
export interface Expected {
  /** The app acknowledges events that it rejects or ignores as well. */
  outcome: 'delivered' | 'rejected' | 'ignored';
  /** Why it is rejected or ignored. */
  reason?: string;
  /** A name of its video. */
  videoId?: string;
}

/** The app's settings are not known here: what one of them may switch on is on. */
const RULES: EventRules = { videoIdKey: 'videoId', marker: () => ({ videoId: undefined }), imagesReady: true };

/** Reads an event as the app does. */
export function readExpected(event: unknown): Expected {
  try {
    const read = readMediaEvent(event, RULES);
    if (read.kind === 'ignored') return { outcome: 'ignored', reason: read.reason };
    const asset = read.kind === 'outputs' ? read.outputs[0]?.assetName : undefined;
    const container = read.kind === 'images' ? containerId(read.location.container) : undefined;
    const videoId = read.videoId ?? (asset === undefined ? container : canonicalVideoId(asset));
    return { outcome: 'delivered', ...(videoId !== undefined && { videoId }) };
  } catch (error) {
    if (!(error instanceof EventRejected)) throw error;
    return { outcome: 'rejected', reason: error.message };
  }
}

const SEE_LOG = 'the app’s log says what it recorded';
const TIMEOUT_MS = 10_000;
const status = z.object({ Status: z.string() });

/** Asks the app where a video stands after the delivery of its event; without a function key only some apps say so. */
export function createAskStatus(url: string, functionKey: string | undefined): (videoId?: string) => Promise<string> {
  return async (videoId) => {
    if (videoId === undefined) return SEE_LOG;
    try {
      const response = await fetch(`${url}/api/Videos/${encodeURIComponent(videoId)}/Status`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: functionKey === undefined ? {} : { 'x-functions-key': functionKey },
      });
      if (response.status === 404) return `no video ${videoId} is recorded; the app’s log says why`;
      const { Status } = status.parse(await response.json());
      return `video ${videoId}: ${Status}${Status === 'Failed' ? '; the app’s log says why' : ''}`;
    } catch {
      return SEE_LOG;
    }
  };
}
