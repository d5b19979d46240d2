import functions from '@azure/functions';
import { doors } from '../../src/composition.js';
import { jobFinished } from '../finished-job.js';

/** A process of its own that records an event each time it is asked to, and tells what that took. */
export interface Recorded {
  outcome: string;
  images: number;
  ms: number;
  /** Of the process so far. */
  peakBytes: number;
  /** When all code was loaded and nothing done yet. */
  loadedBytes: number;
}

const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;
const loadedBytes = peakBytes();

const [asset = '', videoId = ''] = process.argv.slice(2);
const event = jobFinished({ asset, videoId });

async function record(): Promise<Recorded> {
  const lines: string[] = [];
  const context = new functions.InvocationContext({
    functionName: 'recordThumbnails',
    logHandler: (_level, ...parts: unknown[]) => {
      lines.push(parts.join(' '));
    },
  });
  const startedMs = performance.now();
  await doors.recordThumbnails(event, context);
  const ms = performance.now() - startedMs;
  const said = JSON.parse(lines.at(-1) ?? '{}') as { outcome?: string; images?: { Thumbnail?: number } };
  return {
    outcome: said.outcome ?? lines.join('\n'),
    images: said.images?.Thumbnail ?? 0,
    ms,
    peakBytes: peakBytes(),
    loadedBytes,
  };
}

process.on('message', () => {
  record().then(
    (recorded) => process.send?.({ recorded }),
    (error: unknown) => {
      throw error;
    },
  );
});
// Whoever asks is what this process lives for.
process.channel?.ref();
process.send?.({ ready: true });
