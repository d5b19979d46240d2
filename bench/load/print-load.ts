import Table from 'cli-table3';
import { median } from '../median.js';
import type { Loaded } from './load-once.js';
import { VARIANTS, type Loads } from './run-load.js';

/** What an instance waits for when it starts, and what stays in memory, with the code as one file and as many. */
export function printLoad(loads: Loads): string {
  const table = new Table({
    head: ['', 'ms to load', 'lowest', 'highest', 'of unbundled', 'MB after', 'of unbundled'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const name of VARIANTS) {
    const times = loads[name].map(({ ms }) => ms);
    const bytes = median(loads[name].map(({ loadedBytes }) => loadedBytes));
    table.push([
      name,
      ...[median(times), Math.min(...times), Math.max(...times)].map((ms) => ms.toFixed(0)),
      ratio(loads, name, ({ ms }) => ms).toFixed(2),
      (bytes / 1e6).toFixed(0),
      ratio(loads, name, ({ loadedBytes }) => loadedBytes).toFixed(2),
    ]);
  }
  const all = VARIANTS.flatMap((name) => loads[name]);
  const empty = median(all.map(({ emptyBytes }) => emptyBytes));
  return [
    `Loading the app as a worker does at its start: ${all[0]?.functions ?? 0} functions, ${loads.bundled.length} rounds, each in a new process.`,
    'Medians over the rounds; a ratio is the median of the ratios within each round. Files come from the cache of this',
    'machine: where they come from a disk or a mounted package, many files wait longer than one does.',
    '',
    table.toString(),
    '',
    `in memory before anything is loaded: ${(empty / 1e6).toFixed(0)} MB`,
    `load time, bundled against unbundled: ${ratio(loads, 'bundled', ({ ms }) => ms).toFixed(2)} x`,
  ].join('\n');
}

/** Pairs the figures of one round, which met the same machine. */
function ratio(loads: Loads, name: keyof Loads, figure: (loaded: Loaded) => number): number {
  const pairs = loads[name].map((loaded, round) => {
    const other = loads.unbundled[round];
    return other === undefined ? NaN : figure(loaded) / figure(other);
  });
  return median(pairs);
}
