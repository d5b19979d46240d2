import type { Reason, Tally } from './tally.js';
import type { PlaceLine } from './visit-container.js';

/** What a run has come to, beside what became of each location. */
export interface RunEnd {
  tally: Tally;
  dryRun: boolean;
  /** Containers that the run has visited, and those that it was asked for. */
  visited: number;
  of: number;
  /** Containers that the settings do not allow. */
  refused: number;
  /** Names in the map that no container has. */
  unknownInMap: readonly string[];
  stopped: boolean;
  seconds: number;
}

const MEANINGS: Record<PlaceLine['outcome'], string> = {
  created: 'recorded for the first time, or for another video than before',
  replaced: 'recorded anew: there are other images than before',
  unchanged: 'recorded already',
  deleted: 'as old as the deletion of their video',
  'no-images': 'nothing in them can be shown',
  older: 'older than --since',
  'left-alone': 'images beside folders that are locations of their own: publish Stillframe.ImagesReady for these',
  failed: 'see below; the next run takes them up',
};
const SHOWN = 5;

/** A location that is recorded, as a sentence for people. */
export function sayPlace({ account, container, prefix = '', outcome, ...line }: PlaceLine): string {
  const { videoId = '', source = '', posters = 0, thumbnails = 0, sprites = 0, unservable } = line;
  const images = `${posters} posters, ${thumbnails} thumbnails, ${sprites} sprites`;
  const what = unservable === undefined ? images : `not to be shown: ${unservable}`;
  return `${outcome.padEnd(9)} ${account}/${container}/${prefix} → ${videoId} (${source}): ${what}`;
}

/** The end of a run for people. */
export function saySummary(end: RunEnd): string {
  const { tally, dryRun, visited, of, refused, unknownInMap, stopped, seconds } = end;
  const counts = Object.entries(tally.outcomes());
  const rate = seconds > 0 ? ` (${(visited / seconds).toFixed(1)} a second)` : '';
  return [
    `${visited} of ${of} containers in ${seconds.toFixed(0)} s${rate}${stopped ? ', then stopped' : ''}${dryRun ? '; nothing was written' : ''}`,
    ...counts.map(([outcome, count]) => line(count, outcome, MEANINGS[outcome as PlaceLine['outcome']])),
    ...(refused > 0 ? [line(refused, 'refused', 'containers that the settings do not allow')] : []),
    ...(tally.leftOut() > 0 ? [line(tally.leftOut(), 'left out', 'series or WebVTT files that cannot be read')] : []),
    ...(unknownInMap.length > 0 ? [`In the map, but no container: ${some(unknownInMap)}`] : []),
    ...tally.failures().map(sayReason),
  ].join('\n');
}

/** The same for machines, on one line. */
export function toJson({ tally, unknownInMap, seconds, ...end }: RunEnd): string {
  const summary = {
    ...end,
    outcomes: tally.outcomes(),
    leftOut: tally.leftOut(),
    failures: tally.failures(),
    unknownInMap,
    seconds: Math.round(seconds),
  };
  return JSON.stringify({ summary });
}

function line(count: number, outcome: string, meaning: string): string {
  return `${String(count).padStart(8)} ${outcome.padEnd(10)} ${meaning}`;
}

function sayReason({ reason, count, examples }: Reason): string {
  return `${String(count).padStart(8)} × ${reason}\n           ${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
}

function some(names: readonly string[]): string {
  const rest = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${rest}`;
}
