import type { Asset, Job } from '../src/application/recording/ports.js';
import type { ImageRule } from '../src/domain/image-rule.js';
import { contentVersionOf } from '../src/domain/content.js';
import type { Manifest } from '../src/domain/manifest.js';
import type { OutputState } from '../src/domain/output-state.js';
import type { ImageLocation } from '../src/domain/location.js';
import type { Series, Tile } from '../src/domain/series.js';
import type { Video } from '../src/domain/video.js';
import type { EventRules } from '../src/events/envelope.js';
import { revisionOf } from '../src/domain/entry.js';

/** The moment at which tests happen, unless they move it. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');
export const GUID = '32606e0e-dac6-4404-88b4-e97cc3475591';

export function minutesAfter(minutes: number, from: Date = NOW): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export function aLocation(parts: Partial<ImageLocation> = {}): ImageLocation {
  return { account: 'contosomedia', container: `asset-${GUID}`, prefix: '', ...parts };
}

/** Ten numbered thumbnails, one every five seconds. */
export function aSeries(parts: Partial<Series> = {}): Series {
  return {
    kind: 'Thumbnail',
    prefix: 'Thumbnail',
    suffix: '.jpg',
    indexDigits: 6,
    ranges: [[1, 10]],
    contentType: 'image/jpeg',
    width: 640,
    height: 360,
    timing: { startMs: 0, stepMs: 5000, source: 'preset' },
    ...parts,
  };
}

export function aPoster(parts: Partial<Series> = {}): Series {
  const { contentType, width, height } = aSeries();
  const names = { prefix: 'Poster.jpg', suffix: '', indexDigits: 0, ranges: [] };
  return { kind: 'Poster', ...names, contentType, width, height, ...parts };
}

/** One sheet of a numbered sprite, 2 × 2 tiles of 160 × 90 large, with these tiles on it. */
export function aSprite(tiles: readonly Tile[], index = 1): Series {
  const names = { prefix: 'Sprite_', suffix: '.jpg', indexDigits: 6, ranges: [[index, index]] as const };
  const { contentType } = aSeries();
  return { kind: 'Sprite', ...names, contentType, width: 320, height: 180, sprite: { vttName: 'Sprite.vtt', tiles } };
}

export function aManifest(parts: Partial<Manifest> = {}): Manifest {
  return {
    videoId: 'video-1',
    location: aLocation(),
    recordedAt: NOW,
    source: { assetName: 'output-1', transform: 'thumbs', job: 'job-1' },
    series: [aSeries()],
    ...parts,
  };
}

export function anOutputState(parts: Partial<OutputState> = {}): OutputState {
  return { transform: 'thumbs', job: 'job-1', output: 'output-1', state: 'Processing', at: NOW, ...parts };
}

export function aVideo(manifests: readonly Manifest[], parts: Partial<Video> = {}): Video {
  const stored = manifests.map((manifest) => ({
    manifest,
    revision: revisionOf(manifest.location, contentVersionOf(manifest)),
  }));
  return { id: 'video-1', manifests: stored, outputs: [], ...parts };
}

/** `Thumbnail-{Basename}-{Index}.jpg`, an image every five seconds from the start. */
export function aRule(parts: Partial<ImageRule> = {}): ImageRule {
  return {
    filenamePattern: 'Thumbnail-{Basename}-{Index}{Extension}',
    extension: '.jpg',
    label: '',
    start: { unit: 'ms', value: 0 },
    step: { unit: 'ms', value: 5000 },
    range: { unit: 'percent', value: 100 },
    isSprite: false,
    ...parts,
  };
}

export function anAsset(parts: Partial<Asset> = {}): Asset {
  return { name: 'output-1', assetId: GUID, container: `asset-${GUID}`, isClientEncrypted: false, ...parts };
}

export function aJob(parts: Partial<Job> = {}): Job {
  return { endedAt: NOW, outputs: [{ assetName: 'output-1', state: 'Finished' }], ...parts };
}

interface EventParts {
  id?: string;
  subject?: string;
  time?: string;
  data?: Record<string, unknown>;
}

/** An event in the Event Grid schema; `type` is without `Microsoft.Media.`. */
export function anEvent(type: string, { data = {}, ...parts }: EventParts = {}) {
  return {
    topic: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Media/mediaservices/contoso',
    subject: parts.subject ?? 'transforms/thumbs/jobs/job-1',
    eventType: `Microsoft.Media.${type}`,
    eventTime: parts.time ?? NOW.toISOString(),
    id: parts.id ?? `event-${type}`,
    data,
    dataVersion: '1.0',
    metadataVersion: '1',
  };
}

/** One output as events list it, with the error object that healthy ones carry too. */
export function anEventOutput(parts: Record<string, unknown> = {}) {
  return {
    '@odata.type': '#Microsoft.Media.JobOutputAsset',
    assetName: 'output-1',
    error: { code: 'ServiceError', message: 'nothing is wrong', category: 'Service', retry: 'MayRetry', details: [] },
    label: 'thumbs_0',
    progress: 100,
    state: 'Finished',
    ...parts,
  };
}

export function aJobFinished(parts: EventParts & { outputs?: unknown[]; videoId?: string } = {}) {
  const { outputs = [anEventOutput()], videoId, data, ...rest } = parts;
  const correlationData = videoId === undefined ? {} : { videoId };
  return anEvent('JobFinished', {
    ...rest,
    data: { previousState: 'Processing', state: 'Finished', outputs, correlationData, ...data },
  });
}

export function aJobOutputEvent(type: string, parts: EventParts & { output?: unknown; videoId?: string } = {}) {
  const { output = anEventOutput(), videoId, data, ...rest } = parts;
  const jobCorrelationData = videoId === undefined ? {} : { videoId };
  return anEvent(type, { ...rest, data: { previousState: 'Processing', output, jobCorrelationData, ...data } });
}

/** The rules of an app whose settings say nothing of events. */
export function someRules(parts: Partial<EventRules> = {}): EventRules {
  return { videoIdKey: 'videoId', marker: undefined, imagesReady: false, ...parts };
}

/** A blob at this path was written to storage. */
export function aBlobCreated(container: string, path: string, time: string = NOW.toISOString()) {
  return {
    topic: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/contosomedia',
    subject: `/blobServices/default/containers/${container}/blobs/${path}`,
    eventType: 'Microsoft.Storage.BlobCreated',
    eventTime: time,
    id: 'event-BlobCreated',
    data: { api: 'PutBlob', blobType: 'BlockBlob', url: `https://elsewhere.example/${container}/${path}` },
  };
}

/** The CloudEvent by which any encoder tells that images lie ready; it need not say when. */
export function anImagesReady(data: Record<string, unknown>, time: string | null = NOW.toISOString()) {
  return {
    specversion: '1.0',
    type: 'Stillframe.ImagesReady',
    source: '/encoders/mine',
    id: 'event-ImagesReady',
    time,
    data,
  };
}
