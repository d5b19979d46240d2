import { PassThrough } from 'node:stream';
import { createProgressBars } from '../../../local/progress-bars.js';

function printedBy(isTTY: boolean): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const bars = createProgressBars(stream as unknown as NodeJS.WriteStream);
  bars.uploading(1, 3_700_000);
  bars.encoding(1, 'Finished');
  bars.warning?.('The input is cut off at second 3\u001b.');
  bars.stop();
  return String(stream.read());
}

describe('the progress of an encode', () => {
  it('ends with its warnings as sentences on a terminal', () => {
    const printed = printedBy(true);
    expect(printed).toMatch(/100 % {2}3\.7 MB/);
    expect(printed.split('\n').at(-2)).toBe('Warning: The input is cut off at second 3\\u001b.');
  });

  it('is lines elsewhere, with warnings as JSON', () => {
    expect(printedBy(false)).toBe(
      'uploading 3.7 MB: 100 %\nencoding: Finished\n{"level":"warn","message":"The input is cut off at second 3\\u001b."}\n',
    );
  });
});
