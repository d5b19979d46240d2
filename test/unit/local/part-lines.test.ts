import { lineToShow } from '../../../local/part-lines.js';

const show = (part: string, line: string, isTerminal = false): string | undefined => lineToShow(part, line, isTerminal);

const none = { posters: 0, thumbnails: 0, sprites: 0 };
const recorded = (outcome: string, images: Partial<typeof none>): string =>
  `[info] recordThumbnails: ${JSON.stringify({ event: 'manifest-recorded', videoId: 'my-video', outcome, ...none, ...images })}`;

describe('the output of npm start', () => {
  it('shows what was recorded, in a sentence', () => {
    const line = recorded('created', { posters: 1, thumbnails: 12 });
    expect(show('functions', line)).toBe('recorded   my-video: 1 poster, 12 thumbnails');
    expect(show('functions', recorded('replaced', {}))).toBe('recorded   my-video: no images');
  });

  it('leaves out duplicates, queries and starts', () => {
    expect(show('functions', recorded('unchanged', { posters: 1 }))).toBeUndefined();
    expect(show('functions', '[info] listThumbnails: {"event":"thumbnails-listed"}')).toBeUndefined();
    expect(show('storage', 'Azurite Blob service is closing...')).toBeUndefined();
    expect(show('encoder', '04:53:59 encoder  job a/b Finished')).toBeUndefined();
  });

  it('shows a problem as a sentence in a terminal, and as it is logged in a pipe', () => {
    const where = { location: 'acc/asset-1/', blob: 'a.jpg' };
    const json = JSON.stringify({ event: 'image-unreadable', ...where, reason: 'it is cut off', tableCalls: 2 });
    const line = `[warn] recordThumbnails: ${json}`;
    expect(show('functions', line, true)).toBe(
      'functions  Image unreadable: it is cut off (location acc/asset-1/, blob a.jpg)',
    );
    expect(show('functions', line)).toBe(`functions  ${line}`);
    const rejected = { event: 'event-rejected', reasons: ['data: missing', 'id: missing'] };
    expect(show('functions', `[warn] recordThumbnails: ${JSON.stringify(rejected)}`, true)).toBe(
      'functions  Event rejected: data: missing; id: missing',
    );
    const other = '[error] The worker crashed, and every call in flight failed: {';
    expect(show('functions', other, true)).toBe(`functions  ${other}`);
  });

  it('names the ffmpeg in use', () => {
    const line = '04:53:59 encoder  decodes with ffmpeg 5.1.9 (/usr/bin/ffmpeg)';
    expect(show('encoder', line)).toBe('encoder    decodes with ffmpeg 5.1.9 (/usr/bin/ffmpeg)');
  });

  it('shows what failed', () => {
    expect(show('encoder', '04:53:59 encoder  PUT x failed: ENOSPC: no space left on device, write')).toBe(
      'encoder    PUT x failed: ENOSPC: no space left on device, write',
    );
    expect(show('functions', '[error] recordThumbnails: {}')).toBe('functions  [error] recordThumbnails: {}');
    expect(show('encoder', '04:53:59 encoder  job a/b Error: no video')).toBe('encoder    job a/b Error: no video');
  });
});
