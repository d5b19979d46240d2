import type { BackfillOptions } from './backfill-options.js';
import type { Checkpoint, Noted, Stop } from './checkpoint.js';
import type { Connected } from './connect.js';
import { remaining } from './plan.js';
import { startProgress } from './progress-bar.js';
import { sayPlace, saySummary, toJson } from './report.js';
import type { StatusLine } from './status-line.js';
import { createTally } from './tally.js';
import type { VideoMap } from './video-map.js';
import { visitContainer } from './visit-container.js';
import { walk } from './walk.js';

export interface Run {
  options: BackfillOptions;
  connected: Connected;
  map: VideoMap;
  stops: readonly Stop[];
  refused: number;
  unknownInMap: readonly string[];
  /** Absent in a dry run, which leaves nothing behind. */
  checkpoint: Checkpoint | undefined;
  noted: Noted | undefined;
  /** Ends the run after what is under way. */
  signal: AbortSignal;
  /** Where the progress is shown. */
  status: StatusLine;
  print: (line: string) => void;
}

const RECORDED = ['created', 'replaced'];

/** Visits what is to be visited and says what came of it; answers how many containers have failed, of earlier tries too. */
export async function runBackfill(run: Run): Promise<number> {
  const { options, connected, map, stops, checkpoint, noted, signal, status, print } = run;
  const { json, dryRun, concurrency } = options;
  const { backfill } = connected;
  const last = noted?.last;
  const { again, ahead } = remaining(stops, { last, failed: noted?.failed ?? [] });
  // Now rather than after the first hour: a place where nothing can be written.
  checkpoint?.note({ last, failed: again });
  await checkpoint?.settle();
  const tally = createTally();
  const progress = startProgress(again.length + ahead.length, status);
  const startedAt = performance.now();
  let visited = 0;
  let failed = again.length;

  const visit = async (stop: Stop): Promise<boolean> => {
    const lines = await visitContainer(backfill, stop, map);
    visited += 1;
    for (const line of lines) {
      tally.add(line);
      if (json) print(JSON.stringify({ ...line, ...(dryRun && { dryRun }) }));
      else if (dryRun && RECORDED.includes(line.outcome)) print(sayPlace(line));
    }
    return lines.every(({ outcome }) => outcome !== 'failed');
  };
  try {
    await walk({
      ...{ again, ahead, last, concurrency, signal, visit },
      reached: (position) => {
        failed = position.failed.length;
        progress.advance(failed);
        checkpoint?.note(position);
      },
    });
    if (signal.aborted) await checkpoint?.settle();
    else await checkpoint?.remove();
  } finally {
    progress.stop();
    await checkpoint?.settle();
    const { refused, unknownInMap } = run;
    const seconds = (performance.now() - startedAt) / 1000;
    const stopped = visited < again.length + ahead.length;
    const end = { tally, dryRun, visited, of: again.length + ahead.length, refused, unknownInMap, stopped, seconds };
    print(json ? toJson(end) : saySummary(end));
  }
  return failed;
}
