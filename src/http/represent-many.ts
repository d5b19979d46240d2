import type { AskedVideo, BatchItem } from '../application/reading/list-many.js';
import { entityTag } from './entity-tag.js';
import { toManyResources } from './many-resource.js';
import { RETRY_AFTER } from './problem.js';
import type { Representation, Untagged } from './represent.js';
import { noStoreJson, urlExpiryHeader } from './response.js';

/** The results of many videos in the order asked; what cannot be signed is an error of its video, and put to `failures`. */
export function representMany(
  asked: readonly AskedVideo[],
  query: string,
  expand: 'details' | undefined,
  failures: unknown[],
): Representation | Untagged {
  const all = [...new Set(asked.map(({ result }) => result))];
  const { pending, errors, images } = countsOf(all);
  const expiry = earliestExpiry(all);
  const toBody = () => {
    failures.push(...all.flatMap((one) => (one.status === 'error' ? [one.error] : [])));
    return { Results: toManyResources(asked, query, expand, failures) };
  };
  const passing = (body: ReturnType<typeof toBody>): Untagged => {
    const again: Record<string, string> = pending > 0 ? { 'Retry-After': RETRY_AFTER } : {};
    return { outcome: 'answered', response: noStoreJson(body, { ...expiry, ...again }), signed: images };
  };
  if (pending + errors > 0) return passing(toBody());
  return {
    tag: entityTag('many', query, ...asked.flatMap(({ videoId, result }) => [videoId, tagOf(result)])),
    expiry,
    make: () => {
      const body = toBody();
      return failures.length > 0 ? passing(body) : JSON.stringify(body);
    },
    signed: images,
  };
}

function tagOf(result: BatchItem): string {
  if (result.status === 'found') return result.page.tag;
  return result.status === 'failed' ? `failed ${result.failureReason ?? ''}` : result.status;
}

export function countsOf(results: readonly BatchItem[]) {
  const count = (status: BatchItem['status']): number => results.filter((one) => one.status === status).length;
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

function earliestExpiry(results: readonly BatchItem[]): Record<string, string> {
  const ends = results.flatMap((one) =>
    one.status === 'found' && one.page.count > 0 ? [one.page.expires.getTime()] : [],
  );
  return ends.length === 0 ? {} : urlExpiryHeader(new Date(Math.min(...ends)));
}
