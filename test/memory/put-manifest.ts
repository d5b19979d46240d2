import { projectRecord } from '../../src/application/recording/project-record.js';
import type { RecordStore } from '../../src/application/recording/ports.js';
import { noopPublisher } from '../../src/application/publishing/ports.js';
import { decide } from '../../src/domain/decide.js';
import type { ImagesReport } from '../../src/domain/report.js';
import { locationHash } from '../../src/domain/location.js';
import type { Manifest } from '../../src/domain/manifest.js';

/** Records a manifest as an event of its job does; its asset's name leads to the video. */
export async function putManifest(store: RecordStore, manifest: Manifest & { modifiedMs?: number }): Promise<void> {
  const { videoId, location, recordedAt: at, source, ...content } = manifest;
  const { assetName, transform, job } = source;
  const report: ImagesReport = {
    ...{ kind: 'images', location, source: 'event', claim: { videoId, at }, at },
    found: { ...content, isEmpty: content.series.length === 0 },
    ...(transform !== undefined && job !== undefined && { job: { transform, job, at } }),
    ...(assetName !== undefined && { asset: { name: assetName, at }, aliases: [assetName] }),
    ...(content.unservable !== undefined && { asked: { unservable: content.unservable } }),
  };
  const stored = await store.readRecord(locationHash(location));
  const record = decide(stored?.record, report, { now: at, publishing: 'off' });
  if (record !== stored?.record) await store.putRecord(record, stored?.version);
  await projectRecord({ store, clock: () => at, publisher: noopPublisher }, record);
}
