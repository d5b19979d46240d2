import Table from 'cli-table3';
import { median } from '../median.js';
import { ratioOf, type Plan } from '../queries/rounds.js';
import type { MeasuredAnswers } from './run-answers.js';

/** The figures of a run as a table. */
export function printAnswers({ comparisons, figures }: MeasuredAnswers, plan: Plan): string {
  const table = new Table({
    head: ['', 'requests/s', 'the same bytes', 'ratio', 'lowest', 'highest', 'body'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { service, baseline, bodyBytes } of comparisons) {
    const rates = figures.get(service) ?? [];
    const floors = figures.get(baseline) ?? [];
    const ratios = rates.map((rate, round) => rate / (floors[round] ?? NaN));
    const [ratio, least, most] = [ratioOf(figures, service, baseline), Math.min(...ratios), Math.max(...ratios)];
    const kB = `${(bodyBytes / 1000).toFixed(1)} kB`;
    const row = [median(rates).toFixed(0), median(floors).toFixed(0), ratio.toFixed(2), least.toFixed(2)];
    table.push([service.name, ...row, most.toFixed(2), kB]);
  }
  return [
    `What callers ask, ${plan.connections} connections, ${plan.rounds} rounds of ${plan.seconds} s in turn: each beside a function that returns the`,
    'same bytes through the same host, library and worker. Manifests are kept in memory for their seconds, as by default.',
    '',
    table.toString(),
  ].join('\n');
}
