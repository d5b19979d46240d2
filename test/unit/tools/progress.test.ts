import { Writable } from 'node:stream';
import { createProgress } from '../../../tools/backfill/progress.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** The progress on a stream that keeps its output, with a clock that `advance` moves. */
function startProgress(total: number, isTTY: boolean, columns = 100) {
  let written = '';
  const write = (chunk: Buffer, _: string, done: () => void) => {
    written += chunk.toString();
    done();
  };
  const stream = Object.assign(new Writable({ write }), { isTTY, columns }) as unknown as NodeJS.WriteStream;
  const progress = createProgress(stream);
  progress.start(total);
  const advance = (steps: number, eachMs: number, failed = 0) => {
    for (let step = 0; step < steps; step++) {
      jest.advanceTimersByTime(eachMs);
      progress.advance(failed);
    }
  };
  return { progress, stream, advance, written: () => written, screen: () => screenOf(written) };
}

const ESC = '\x1b';

/** The lines that a terminal shows: `ESC [ 1 G` moves to the start of the line, and `ESC [ 0 K` and `ESC [ 2 K` clear it. */
function screenOf(written: string): string[] {
  return written.split('\n').map((line) => {
    let shown = '';
    for (const text of line.split(`${ESC}[1G`)) {
      const [kept = '', rest] = text.split(new RegExp(`${ESC}\\[[02]K`));
      shown = kept === '' && rest === undefined ? shown : kept + (rest ?? '');
    }
    return shown;
  });
}

describe('the progress on a terminal', () => {
  it('shows the share, the time left and the failures', () => {
    const { advance, progress, screen } = startProgress(600, true);
    advance(150, 100, 3);
    progress.stop();
    expect(screen()).toEqual([`${'█'.repeat(10)}${'░'.repeat(30)} 25 %  150/600 containers  45 s left  3 failed`, '']);
  });

  it('has no time left before the first container', () => {
    const { progress, screen } = startProgress(600, true);
    progress.stop();
    expect(screen()).toEqual([`${'░'.repeat(40)} 0 %  0/600 containers  ? left  0 failed`, '']);
  });

  it('shows nothing for an empty run', () => {
    const { progress, written } = startProgress(0, true);
    progress.above(() => undefined);
    progress.stop();
    expect(written()).toBe('');
  });

  it('has a shorter bar on a narrow terminal, and never a second line', () => {
    const { advance, progress, screen } = startProgress(600, true, 40);
    advance(150, 100);
    progress.stop();
    expect(screen()).toEqual([`${'█'.repeat(3)}${'░'.repeat(7)} 25 %  150/600 containers  45 `, '']);
  });

  it('is below the lines of the run', () => {
    const { advance, progress, stream, screen } = startProgress(2, true);
    advance(2, 200);
    for (const name of ['a', 'b']) progress.above(() => stream.write(`created ${name}\n`));
    const bar = `${'█'.repeat(40)} 100 %  2/2 containers  0 s left  0 failed`;
    expect(screen()).toEqual(['created a', 'created b', bar]);
    progress.stop();
    progress.above(() => stream.write('2 of 2\n'));
    expect(screen()).toEqual(['created a', 'created b', bar, '2 of 2', '']);
  });

  it('leaves the cursor and the line wrapping unchanged', () => {
    const { advance, written } = startProgress(2, true);
    advance(1, 200);
    expect(written()).toContain('containers');
    expect(written()).not.toMatch(new RegExp(`${ESC}(\\[\\?|[78])`));
  });
});

describe('the progress without a terminal', () => {
  it('is a line every ten seconds, and none for a short run', () => {
    const { advance, progress, written } = startProgress(600, false);
    advance(99, 100);
    expect(written()).toBe('');
    advance(1, 100, 2);
    advance(150, 100);
    progress.stop();
    expect(written()).toBe(
      '100 of 600 containers, 10.0 a second, 2 failed\n200 of 600 containers, 10.0 a second, 0 failed\n',
    );
  });
});
