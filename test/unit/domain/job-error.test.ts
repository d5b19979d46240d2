import { toJobError } from '../../../src/domain/job-error.js';

const shown = (message: string): string | undefined => toJobError('ContentMalformed', message)?.message;

describe('the error of a job', () => {
  it('keeps its code and its message', () => {
    const message = 'The input is not a media file that can be read.';
    expect(toJobError('ContentMalformed', message)).toEqual({ code: 'ContentMalformed', message });
    expect(shown('Audio/video 1/2 at 50% (H.264, 640x360) of asset-32606e0e-dac6-4404-88b4-e97cc3475591')).toBe(
      'Audio/video 1/2 at 50% (H.264, 640x360) of asset-32606e0e-dac6-4404-88b4-e97cc3475591',
    );
  });

  it.each([undefined, '', ' \n\t', '\u0000'])('is none with the message %j', (message) => {
    expect(toJobError('ContentMalformed', message)).toBeUndefined();
  });

  it.each([undefined, '', 'a b', 'x'.repeat(65), '<b>'])('has the code Unknown in place of %j', (code) => {
    expect(toJobError(code, 'text')?.code).toBe('Unknown');
  });

  it.each([
    'https://contoso.blob.core.windows.net/SECRET/a.mp4',
    '(https://contoso.example/a?sv=2025&sig=SECRET)',
    'a.mp4?sig=SECRET',
    'sv=2025&sig=SECRET',
    'sig=SECRETabcdefghijkl',
    'AccountName=contoso;AccountKey=SECRETabcdefgh==',
    'file:///SECRET',
    '/home/SECRET',
    "'/home/jane doe/SECRET.mp4'",
    '"C:\\Users\\jane doe\\SECRET.mp4"',
    'C:\\SECRET',
    'c:/SECRET',
    '\\\\server\\SECRET',
    '../SECRET',
    'input=/SECRET',
    'jobs/1/SECRET',
    `Bearer:SECRET${'x'.repeat(43)}`,
  ])('shows nothing of %j', (text) => {
    expect(shown(`Cannot open ${text} today.`)).toMatch(/^Cannot open …+ today\.$/);
  });

  it('is one line without control characters or characters that turn the reading order', () => {
    expect(shown('a\r\nX-Header: b\u0000c\u202Ed\u2028e\u007f')).toBe('a X-Header: b c d e');
  });

  it.each(['word '.repeat(2000), 'x'.repeat(10_000), '/'.repeat(10_000), '?'.repeat(10_000), '😀'.repeat(5000)])(
    'is at most 200 characters of 10,000: %.5s',
    (message) => {
      const text = shown(message) ?? '';
      expect(text.length).toBeLessThanOrEqual(200);
      expect(text).toMatch(/…$/);
      expect(text.isWellFormed()).toBe(true);
    },
  );

  it('is text that every format can hold', () => {
    expect(shown('a\uD800 b\uDC00')).toBe('a\uFFFD b\uFFFD');
  });
});
