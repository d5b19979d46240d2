import Table from 'cli-table3';
import type { MeasuredCase } from './run-bounds.js';

const GOALS = { stallMs: 50, healthMs: 1000, peakBytes: 400e6 };

/** What hostile and large input did to the process, one row each; what is beyond a goal is marked. */
export function printBounds(cases: readonly MeasuredCase[]): string {
  const table = new Table({
    head: ['input', 'took', 'longest stall', 'slowest health', 'peak memory', 'read', 'longest line', 'outcome'],
    colWidths: [34, 9, 11, 11, 11, 10, 9, 44],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  const marked = (value: number, goal: number, text: string): string => (value > goal ? `${text} (EXCEEDED)` : text);
  for (const one of cases) {
    table.push([
      one.name,
      `${one.seconds.toFixed(1)} s`,
      marked(one.stallMs, GOALS.stallMs, `${one.stallMs.toFixed(0)} ms`),
      marked(one.healthMs, GOALS.healthMs, `${one.healthMs.toFixed(0)} ms`),
      marked(one.peakBytes, GOALS.peakBytes, `${(one.peakBytes / 1e6).toFixed(0)} MB`),
      `${(one.readBytes / 1e6).toFixed(1)} MB`,
      String(one.longestLine),
      one.isExpected ? one.outcome : `WRONG: ${one.outcome}`,
    ]);
  }
  return [
    'Hostile files, listings and events, and the largest lawful locations, each against a process of its own with the code as it',
    `is deployed. Goals: no stall over ${GOALS.stallMs} ms, health within ${GOALS.healthMs} ms, at most ${GOALS.peakBytes / 1e6} MB.`,
    '',
    table.toString(),
  ].join('\n');
}
