import type { HttpResponseInit } from '@azure/functions';
import type { Cache } from '../application/reading/find-video.js';
import { limitEach, type ListMany, type OneOfMany } from '../application/list-many.js';
import type { Log } from '../application/ports.js';
import { canonicalVideoId } from '../domain/video-id.js';
import { logFailure } from './answer.js';
import { entityTag, isHeld } from './entity-tag.js';
import { MANY_PARAMETERS, toListQuery } from './list-query.js';
import { toManyResources } from './many-resource.js';
import { RETRY_AFTER } from './problem.js';
import { readManyQuery } from './read-query.js';
import type { Asked } from './request.js';
import { json, notModified, passingJson, urlsEnd } from './response.js';

/** `GET /api/Thumbnails?videoIds=a,b`: a result for each video in the order asked, whatever becomes of the others. */
export function makeListManyHandler(list: ListMany, bodies: Cache<string>) {
  return async (request: Asked, log: Log): Promise<HttpResponseInit> => {
    const { videoIds, values } = readManyQuery(request, MANY_PARAMETERS);
    const limit = limitEach(videoIds.length, values.limit);
    const query = toListQuery({ ...values, limit }, limit);
    const results = await list(videoIds.map(canonicalVideoId), query);
    const asked = videoIds.map((videoId) => ({ videoId, result: resultOf(results, videoId) }));
    const all = [...results.values()];
    const listed = { query: query.asked, ...countsOf(all) };
    const tag = entityTag('many', query.asked, ...asked.flatMap(({ videoId, result }) => [videoId, tagOf(result)]));
    const isLasting = listed.pending + listed.errors === 0;
    const kept = isLasting ? bodies.get(tag) : undefined;
    if (isLasting && isHeld(request, tag)) {
      log('videos-listed', { ...listed, outcome: 'not-modified', signed: 0 });
      return notModified(tag, endOf(all));
    }
    if (kept !== undefined) {
      log('videos-listed', { ...listed, outcome: 'answered', signed: 0 });
      return json(kept, tag, endOf(all));
    }
    const failures = all.flatMap((one) => (one.status === 'error' ? [one.error] : []));
    const answer = { Results: toManyResources(asked, query.asked, values.expand, failures) };
    for (const error of failures) logFailure(error, log);
    log('videos-listed', { ...listed, errors: failures.length, outcome: 'answered', signed: listed.images });
    const again = listed.pending > 0 ? { 'Retry-After': RETRY_AFTER } : {};
    if (!isLasting || failures.length > 0) return passingJson(answer, { ...endOf(all), ...again });
    const body = JSON.stringify(answer);
    bodies.set(tag, body, { size: body.length });
    return json(body, tag, endOf(all));
  };
}

function resultOf(results: ReadonlyMap<string, OneOfMany>, videoId: string): OneOfMany {
  return results.get(canonicalVideoId(videoId)) ?? { status: 'unknown' };
}

function tagOf(result: OneOfMany): string {
  if (result.status === 'found') return result.page.tag;
  return result.status === 'failed' ? `failed ${result.failureReason ?? ''}` : result.status;
}

function countsOf(results: readonly OneOfMany[]) {
  const count = (status: OneOfMany['status']): number => results.filter((one) => one.status === status).length;
  return {
    videos: results.length,
    found: count('found'),
    unknown: count('unknown'),
    pending: count('pending'),
    failed: count('failed'),
    errors: count('error'),
    images: results.reduce((sum, one) => sum + (one.status === 'found' ? one.page.count : 0), 0),
  };
}

/** When the first of all URLs ends. */
function endOf(results: readonly OneOfMany[]): Record<string, string> {
  const ends = results.flatMap((one) =>
    one.status === 'found' && one.page.count > 0 ? [one.page.expires.getTime()] : [],
  );
  return ends.length === 0 ? {} : urlsEnd(new Date(Math.min(...ends)));
}
