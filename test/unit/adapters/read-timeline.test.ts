import { readTimeline } from '../../../src/adapters/blob/read-timeline.js';

const described = (file: object) => JSON.stringify({ AssetFile: [file] });
/** The timeline that these files give; a file without a text cannot be read. */
const timelineOf = (files: Record<string, string | undefined>) =>
  readTimeline(Object.keys(files), (name) => {
    const text = files[name];
    return Promise.resolve(text === undefined ? { problem: 'it is too long' } : { text });
  });

describe('the timeline of images', () => {
  const manifest = { 'x_manifest.json': described({ Duration: 'PT20S', VideoTracks: [{ Framerate: 25 }] }) };

  it.each([
    ['without a rate', { Duration: 'PT10S' }, { durationMs: 10_000, framesPerSecond: 25 }],
    ['without a duration', { VideoTracks: [{ FrameRate: 50 }] }, { durationMs: 20_000, framesPerSecond: 50 }],
    ['with both', { Duration: 'PT10S', VideoTracks: [{ FrameRate: 50 }] }, { durationMs: 10_000, framesPerSecond: 50 }],
  ])("fills the gaps of an input's metadata %s from the manifest of the output", async (_, input, timeline) => {
    expect(await timelineOf({ ...manifest, 'guid_metadata.json': described(input) })).toEqual(timeline);
  });

  it('is that of the output where there is no input, and empty without either', async () => {
    expect(await timelineOf({ ...manifest, 'a.jpg': '' })).toEqual({ durationMs: 20_000, framesPerSecond: 25 });
    expect(await timelineOf({})).toEqual({});
  });

  it('keeps inputs of different lengths apart by their names', async () => {
    const timeline = await timelineOf({
      'guid-1_metadata.json': described({ Uri: 'https://x.example/in/a%20short.mp4', Duration: 'PT10S' }),
      'guid-2_metadata.json': described({ Name: 'long.mp4', Duration: 'PT60S' }),
      'x_manifest.json': described({ Duration: 'PT70S' }),
    });
    expect(timeline).toEqual({
      durationMs: 70_000,
      inputs: [
        { folder: '', basenames: ['a short'], durationMs: 10_000 },
        { folder: '', basenames: ['long'], durationMs: 60_000 },
      ],
    });
  });

  it('names the files that could not be read', async () => {
    const timeline = await timelineOf({
      'long_metadata.json': undefined,
      'odd_metadata.json': '{}',
      'deep_metadata.json': `{"AssetFile":[${'['.repeat(20_000)}`,
      'good_metadata.json': described({ Duration: 'PT20S' }),
      'x_manifest.json': undefined,
    });
    expect(timeline).toMatchObject({
      durationMs: 20_000,
      unreadable: [
        { blob: 'deep_metadata.json', reason: 'it has 20002 lists and objects; at most 20000 are read' },
        { blob: 'long_metadata.json', reason: 'it is too long' },
        { blob: 'odd_metadata.json', reason: 'it describes no files' },
        { blob: 'x_manifest.json', reason: 'it is too long' },
      ],
    });
  });

  it('is made of twenty inputs at most', async () => {
    const inputs = Array.from({ length: 21 }, (_, i) => [
      `${String(i).padStart(2, '0')}_metadata.json`,
      described({ Duration: `PT${i + 1}S` }),
    ]);
    const timeline = await timelineOf(Object.fromEntries(inputs) as Record<string, string>);
    expect(timeline.inputs).toHaveLength(20);
    expect(timeline.unreadable).toEqual([{ blob: '20_metadata.json', reason: 'only 20 such files are read' }]);
  });
});
