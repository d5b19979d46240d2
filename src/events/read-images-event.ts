import * as z from 'zod';
import { hasDotSegments } from '../domain/image-listing.js';
import { LIMITS } from '../domain/limits.js';
import { EventRejected, type ImagesReadyReport, type MediaEvent } from '../domain/media-event.js';
import { readToldTimes } from '../domain/told-times.js';
import { canonicalVideoId, videoIdProblem } from '../domain/video-id.js';
import { reasonsOf, type Envelope, type EventRules } from './envelope.js';

const STORAGE_ACCOUNT = /\/storageAccounts\/([a-z0-9]{3,24})$/i;
const BLOB = /^\/blobServices\/default\/containers\/([^/]+)\/blobs\/(.+)$/s;

/**
 * A marker blob says that the images beside it are complete. The API call that wrote it does not matter: hierarchical accounts
 * report `FlushWithClose`.
 * https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
 */
export function readBlobCreated({ id, type, subject, source, at }: Envelope, { marker }: EventRules): MediaEvent {
  if (marker === undefined) return { kind: 'ignored', id, type, reason: 'MARKER_BLOB names no marker' };
  const [, container = '', path = ''] = BLOB.exec(subject) ?? [];
  if (path === '') throw new EventRejected(['subject: names no blob']);
  const marked = marker(path);
  if (marked === undefined) return { kind: 'ignored', id, type, reason: 'the blob is no marker' };
  const account = STORAGE_ACCOUNT.exec(source ?? '')?.[1]?.toLowerCase();
  if (account === undefined) throw new EventRejected(['topic or source: names no storage account']);
  const prefix = path.slice(0, path.lastIndexOf('/') + 1);
  return { id, isNamed: false, ...imagesReport(at, { account, container, prefix }, marked.videoId, 'subject') };
}

const imagesReady = z.object({
  videoId: z.string(),
  container: z.string().min(1).max(63),
  storageAccount: z.string().max(24).nullish(),
  prefix: z.string().nullish(),
  start: z.union([z.number(), z.string()]).nullish(),
  every: z.union([z.number(), z.string()]).nullish(),
  duration: z.union([z.number(), z.string()]).nullish(),
});

/** Our own event, for an encoder that raises none that we know: docs/events.md. */
export function readImagesReady({ id, type, at, data }: Envelope, rules: EventRules): MediaEvent {
  if (!rules.imagesReady) return { kind: 'ignored', id, type, reason: 'IMAGES_READY is off' };
  const result = imagesReady.safeParse(data);
  if (!result.success) throw new EventRejected(reasonsOf(result.error, ['data']));
  const { videoId, container, storageAccount, prefix, start, every, duration } = result.data;
  const told = readToldTimes({ start, every, duration });
  if (told.problems.length > 0) throw new EventRejected(told.problems.map((problem) => `data.${problem}`));
  const folder = prefix == null || prefix === '' || prefix.endsWith('/') ? (prefix ?? '') : `${prefix}/`;
  const account = storageAccount?.toLowerCase() ?? '';
  const location = { container, prefix: folder, ...(account !== '' && { account }) };
  const times = told.times && { times: told.times };
  return { id, isNamed: true, ...imagesReport(at, location, videoId, 'data'), ...times };
}

function imagesReport(
  at: Date,
  location: ImagesReadyReport['location'],
  videoId: string | undefined,
  member: string,
): { kind: 'images' } & Omit<ImagesReadyReport, 'id' | 'isNamed'> {
  const problem = videoId === undefined ? undefined : videoIdProblem(videoId);
  const reasons = [
    ...(problem === undefined ? [] : [`${member}: ${problem}`]),
    ...(isFolder(location.prefix) ? [] : [`${member}: the prefix is no folder that images could be fetched from`]),
  ];
  if (reasons.length > 0) throw new EventRejected(reasons);
  const video = videoId === undefined ? {} : { videoId: canonicalVideoId(videoId) };
  return { kind: 'images', ...(at.getTime() > 0 && { at }), location, ...video };
}

function isFolder(prefix: string): boolean {
  return (
    prefix.length <= LIMITS.subjectCharacters &&
    prefix.isWellFormed() &&
    !/\p{Cc}/u.test(prefix) &&
    !hasDotSegments(prefix)
  );
}
