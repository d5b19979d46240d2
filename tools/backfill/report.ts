import { printable } from '../../local/printable.js';
import type { Reason, BackfillStats } from './stats.js';
import type { LocationLine } from './backfill-container.js';

/** The totals of a run. */
export interface RunResult {
  stats: BackfillStats;
  dryRun: boolean;
  /** Processed containers, and all containers of the run. */
  visited: number;
  of: number;
  /** Containers that the settings do not allow. */
  refused: number;
  /** Names in the map without a container. */
  unknownInMap: readonly string[];
  stopped: boolean;
  seconds: number;
}

const MEANINGS: Record<LocationLine['outcome'], string> = {
  created: 'recorded for the first time, or for another video than before',
  replaced: 'recorded again with other images',
  unchanged: 'recorded already',
  deleted: 'not newer than the delete of their video',
  'no-images': 'without images that can be shown',
  older: 'older than --since',
  'left-alone': 'images beside folders that are separate locations: publish Stillframe.ImagesReady for these',
  'too-large': 'more than can be recorded: see below; no later run retries them',
  failed: 'see below; the next run retries them',
};
const MAX_NAMES = 5;

/** Formats the result for a location for people. */
export function formatLocation({ account, container, prefix = '', outcome, ...line }: LocationLine): string {
  const { videoId = '', source = '', posters = 0, thumbnails = 0, sprites = 0, unservable } = line;
  const images = `${posters} posters, ${thumbnails} thumbnails, ${sprites} sprites`;
  const what = unservable === undefined ? images : `cannot be shown: ${unservable}`;
  return printable(`${outcome.padEnd(9)} ${account}/${container}/${prefix} → ${videoId} (${source}): ${what}`);
}

/** Formats the totals for people. */
export function formatSummary(end: RunResult): string {
  const { stats, dryRun, visited, of: of, refused, unknownInMap, stopped, seconds } = end;
  const counts = Object.entries(stats.outcomes());
  const rate = seconds > 0 ? ` (${(visited / seconds).toFixed(1)} a second)` : '';
  return [
    `${visited} of ${of} containers in ${seconds.toFixed(0)} s${rate}${stopped ? ', then stopped' : ''}${dryRun ? '; nothing was written' : ''}`,
    ...counts.map(([outcome, count]) => line(count, outcome, MEANINGS[outcome as LocationLine['outcome']])),
    ...formatTimes(stats.times()),
    ...(refused > 0 ? [line(refused, 'refused', 'containers that the settings do not allow')] : []),
    ...(stats.leftOut() > 0 ? [line(stats.leftOut(), 'left out', 'series or WebVTT files that cannot be read')] : []),
    ...(unknownInMap.length > 0 ? [`In the map, but no container: ${formatNames(unknownInMap)}`] : []),
    ...stats.failures().flatMap(formatReason),
  ]
    .map(printable)
    .join('\n');
}

/** Formats the totals as a line of JSON. */
export function toJson({ stats, unknownInMap, seconds, ...end }: RunResult): string {
  const summary = {
    ...end,
    outcomes: stats.outcomes(),
    leftOut: stats.leftOut(),
    times: stats.times(),
    failures: stats.failures(),
    unknownInMap,
    seconds: Math.round(seconds),
  };
  return JSON.stringify({ summary });
}

function line(count: number, outcome: string, meaning: string): string {
  return `${String(count).padStart(8)} ${outcome.padEnd(10)} ${meaning}`;
}

function formatTimes(times: ReturnType<BackfillStats['times']>): string[] {
  const counts = Object.entries(times);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const sources = counts.map(([source, count]) => `${count} ${source}`).join(', ');
  return total === 0 ? [] : [line(total, 'images', `by where their times come from: ${sources}`)];
}

function formatReason({ reason, count, examples }: Reason): string[] {
  const where = `${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
  return [`${String(count).padStart(8)} × ${reason}`, `           ${where}`];
}

function formatNames(names: readonly string[]): string {
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return `${names.slice(0, MAX_NAMES).join(', ')}${rest}`;
}
