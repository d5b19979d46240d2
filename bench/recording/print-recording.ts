import Table from 'cli-table3';
import { KINDS, type Kind } from './kind-of-call.js';
import { IMAGES, type runRecording } from './run-recording.js';

const MEMORY_BYTES = 150e6;
const PAGE = 5000;

/** What an event may cost: never a call per image. Kinds that are not here may not be called at all. */
const BUDGET: Partial<Record<Kind, { most: number; why: string }>> = {
  listing: { most: Math.ceil((IMAGES + 2) / PAGE), why: 'one per 5,000 blobs' },
  'image header': { most: 1, why: 'one per series' },
  'JSON file': { most: 2, why: 'up to two' },
  WebVTT: { most: 0, why: 'one per sprite' },
  'Media Services read': { most: 3, why: 'up to three' },
  'partition read': { most: 1, why: 'one' },
  'tombstone read': { most: 1, why: 'one after the write' },
  'manifest write': { most: 1, why: 'one' },
  'job row write': { most: 1, why: 'one' },
  'index row write': { most: 3, why: 'what is missing: owner, two aliases' },
};
/** What the budget does not speak of. */
const UNNAMED: Partial<Record<Kind, string>> = {
  'index row read': 'not named: is the owner row missing, is it still ours',
  token: 'not named: once an hour',
};

/** The calls of a recording by kind, beside what they may be. */
export function printRecording({ bundled, unbundled }: Awaited<ReturnType<typeof runRecording>>): string {
  const { first, again } = bundled;
  const table = new Table({
    head: ['calls', 'first time', 'once more', 'budget', ''],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  let isWithin = true;
  for (const kind of KINDS) {
    const made = [first.calls.get(kind) ?? 0, again.calls.get(kind) ?? 0];
    const most = BUDGET[kind]?.most ?? (UNNAMED[kind] === undefined ? 0 : Infinity);
    const isOver = Math.max(...made) > most;
    if (isOver) isWithin = false;
    const why = BUDGET[kind]?.why ?? UNNAMED[kind] ?? 'none';
    table.push([kind, ...made, most === Infinity ? '' : most, isOver ? `${why}: EXCEEDED` : why]);
  }
  const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const peak = first.peakBytes;
  return [
    `Recording a finished job with ${IMAGES} images, and the same event once more.`,
    'A process of its own records, with the code as it is deployed; all of its calls go through a proxy that counts them.',
    '',
    table.toString(),
    '',
    `first time: ${first.outcome}, ${first.images} images, ${first.ms.toFixed(0)} ms`,
    `once more, in the same process: ${again.outcome}, ${again.ms.toFixed(0)} ms, memory up to ${MB(again.peakBytes)}`,
    `within the budget: ${isWithin ? 'yes' : 'NO'}`,
    `peak memory: ${MB(peak)}, of which ${MB(first.loadedBytes)} with the code loaded and nothing done ` +
      `(under ${MB(MEMORY_BYTES)}: ${peak < MEMORY_BYTES ? 'yes' : 'NO'})`,
    `peak memory unbundled: ${MB(unbundled.first.peakBytes)}, of which ${MB(unbundled.first.loadedBytes)} with the code loaded`,
  ].join('\n');
}
