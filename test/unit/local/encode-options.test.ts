import { readEncodeOptions } from '../../../local/encode-options.js';

describe('the options of npm run encode', () => {
  it('have defaults that work for a bare file', () => {
    expect(readEncodeOptions(['videos/my clip.mp4'])).toMatchObject({
      videoId: 'my clip',
      everyMs: 5000,
      heights: [360],
      spriteColumns: undefined,
      replace: false,
      json: false,
    });
  });

  it('include everything that the README shows', () => {
    const args = ['clip.mp4', '--video-id', 'my-video', '--every', '5s', '--height', '360,720', '--sprite', '5'];
    expect(readEncodeOptions(args)).toMatchObject({ videoId: 'my-video', heights: [360, 720], spriteColumns: 5 });
  });

  it.each([
    ['5', 5000],
    ['500ms', 500],
    ['1.5s', 1500],
    ['2m', 120_000],
  ])('read %s as %i milliseconds', (every, everyMs) => {
    expect(readEncodeOptions(['a.mp4', '--every', every])).toMatchObject({ everyMs });
  });

  it.each([
    [[], 'Which file?'],
    [['a.mp4', 'b.mp4'], "'b.mp4' is left over"],
    [['https://example.com/a.mp4'], 'is an address. Download the video first'],
    [['a.mp4', '--every', 'often'], '--every'],
    [['a.mp4', '--every', '0s'], '--every'],
    [['a.mp4', '--height', '360,big'], '--height'],
    [['a.mp4', '--height', '1'], '--height'],
    [['a.mp4', '--sprite', '0'], '--sprite'],
    [['a.mp4', '--video-id', 'a/b'], '--video-id'],
    [['a.mp4', '--video-id', 'x'.repeat(513)], '--video-id'],
    [['a.mp4', '--frames', '3'], '--frames'],
  ])('are refused with a reason for %j', (args, named) => {
    expect(() => readEncodeOptions(args)).toThrow(named);
  });

  it('show help with --help', () => {
    expect(readEncodeOptions(['--help'])).toBe('help');
  });
});
