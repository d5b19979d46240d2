import type { HttpResponseInit } from '@azure/functions';
import type { ForgetAloud } from '../application/forget-video.js';
import type { Log } from '../application/ports.js';
import { requireAdminKey } from './admin-key.js';
import { problem } from './problem.js';
import { readVideoId, type Asked } from './request.js';
import { nothing } from './response.js';

/** `DELETE /api/Videos/{id}`, with an admin key besides the function key. */
export function makeForgetVideoHandler(forget: ForgetAloud, adminKeys: readonly string[]) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    requireAdminKey(request, adminKeys);
    const asked = readVideoId(request);
    const forgotten = await forget(asked, log);
    const { videoId, manifests, states } = forgotten ?? { videoId: asked, manifests: 0, states: 0 };
    const outcome = forgotten === undefined ? 'unknown' : 'forgotten';
    log('video-forgotten', { videoId, outcome, manifests, states });
    return forgotten === undefined ? problem('video-not-found') : nothing();
  };
}
