import Table from 'cli-table3';
import { KINDS, type Kind } from './classify-call.js';
import { IMAGES, type Recordings, type runRecording } from './run-recording.js';

const MEMORY_BYTES = 150e6;
const PAGE = 5000;

type Case = keyof Recordings;
const HEADS: Record<Case, string> = {
  first: 'first time',
  again: 'once more',
  unnamed: '… without correlation data',
  inTurn: 'four in turn',
  atOnce: 'four at once',
};
const CASES = Object.keys(HEADS) as Case[];

/** What an event may cost: never a call per image. Kinds that are not here may not be called at all. */
const BUDGET: Partial<Record<Kind, Partial<Record<Case, number>>>> = {
  listing: ofPasses(Math.ceil((IMAGES + 2) / PAGE)),
  'image header': ofPasses(1),
  'JSON file': ofPasses(2),
  'Media Services read': { first: 3 },
  'partition read': { first: 1, again: 1, unnamed: 2 },
  'record read': { first: 1, again: 1, unnamed: 1 },
  'tombstone read': { first: 1 },
  'record write': { first: 1 },
  'entry write': { first: 1 },
  'alias write': { first: 3 },
  'job row write': { first: 1 },
};
/** Of these kinds the four events of a job may together make no more calls than one of them; of the others no bound is set. */
function ofPasses(most: number): Partial<Record<Case, number>> {
  return { first: most, inTurn: most, atOnce: most };
}

function boundOf(kind: Kind, one: Case): number {
  // RequestLike for once an hour.
  if (kind === 'token') return Infinity;
  const isSeveral = one === 'inTurn' || one === 'atOnce';
  return BUDGET[kind]?.[one] ?? (isSeveral ? Infinity : 0);
}

/** The calls of a recording by kind; what is more than it may be is marked. */
export function printRecording({ bundled, unbundled }: Awaited<ReturnType<typeof runRecording>>): string {
  const { first, again } = bundled;
  const table = new Table({
    head: ['calls', ...CASES.map((one) => HEADS[one])],
    colAligns: ['left', ...CASES.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  const madeOf = (kind: Kind, one: (typeof CASES)[number]): number => bundled[one].calls.get(kind) ?? 0;
  const isWithin = KINDS.every((kind) => CASES.every((one) => madeOf(kind, one) <= boundOf(kind, one)));
  for (const kind of KINDS) {
    const cells = CASES.map((one) => {
      const made = madeOf(kind, one);
      return made > boundOf(kind, one) ? `${made} (EXCEEDED: ${boundOf(kind, one)})` : String(made);
    });
    table.push([kind, ...cells]);
  }
  const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const peak = first.peakBytes;
  return [
    `Recording a finished job with ${IMAGES} images, what comes again, and all four events of the job from an empty table.`,
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
