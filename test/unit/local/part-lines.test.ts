import { lineToShow } from '../../../local/part-lines.js';

const none = { posters: 0, thumbnails: 0, sprites: 0 };
const recorded = (outcome: string, images: Partial<typeof none>): string =>
  `[info] recordThumbnails: ${JSON.stringify({ event: 'manifest-recorded', videoId: 'my-video', outcome, ...none, ...images })}`;

describe('the output of npm start', () => {
  it('shows what was recorded, in a sentence', () => {
    const line = recorded('created', { posters: 1, thumbnails: 12 });
    expect(lineToShow('functions', line)).toBe('recorded   my-video: 1 poster, 12 thumbnails');
    expect(lineToShow('functions', recorded('replaced', {}))).toBe('recorded   my-video: no images');
  });

  it('leaves out duplicates, queries and starts', () => {
    expect(lineToShow('functions', recorded('unchanged', { posters: 1 }))).toBeUndefined();
    expect(lineToShow('functions', '[info] listThumbnails: {"event":"thumbnails-listed"}')).toBeUndefined();
    expect(lineToShow('storage', 'Azurite Blob service is closing...')).toBeUndefined();
    expect(lineToShow('encoder', '04:53:59 encoder  job a/b Finished')).toBeUndefined();
  });

  it('shows what failed', () => {
    expect(lineToShow('functions', '[error] recordThumbnails: {}')).toBe('functions  [error] recordThumbnails: {}');
    expect(lineToShow('encoder', '04:53:59 encoder  job a/b Error: no video')).toBe(
      'encoder    job a/b Error: no video',
    );
  });
});
