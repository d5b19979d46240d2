import fc from 'fast-check';
import { printable, printableLines } from '../../../local/printable.js';
import { createHostLog } from '../../../local/functions-host/host-log.js';
import { formatLocation, formatSummary, toJson } from '../../../tools/backfill/report.js';
import { createStats } from '../../../tools/backfill/stats.js';

/** Clears the screen, and begins a line of its own. */
const HOSTILE = '\u001b[2J\u009b31m\r\nforged\u202e';
const SHOWN = '\\u001b[2J\\u009b31m\\u000d\\u000aforged\\u202e';

describe('a text from outside', () => {
  it('is one line on a terminal, with control characters as in JSON', () => {
    expect(printable(`a${HOSTILE}\tb`)).toBe(`a${SHOWN}\\u0009b`);
    expect(printable('Ünï 日本 🎬 \\ "é"')).toBe('Ünï 日本 🎬 \\ "é"');
  });

  it('keeps its lines and tabs where it may have several', () => {
    expect(printableLines('a\tb\r\nc\u001b[1m\nd')).toBe('a\tb\nc\\u001b[1m\nd');
  });

  it('is still the same JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(printable(JSON.stringify(text + HOSTILE)))).toBe(text + HOSTILE);
      }),
    );
  });
});

describe('the report of a back-fill', () => {
  const line = { account: 'contoso', container: 'asset-a', prefix: `${HOSTILE}/` };

  it('shows names and reasons of outside, each on its line', () => {
    expect(formatLocation({ ...line, outcome: 'created', videoId: 'v' }, false)).toContain(`asset-a/${SHOWN}/ → v`);
    const leftOut = [{ event: 'series-unreadable' as const, blob: HOSTILE, reason: HOSTILE }];
    const lines = formatLocation({ ...line, outcome: 'no-images', leftOut }, false).split('\n');
    expect(lines[1]).toContain(`${SHOWN}: left out with its series: ${SHOWN}`);
    const stats = createStats();
    stats.add({ ...line, outcome: 'failed', reason: `no blob ${HOSTILE}` });
    const counts = { stats, dryRun: false, visited: 1, of: 1, refused: [], stopped: false, seconds: 1 };
    const end = { ...counts, unknownInMap: [HOSTILE], sheetOf: (videoId: string) => videoId };
    const summary = formatSummary(end).split('\n');
    expect(summary).toHaveLength(5);
    expect(summary.slice(2)).toEqual([
      `In the map, but no container: ${SHOWN}`,
      `       1 × no blob ${SHOWN}`,
      expect.stringContaining(`asset-a/${SHOWN}/`),
    ]);
    expect(printable(toJson(end))).not.toMatch(/\p{Cc}/u);
  });
});

it('a line of the functions host has no control characters', () => {
  const lines: string[] = [];
  const log = createHostLog(
    (text) => lines.push(text),
    () => true,
    false,
  );
  log.entry('Function.a.User', 'information', 'a', 'blob \u001b[2J\n\u009b31m');
  log.error('It failed', { message: '\u001b]0;x\u0007' });
  expect(lines).toEqual(['[info] a: blob \\u001b[2J\n    \\u009b31m', '[error] It failed: \\u001b]0;x\\u0007']);
});
