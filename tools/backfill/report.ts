import { printable } from '../../local/printable.js';
import { EXAMPLES } from '../../src/domain/guess-series.js';
import type { ClaimSource } from '../../src/domain/location-record.js';
import type { LocationLine } from './backfill-container.js';
import type { BackfillStats, Reason } from './stats.js';

type Outcome = LocationLine['outcome'];

/** The totals of a run. */
export interface RunResult {
  stats: BackfillStats;
  dryRun: boolean;
  /** Processed containers, and all containers of the run. */
  visited: number;
  of: number;
  /** Containers that the settings do not allow, by the reason. */
  refused: readonly Reason[];
  /** Names in the map without a container. */
  unknownInMap: readonly string[];
  stopped: boolean;
  seconds: number;
  /** The address of a video's contact sheet. */
  sheetOf: (videoId: string) => string;
}

const MEANINGS: Record<Outcome, string> = {
  created: 'recorded for the first time, or for another video than before',
  replaced: 'recorded again with other images or times',
  unchanged: 'recorded already',
  deleted: 'not newer than the delete or the replacement of their video',
  'no-images': 'without images that can be shown',
  'single-image': 'with one image alone, whose name tells no thumbnail: --single-images makes a video of each',
  older: 'older than --since',
  'left-alone': 'images beside folders that are separate locations: publish Stillframe.ImagesReady for these',
  'too-large': 'more than can be recorded: see below; no later run retries them',
  failed: 'see below; the next run retries them',
};
const SOURCES: Record<ClaimSource, string> = {
  inferred: 'the container’s name, or a marker blob in it, names the video',
  asset: 'Media Services names the video',
  operator: 'the map of this or an earlier run names the video',
  event: 'an event has named the video; no back-fill changes that',
};
const LEFT_OUT: Readonly<Record<string, string>> = {
  'series-unreadable': 'left out with its series',
  'image-unreadable': 'broken; another image of the series is not',
  'webvtt-unreadable': 'gives no tiles or times, or not all',
  'metadata-unreadable': 'gives no lengths or frame rates',
};
const WIDTH = 13;
const MAX_NAMES = 5;
const MAX_LEFT_OUT = 5;

/** Formats the result for a location for people: a line, and some for what was left out. */
export function formatLocation(line: LocationLine, dryRun: boolean): string {
  const { account, container, prefix = '', outcome, leftOut = [], unrecognised } = line;
  const result = describeResult(line);
  const more = leftOut.length - MAX_LEFT_OUT;
  return [
    `${wordFor(outcome, dryRun).padEnd(WIDTH)} ${account}/${container}/${prefix}${result}`,
    ...leftOut
      .slice(0, MAX_LEFT_OUT)
      .map(({ event, blob, reason }) => detail(`${blob}: ${LEFT_OUT[event] ?? 'left out'}: ${reason}`)),
    ...(more > 0 ? [detail(`and ${more} more`)] : []),
    ...(unrecognised === undefined ? [] : [detail(describeUnrecognised(unrecognised))]),
  ]
    .map(printable)
    .join('\n');
}

function describeResult({ videoId, source = 'inferred', unservable, single, reason, ...counts }: LocationLine): string {
  if (reason !== undefined) return `: ${reason}`;
  if (single !== undefined) return `: ${single}`;
  if (videoId === undefined) return '';
  const { posters = 0, thumbnails = 0, sprites = 0 } = counts;
  const images = [amount(posters, 'poster'), amount(thumbnails, 'thumbnail'), amount(sprites, 'sprite')];
  const shown = images.filter((one) => !one.startsWith('0 ')).join(', ');
  return ` → ${videoId} (${wordForSource(source)}): ${unservable === undefined ? shown : `cannot be shown: ${unservable}`}`;
}

function describeUnrecognised({ count, examples }: NonNullable<LocationLine['unrecognised']>): string {
  return `${amount(count, 'image')} whose names tell no series: ${examples}${count > EXAMPLES ? ', …' : ''}`;
}

/** Formats the totals for people. */
export function formatSummary(end: RunResult): string {
  const { stats, dryRun, visited, of: of, refused, unknownInMap, stopped, seconds, sheetOf } = end;
  const outcomes = stats.outcomes();
  const sources = stats.sources();
  const rate = seconds > 0 ? ` (${(visited / seconds).toFixed(1)} a second)` : '';
  const video = dryRun ? undefined : stats.example();
  return [
    `${visited} of ${of} containers in ${seconds.toFixed(0)} s${rate}${stopped ? ', then stopped' : ''}${dryRun ? '; nothing was written' : ''}`,
    ...rows(MEANINGS, outcomes, (outcome) => wordFor(outcome, dryRun)),
    ...formatTimes(stats.times()),
    ...rows(SOURCES, sources, (source) => `(${wordForSource(source)})`),
    ...(stats.leftOut() > 0
      ? [row(stats.leftOut(), 'left out', 'images or files that cannot be read: see above')]
      : []),
    ...(stats.unrecognised() > 0 ? [row(stats.unrecognised(), 'unrecognised', 'images of no series: see above')] : []),
    ...refused.flatMap((one) => [row(one.count, 'refused', one.reason), namesOf(one)]),
    ...(unknownInMap.length > 0 ? [`In the map, but no container: ${formatNames(unknownInMap)}`] : []),
    ...stats.failures().flatMap((one) => [`${String(one.count).padStart(8)} × ${one.reason}`, namesOf(one)]),
    ...(video === undefined ? [] : [`Look at one of them: ${sheetOf(video)}`]),
  ]
    .map(printable)
    .join('\n');
}

/** Formats the totals as a line of JSON. */
export function toJson({ stats, unknownInMap, refused, seconds, sheetOf, ...end }: RunResult): string {
  const video = end.dryRun ? undefined : stats.example();
  const summary = {
    ...end,
    outcomes: stats.outcomes(),
    sources: stats.sources(),
    leftOut: stats.leftOut(),
    unrecognised: stats.unrecognised(),
    times: stats.times(),
    failures: stats.failures(),
    refused: refused.reduce((sum, { count }) => sum + count, 0),
    refusals: refused,
    unknownInMap,
    seconds: Math.round(seconds),
    ...(video !== undefined && { contactSheet: sheetOf(video) }),
  };
  return JSON.stringify({ summary });
}

/** A dry run only would. */
function wordFor(outcome: Outcome, dryRun: boolean): string {
  if (!dryRun) return outcome;
  return { created: 'would create', replaced: 'would replace' }[outcome as string] ?? outcome;
}

/** `inferred` is a word for times, too, on the same screen. */
function wordForSource(source: ClaimSource): string {
  return source === 'inferred' ? 'by name' : source;
}

function formatTimes(times: ReturnType<BackfillStats['times']>): string[] {
  const counts = Object.entries(times);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const sources = counts.map(([source, count]) => `${count} ${source}`).join(', ');
  const hint = times.unknown === undefined ? '' : '; --every tells those that are unknown';
  return total === 0 ? [] : [row(total, 'images', `by where their times come from: ${sources}${hint}`)];
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function detail(text: string): string {
  return `${' '.repeat(WIDTH)}   ${text}`;
}

/** A row for each key that has a count, in the order of their meanings. */
function rows<Key extends string>(
  meanings: Record<Key, string>,
  counts: Partial<Record<Key, number>>,
  wordOf: (key: Key) => string,
): string[] {
  return (Object.keys(meanings) as Key[]).flatMap((key) => {
    const count = counts[key];
    return count === undefined ? [] : [row(count, wordOf(key), meanings[key])];
  });
}

function row(count: number, word: string, meaning: string): string {
  return `${String(count).padStart(8)} ${word.padEnd(WIDTH)} ${meaning}`;
}

function namesOf({ count, examples }: Reason): string {
  return `${' '.repeat(WIDTH + 10)}${examples.join(', ')}${count > examples.length ? ', …' : ''}`;
}

function formatNames(names: readonly string[]): string {
  const rest = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return `${names.slice(0, MAX_NAMES).join(', ')}${rest}`;
}
