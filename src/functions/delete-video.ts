import { ADMIN_KEY_HEADER } from '../http/request.js';
import { READING } from '../http/http-function.js';
import { problem } from '../http/problem.js';
import { httpFunction } from '../runtime.js';

export const deleteVideo = httpFunction({
  name: 'deleteVideo',
  method: 'DELETE',
  route: 'Videos/{id}',
  access: 'admin-key',
  summary: 'Deletes a video; its images stay',
  description: `Wants one of the operators’ own keys in \`${ADMIN_KEY_HEADER}\` beside the function key, whatever the settings say.`,
  responses: { 204: { description: 'The video is deleted.' } },
  problems: [...READING, 'forbidden'],
  handler:
    (app) =>
    async ({ videoId: asked, log }) => {
      const deleted = await app.deleteVideo(asked, log);
      const { videoId, manifests, states } = deleted ?? { videoId: asked, manifests: 0, states: 0 };
      log('video-deleted', { videoId, outcome: deleted === undefined ? 'unknown' : 'deleted', manifests, states });
      if (deleted === undefined) return problem('video-not-found');
      return { status: 204, headers: { 'Cache-Control': 'no-store' } };
    },
});
