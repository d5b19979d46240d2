import type { BackfillOptions } from './backfill-options.js';
import type { Checkpoint, SavedProgress, ContainerRef } from './checkpoint.js';
import type { Connection } from './connect.js';
import { remaining } from './plan.js';
import type { Progress } from './progress.js';
import { formatLocation, formatSummary, toJson } from './report.js';
import { createStats, type Reason } from './stats.js';
import type { VideoMap } from './video-map.js';
import { backfillContainer } from './backfill-container.js';
import { processContainers } from './process-containers.js';

export interface Run {
  options: BackfillOptions;
  connected: Connection;
  map: VideoMap;
  containers: readonly ContainerRef[];
  /** Why containers are refused. */
  refused: readonly Reason[];
  unknownInMap: readonly string[];
  /** The address of a video's contact sheet. */
  sheetOf: (videoId: string) => string;
  /** Undefined in a dry run, which writes no file. */
  checkpoint: Checkpoint | undefined;
  saved: SavedProgress | undefined;
  /** Ends the run after the containers in progress. */
  signal: AbortSignal;
  progress: Progress;
  print: (line: string) => void;
}

/** Records the remaining containers and prints the results; returns the number of failed containers, also of earlier runs. */
export async function runBackfill(run: Run): Promise<number> {
  const { options, connected, map, containers, checkpoint, saved, signal, progress, print } = run;
  const { json, dryRun, concurrency } = options;
  const { backfill } = connected;
  const last = saved?.last;
  const { retries, pending } = remaining(containers, { last, failed: saved?.failed ?? [] });
  // Saved at once, so that a file that cannot be written ends the run at its start.
  checkpoint?.save({ last, failed: retries });
  await checkpoint?.flush();
  const stats = createStats();
  progress.start(retries.length + pending.length);
  const startedAt = performance.now();
  let visited = 0;
  let failed = retries.length;

  const process = async (container: ContainerRef): Promise<boolean> => {
    const lines = await backfillContainer(backfill, container, map, options.times);
    visited += 1;
    for (const line of lines) {
      stats.add(line);
      if (json) print(JSON.stringify({ ...line, ...(dryRun && { dryRun }) }));
      else print(formatLocation(line, dryRun));
    }
    return lines.every(({ outcome }) => outcome !== 'failed');
  };
  try {
    await processContainers({
      ...{ retries, pending, last, concurrency, signal, process },
      onProgress: (position) => {
        failed = position.failed.length;
        progress.advance(failed);
        checkpoint?.save(position);
      },
    });
    if (signal.aborted) await checkpoint?.flush();
    else await checkpoint?.remove();
  } finally {
    progress.stop();
    await checkpoint?.flush();
    const { refused, unknownInMap, sheetOf } = run;
    const seconds = (performance.now() - startedAt) / 1000;
    const stopped = visited < retries.length + pending.length;
    const end = {
      stats,
      dryRun,
      visited,
      of: retries.length + pending.length,
      refused,
      unknownInMap,
      stopped,
      seconds,
      sheetOf,
    };
    print(json ? toJson(end) : `${visited > 0 ? '\n' : ''}${formatSummary(end)}`);
  }
  return failed;
}
