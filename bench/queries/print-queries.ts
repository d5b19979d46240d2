import Table from 'cli-table3';
import { median } from '../median.js';
import type { Measured } from './run-queries.js';
import { ratioOf, type Target, type Plan } from './rounds.js';
import { VIDEO } from './one-video.js';

const MIN_RATIO = { naive: 20, baseline: 0.6 };

/** The figures of a run as a table, and the ratios that they are for. */
export function printQueries({ targets, figures, bodyBytes }: Measured, plan: Plan): string {
  const { service, baseline, naive, bare, notModified, uncached } = targets;
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  const rows: [Target, string][] = [
    [bare, kB(bodyBytes.service)],
    [baseline, kB(bodyBytes.service)],
    [service, kB(bodyBytes.service)],
    [naive, kB(bodyBytes.naive)],
    [notModified, '0 kB'],
    [uncached, kB(bodyBytes.service)],
  ];
  const table = new Table({
    head: ['', 'requests/s', 'lowest', 'highest', 'of the baseline', 'of the bare server', 'body'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [one, body] of rows) {
    const rates = figures.get(one) ?? [];
    const [mid, least, most] = [median(rates), Math.min(...rates), Math.max(...rates)].map((rate) => rate.toFixed(0));
    const ofBaseline = ratioOf(figures, one, baseline).toFixed(3);
    table.push([one.name, mid, least, most, ofBaseline, ratioOf(figures, one, bare).toFixed(4), body]);
  }
  const toNaive = ratioOf(figures, service, naive);
  const toBaseline = ratioOf(figures, service, baseline);
  return [
    `One video of ${VIDEO.images} thumbnails, ${plan.connections} connections, ${plan.rounds} rounds of ${plan.seconds} s in turn.`,
    'Medians over the rounds; a ratio is the median of the ratios within each round. The load comes from this process;',
    'storage, the host and the bare server are processes of their own beside it. The service, the baseline (a function that',
    'returns the same bytes) and the naive way (list and sign on every request) run in one host, one library, one worker.',
    'Storage on this machine answers at once: in Azure each listing also waits for the network.',
    '',
    table.toString(),
    '',
    `against the baseline: ${toBaseline.toFixed(2)} x   (at least ${MIN_RATIO.baseline}: ${verdict(toBaseline >= MIN_RATIO.baseline)})`,
    `at least ${MIN_RATIO.naive} times the naive way: ${verdict(toNaive >= MIN_RATIO.naive)}`,
    `against the naive way: ${toNaive.toFixed(1)} x`,
  ].join('\n');
}

function verdict(isReached: boolean): string {
  return isReached ? 'yes' : 'NO';
}
