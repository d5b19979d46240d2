import type { HttpResponseInit } from '@azure/functions';
import type { Log } from '../application/ports.js';
import type { DeleteVideo } from '../application/recording/delete-video.js';
import { requireAdminKey } from './admin-key.js';
import { problem } from './problem.js';
import { readVideoId, type Asked } from './request.js';
import { nothing } from './response.js';

/** `DELETE /api/Videos/{id}`, with an admin key besides the function key. */
export function makeDeleteVideoHandler(deleteVideo: DeleteVideo, adminKeys: readonly string[]) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    requireAdminKey(request, adminKeys);
    const asked = readVideoId(request);
    const deleted = await deleteVideo(asked, log);
    const { videoId, manifests, states } = deleted ?? { videoId: asked, manifests: 0, states: 0 };
    log('video-deleted', { videoId, outcome: deleted === undefined ? 'unknown' : 'deleted', manifests, states });
    return deleted === undefined ? problem('video-not-found') : nothing();
  };
}
