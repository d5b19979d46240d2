import fc from 'fast-check';
import type { ImagesReport, Report } from '../../../src/domain/report.js';
import { CLAIM_SOURCES } from '../../../src/domain/location-record.js';
import { readByOf, type Content, type RecordedRules } from '../../../src/domain/content.js';

export const LOCATION = { account: 'contosomedia', container: 'w', prefix: '' };

/** So many minutes after the first moment. */
export function minute(minutes: number): Date {
  return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
}

/** Images numbered from 1, one every so many seconds. */
export function contentOf(images: number, seconds = 5): Content {
  const names = { prefix: 'Thumbnail', suffix: '.jpg', indexDigits: 6, ranges: [[1, images]] as const };
  const shape = { kind: 'Thumbnail' as const, contentType: 'image/jpeg', width: 640, height: 360 };
  return { series: [{ ...shape, ...names, timing: { startMs: 0, stepMs: seconds * 1000 } }] };
}

/** An event of video `A`, ten minutes after the first moment, that found two images; or another report. */
export function imagesReport(parts: Partial<ImagesReport> = {}): ImagesReport {
  const at = parts.at ?? minute(10);
  const claim = { videoId: 'A', at };
  const found = { ...contentOf(2), isEmpty: false };
  return { kind: 'images', location: LOCATION, source: 'event', claim, at, found, ...parts };
}

const videoIds = fc.constantFrom('A', 'B', 'w');
/** Few, so that reports of one time are common. */
const times = fc.integer({ min: 0, max: 6 }).map(minute);
const names = fc.constantFrom('job-1', 'job-2');
const rules: fc.Arbitrary<RecordedRules> = fc
  .record(
    {
      job: fc.record({ at: times, images: fc.constantFrom([{ label: 'a' }], [{ label: 'b' }]) }),
      operator: fc.record({ at: times, times: fc.record({ durationMs: fc.constantFrom(1, 2) }) }),
    },
    { requiredKeys: [] },
  )
  .map((one) => one as unknown as RecordedRules);

export const anyImagesReport: fc.Arbitrary<ImagesReport> = fc
  .record(
    {
      source: fc.constantFrom(...CLAIM_SOURCES),
      claim: fc.record({ videoId: videoIds, at: times }),
      at: times,
      job: fc.record({ transform: names, job: names, at: times }),
      asset: fc.record({ name: names, at: times }),
      rules,
      aliases: fc.array(fc.constantFrom('a', 'b', 'c', 'A'), { maxLength: 2 }),
      asked: fc.constantFrom({}, { unservable: 'encrypted' }),
      images: fc.integer({ min: 0, max: 2 }),
      deletions: fc.dictionary(videoIds, times, { maxKeys: 2 }),
    },
    { requiredKeys: ['source', 'claim', 'at'] },
  )
  .map(({ images, ...report }) => {
    const found = images === undefined ? undefined : { ...(images === 0 ? { series: [] } : contentOf(images)) };
    return {
      ...{ kind: 'images', location: LOCATION, ...report },
      ...(found && { found: { ...found, ...readByOf(report.rules ?? {}), isEmpty: images === 0 } }),
    };
  });

export const anyReport: fc.Arbitrary<Report> = fc.oneof(
  { weight: 4, arbitrary: anyImagesReport },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), videoId: videoIds, at: times }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('missing' as const), since: times }) },
);
