import { readSeries } from '../../../src/application/recording/read-series.js';
import type { ImageHeader } from '../../../src/application/recording/ports.js';
import type { ImageRule } from '../../../src/domain/image-rule.js';
import type { ToldTimes } from '../../../src/domain/told-times.js';
import type { ImageCue } from '../../../src/domain/webvtt.js';
import { aLocation } from '../../builders.js';
import { aLog, fakeImages, JPEG, type FakeImages } from '../../fakes.js';

export const tile = (address: string, startMs = 0): ImageCue => ({
  address,
  startMs,
  endMs: startMs + 1000,
  area: { x: 0, y: 0, width: 160, height: 90 },
});
export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i + 1).padStart(6, '0')}.jpg`);

/** What is read of these blobs; null is for what is no image. */
export async function read(
  blobs: Record<string, ImageHeader | null>,
  {
    rules,
    told,
    refusals = {},
    ...fakes
  }: Partial<Pick<FakeImages, 'tiles' | 'tilesIn' | 'timeline' | 'durations'>> & {
    rules?: ImageRule[];
    told?: ToldTimes;
    refusals?: Record<string, string>;
  } = {},
) {
  const images = fakeImages({ [aLocation().container]: blobs });
  Object.assign(images, fakes);
  const { log, lines } = aLog();
  const listed = Object.keys(blobs).map((name) => {
    const refusal = refusals[name];
    return { name, size: 1000, ...(refusal !== undefined && { refusal }) };
  });
  const { series, durationMs } = await readSeries(images, aLocation(), listed, rules, log, told);
  const headers = images.calls.filter((call) => call === 'readHeader').length;
  const vtts = images.calls.filter((call) => call === 'readWebVtt').length;
  const files = images.calls.flatMap((call) => /^readDuration (.*)/.exec(call)?.[1] ?? []);
  return {
    series,
    durationMs,
    headers,
    vtts,
    files,
    lines: lines.map(({ event, fields }) => [event, fields['blob'], fields['reason']]),
  };
}
export const blobsOf = (names: readonly string[], header: ImageHeader | null = JPEG) =>
  Object.fromEntries(names.map((name) => [name, header]));
