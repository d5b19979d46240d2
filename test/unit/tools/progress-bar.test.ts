import { startProgress } from '../../../tools/backfill/progress-bar.js';
import { makeStatusLine } from '../../../tools/backfill/status-line.js';

/** A stream that remembers what is written to it, a clock that the test moves, and the progress on both. */
function play(total: number, { isTTY, columns = 100 }: { isTTY: boolean; columns?: number }) {
  let now = 5000;
  const written: string[] = [];
  const stream = { isTTY, columns, write: (text: string) => written.push(text) > 0 };
  const status = makeStatusLine(stream);
  const progress = startProgress(total, status, stream, () => now);
  return {
    status,
    progress,
    stream,
    written,
    /** So many steps, each after so many milliseconds. */
    advance: (steps: number, each: number, failed = 0) => {
      for (let step = 0; step < steps; step++) {
        now += each;
        progress.advance(failed);
      }
    },
    /** What the terminal shows at last, of all that was written to it. */
    screen: () => onScreen(written),
  };
}

/** What a terminal makes of it: a return goes back to the line's beginning, and `ESC [ K` wipes what is behind. */
function onScreen(written: readonly string[]): string[] {
  const lines = written.join('').split('\n');
  return lines.map((line) => line.split('\r\x1b[K').at(-1) ?? '');
}

describe('the progress on a terminal', () => {
  it('has no rate and no time left before the first item', () => {
    expect(play(600, { isTTY: true }).screen()).toEqual([`${'░'.repeat(40)} 0 %  0/600 containers  0 failed`]);
  });

  it('shows the rate and the time left in the middle of a run', () => {
    const { advance, screen } = play(600, { isTTY: true });
    advance(150, 100, 3);
    expect(screen()).toEqual([
      `${'█'.repeat(10)}${'░'.repeat(30)} 25 %  150/600 containers  10.0/s  45 s left  3 failed`,
    ]);
  });

  it.each([
    [100, '45 s left'],
    [1000, '7 min 30 s left'],
    [60_000, '7 h 30 min left'],
  ])('shows at %i ms an item that there are %s', (each, left) => {
    const { advance, screen } = play(600, { isTTY: true });
    advance(150, each);
    expect(screen().join()).toContain(left);
  });

  it('uses the last two hundred items, as storage is slower at times', () => {
    const { advance, screen } = play(1000, { isTTY: true });
    advance(300, 10);
    advance(200, 1000);
    expect(screen().join()).toContain('1.0/s  8 min 20 s left');
  });

  it('never shows that no time is left while something is', () => {
    const { advance, screen } = play(600, { isTTY: true });
    advance(599, 100);
    expect(screen().join()).toContain('99 %  599/600 containers  10.0/s  1 s left');
  });

  it('stays at its end for the lines after it, without a time left', () => {
    const { advance, progress, screen } = play(4, { isTTY: true });
    advance(4, 500, 1);
    progress.stop();
    expect(screen()).toEqual([`${'█'.repeat(40)} 100 %  4/4 containers  2.0/s  1 failed`, '']);
  });

  it('stays as it was when the run is stopped', () => {
    const { advance, progress, screen } = play(4, { isTTY: true });
    advance(3, 10);
    progress.stop();
    expect(screen()).toEqual([
      `${'█'.repeat(30)}${'░'.repeat(10)} 75 %  3/4 containers  100.0/s  1 s left  0 failed`,
      '',
    ]);
  });

  it('shows nothing for an empty run', () => {
    const { progress, written } = play(0, { isTTY: true });
    progress.stop();
    expect(written).toEqual([]);
  });

  it('is drawn ten times a second at most', () => {
    const { advance, written } = play(1000, { isTTY: true });
    advance(1000, 1);
    expect(written).toHaveLength(1 + 10);
  });

  it.each([
    [80, `${'█'.repeat(6)}${'░'.repeat(19)} 25 %  150/600 containers  10.0/s  45 s left  0 failed`],
    [60, '25 %  150/600 containers  10.0/s  45 s left  0 failed'],
    [30, '25 %  150/600 containers  10.'],
    [0, `${'█'.repeat(6)}${'░'.repeat(19)} 25 %  150/600 containers  10.0/s  45 s left  0 failed`],
  ])('fits into %i columns', (columns, expected) => {
    const { advance, screen } = play(600, { isTTY: true, columns });
    advance(150, 100);
    expect(screen()).toEqual([expected]);
  });

  it('makes room for lines, and is drawn again below them', () => {
    const { advance, status, stream, screen, progress } = play(2, { isTTY: true, columns: 40 });
    advance(1, 200);
    status.above(() => stream.write('created  a\n'));
    advance(1, 200);
    status.above(() => stream.write('created  b\n'));
    progress.stop();
    status.above(() => stream.write('2 of 2\n'));
    expect(screen()).toEqual(['created  a', 'created  b', '100 %  2/2 containers  5.0/s  0 failed', '2 of 2', '']);
  });
});

describe('the progress without a terminal', () => {
  it('is a line every ten seconds, and none for a short run', () => {
    const { advance, progress, written } = play(600, { isTTY: false });
    advance(99, 100);
    expect(written).toEqual([]);
    advance(1, 100, 2);
    expect(written).toEqual(['100 of 600 containers, 10.0 a second, 50 s left, 2 failed\n']);
    advance(200, 100);
    progress.stop();
    expect(written).toEqual([
      '100 of 600 containers, 10.0 a second, 50 s left, 2 failed\n',
      '200 of 600 containers, 10.0 a second, 40 s left, 0 failed\n',
      '300 of 600 containers, 10.0 a second, 30 s left, 0 failed\n',
    ]);
  });

  it('draws nothing between lines', () => {
    const { advance, status, stream, written } = play(600, { isTTY: false });
    advance(10, 100);
    status.draw('a bar');
    status.above(() => stream.write('{}\n'));
    expect(written).toEqual(['{}\n']);
  });
});
