import Table from 'cli-table3';
import { median } from '../median.js';
import type { Measured } from './run-queries.js';
import { ratioOf, type Contender, type Plan } from './rounds.js';
import { VIDEO } from './one-video.js';

const WANTED = { naive: 20, floor: 0.6 };

/** The figures of a run as a table, and the ratios that they are for. */
export function printQueries({ contenders, figures, bodyBytes }: Measured, plan: Plan): string {
  const { service, floor, naive, bare, notModified, uncached } = contenders;
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
  const rows: [Contender, string][] = [
    [bare, kB(bodyBytes.service)],
    [floor, kB(bodyBytes.service)],
    [service, kB(bodyBytes.service)],
    [naive, kB(bodyBytes.naive)],
    [notModified, '0 kB'],
    [uncached, kB(bodyBytes.service)],
  ];
  const table = new Table({
    head: ['', 'requests/s', 'lowest', 'highest', 'of the floor', 'of the bare server', 'body'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [one, body] of rows) {
    const rates = figures.get(one) ?? [];
    const [mid, least, most] = [median(rates), Math.min(...rates), Math.max(...rates)].map((rate) => rate.toFixed(0));
    const ofFloor = ratioOf(figures, one, floor).toFixed(3);
    table.push([one.name, mid, least, most, ofFloor, ratioOf(figures, one, bare).toFixed(4), body]);
  }
  const toNaive = ratioOf(figures, service, naive);
  const toFloor = ratioOf(figures, service, floor);
  return [
    `One video of ${VIDEO.images} thumbnails, ${plan.connections} connections, ${plan.rounds} rounds of ${plan.seconds} s in turn.`,
    'Medians over the rounds; a ratio is the median of the ratios within each round. The load comes from this process;',
    'storage, the host and the bare server are processes of their own beside it. The service, the floor (a function that',
    'returns the same bytes) and the naive way (list and sign on every request) run in one host, one library, one worker.',
    'Storage on this machine answers at once: in Azure each listing also waits for the network.',
    '',
    table.toString(),
    '',
    `against the floor: ${toFloor.toFixed(2)} x   (at least ${WANTED.floor}: ${verdict(toFloor >= WANTED.floor)})`,
    `at least ${WANTED.naive} times the naive way: ${verdict(toNaive >= WANTED.naive)}`,
    `against the naive way: ${toNaive.toFixed(1)} x`,
  ].join('\n');
}

function verdict(isReached: boolean): string {
  return isReached ? 'yes' : 'NO';
}
