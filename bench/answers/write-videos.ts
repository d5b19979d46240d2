import { connectTable } from '../../src/adapters/table/rows.js';
import { createTableRecordStore } from '../../src/adapters/table/table-record-store.js';
import { contentVersionOf } from '../../src/domain/content.js';
import type { Series } from '../../src/domain/series.js';

/** A video of one series with an image every five seconds. */
export interface BenchVideo {
  id: string;
  images: number;
}

export const THOUSAND: BenchVideo = { id: 'a-thousand', images: 1000 };
export const HUNDRED_THOUSAND: BenchVideo = { id: 'a-hundred-thousand', images: 100_000 };
export const MANY: readonly BenchVideo[] = Array.from({ length: 50 }, (_, i) => ({ id: `many-${i}`, images: 10 }));
export const STEP_SECONDS = 5;

/** Writes their manifests as an event would: a query reads no more than these, so no image has to be there. */
export async function writeVideos(connectionString: string, account: string): Promise<void> {
  const table = connectTable({ connectionString, table: 'thumbnails' }, () => {
    throw new Error('the bench has a key');
  });
  const store = createTableRecordStore(table);
  for (const { id, images } of [THOUSAND, HUNDRED_THOUSAND, ...MANY]) {
    const location = { account, container: `asset-${id}`, prefix: '' };
    const durationMs = images * STEP_SECONDS * 1000;
    const content = { durationMs, series: seriesOf(images) };
    const numbers = { seq: 1, ownerSeq: 1, names: [], contentVersion: contentVersionOf(content) };
    const entry = { videoId: id, location, recordedAt: new Date(), source: {}, content, ...numbers };
    if (!(await store.putRow({ kind: 'entry', entry }, undefined))) throw new Error(`${id} is there already`);
  }
}

function seriesOf(images: number): Series[] {
  const common = { contentType: 'image/jpeg', width: 640, height: 360 };
  const poster = { kind: 'Poster' as const, prefix: 'Poster.jpg', suffix: '', indexDigits: 0, ranges: [] };
  const names = { prefix: 'Thumbnail', suffix: '.jpg', indexDigits: 6, ranges: [[1, images] as const] };
  const timing = { startMs: 0, stepMs: STEP_SECONDS * 1000 };
  return [
    { ...poster, ...common },
    { kind: 'Thumbnail', ...names, ...common, timing },
  ];
}
