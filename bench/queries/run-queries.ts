import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../../local/azurite.js';
import type { Progress } from '../progress.js';
import { withCleanup } from '../with-cleanup.js';
import { createBenchApp, startServer, startBenchHost } from './bench-host.js';
import { KEPT_ANSWER } from './kept-answer.js';
import { fetchListing, CONTAINER, recordVideo, uploadImages, VIDEO } from './one-video.js';
import { runRounds, type Target, type Figures, type Plan } from './rounds.js';

/** Who is measured; the ratios are between these. */
export interface Targets {
  service: Target;
  baseline: Target;
  naive: Target;
  bare: Target;
  notModified: Target;
  uncached: Target;
}

export interface Measured {
  targets: Targets;
  figures: Figures;
  bodyBytes: { service: number; naive: number };
}

/** Storage, two hosts (one of them keeps no manifests) and the bare server are processes of their own; the load is ours. */
export async function runQueries(plan: Plan, progress: Progress): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    return await withCleanup(async (started) => {
      progress.step('starting storage and functions');
      const storage = started(await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }));
      await uploadImages(storage.connectionString);

      const keptAnswer = join(folder, 'answer.json');
      const settings = {
        MANIFEST_STORAGE_CONNECTION_STRING: storage.connectionString,
        MEDIA_STORAGE_CONNECTION_STRING: storage.connectionString,
        [KEPT_ANSWER]: keptAnswer,
      };
      await createBenchApp(join(folder, 'app'));
      const host = started(await startBenchHost(join(folder, 'app'), settings));
      const uncached = started(await startBenchHost(join(folder, 'app'), { ...settings, MANIFEST_CACHE_SECONDS: '0' }));

      await recordVideo(host.url);
      const path = `/api/Videos/${VIDEO.id}/Thumbnails`;
      const answer = await fetchListing(`${host.url}${path}`);
      await writeFile(keptAnswer, JSON.stringify(answer));
      const bare = started(
        await startServer('the bare server', join(process.cwd(), 'dist/bench/queries/bare-server.js'), [], settings),
      );

      const naiveUrl = `${host.url}/api/bench/naive/${CONTAINER}`;
      const targets: Targets = {
        service: { name: 'this service', url: `${host.url}${path}`, status: 200 },
        baseline: { name: 'the baseline', url: `${host.url}/api/bench/floor/${VIDEO.id}`, status: 200 },
        naive: { name: 'the naive way', url: naiveUrl, status: 200 },
        bare: { name: 'the bare server', url: bare.url, status: 200 },
        notModified: {
          name: 'this service, not modified (304)',
          url: `${host.url}${path}`,
          headers: { 'if-none-match': answer.headers['etag'] ?? '' },
          status: 304,
        },
        uncached: { name: 'this service, no manifest kept', url: `${uncached.url}${path}`, status: 200 },
      };
      const naiveBody = await (await fetch(naiveUrl)).text();
      return {
        targets,
        bodyBytes: { service: Buffer.byteLength(answer.body), naive: Buffer.byteLength(naiveBody) },
        figures: await runRounds(Object.values(targets), plan, progress),
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
