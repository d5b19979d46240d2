import * as z from 'zod';
import { hasDotSegments } from '../domain/blob-name.js';
import { EventRejected, type ImagesReadyReport, type MediaEvent } from '../domain/media-event.js';
import { canonicalVideoId, videoIdProblem } from '../domain/video-id.js';
import { reasonsOf, type Envelope } from './envelope.js';
import { readEventTime } from './event-time.js';
import type { EventRules } from './event-rules.js';

const STORAGE_ACCOUNT = /\/storageAccounts\/([a-z0-9]{3,24})$/i;
const BLOB = /^\/blobServices\/default\/containers\/([^/]+)\/blobs\/(.+)$/s;

/**
 * A marker blob says that the images beside it are complete. The API call that wrote it does not matter: hierarchical accounts
 * report `FlushWithClose`.
 * https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
 */
export function readBlobCreated({ id, type, subject, source, time }: Envelope, { marker }: EventRules): MediaEvent {
  if (marker === undefined) return { kind: 'ignored', id, type, reason: 'MARKER_BLOB names no marker' };
  const [, container = '', path = ''] = BLOB.exec(subject) ?? [];
  if (path === '') throw new EventRejected(['subject: names no blob']);
  const marked = marker(path);
  if (marked === undefined) return { kind: 'ignored', id, type, reason: 'the blob is no marker' };
  const account = STORAGE_ACCOUNT.exec(source ?? '')?.[1]?.toLowerCase();
  if (account === undefined) throw new EventRejected(['topic or source: names no storage account']);
  const prefix = path.slice(0, path.lastIndexOf('/') + 1);
  const images = imagesReport({ account, container, prefix }, marked.videoId, 'subject');
  return { kind: 'images', id, ...timeOf(time), isNamed: false, ...images };
}

const imagesReady = z.object({
  videoId: z.string(),
  container: z.string().min(1).max(63),
  storageAccount: z.string().max(24).nullish(),
  prefix: z.string().nullish(),
});

/** Our own event, for an encoder that raises none that we know: docs/events.md. */
export function readImagesReady({ id, type, time, data }: Envelope, rules: EventRules): MediaEvent {
  if (!rules.imagesReady) return { kind: 'ignored', id, type, reason: 'IMAGES_READY is off' };
  const result = imagesReady.safeParse(data);
  if (!result.success) throw new EventRejected(reasonsOf(result.error, ['data']));
  const { videoId, container, storageAccount, prefix } = result.data;
  const folder = prefix == null || prefix === '' || prefix.endsWith('/') ? (prefix ?? '') : `${prefix}/`;
  const account = storageAccount?.toLowerCase() ?? '';
  const location = { container, prefix: folder, ...(account !== '' && { account }) };
  return { kind: 'images', id, ...timeOf(time), isNamed: true, ...imagesReport(location, videoId, 'data') };
}

function timeOf(text: string | undefined): Pick<ImagesReadyReport, 'at'> {
  const at = readEventTime(text);
  return at.getTime() === 0 ? {} : { at };
}

/** Longest blob name of Azure. */
const MAX_PREFIX_LENGTH = 1024;

function imagesReport(
  location: ImagesReadyReport['location'],
  videoId: string | undefined,
  member: string,
): Pick<ImagesReadyReport, 'location' | 'videoId'> {
  const problem = videoId === undefined ? undefined : videoIdProblem(videoId);
  const reasons = [
    ...(problem === undefined ? [] : [`${member}: ${problem}`]),
    ...(isFolder(location.prefix) ? [] : [`${member}: the prefix is no folder that images could be fetched from`]),
  ];
  if (reasons.length > 0) throw new EventRejected(reasons);
  return { location, ...(videoId !== undefined && { videoId: canonicalVideoId(videoId) }) };
}

function isFolder(prefix: string): boolean {
  return (
    prefix.length <= MAX_PREFIX_LENGTH && prefix.isWellFormed() && !/\p{Cc}/u.test(prefix) && !hasDotSegments(prefix)
  );
}
