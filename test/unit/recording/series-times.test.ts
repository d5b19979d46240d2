import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import type { ImageRule } from '../../../src/domain/image-rule.js';
import { joinTimelines, type MediaTimeline } from '../../../src/domain/media-timeline.js';
import { aJobFinished, anAsset, aRule } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { eventHarness, CONTAINER } from './recorder.js';

const percent = (value: number) => ({ unit: 'percent', value }) as const;
const frames = (value: number) => ({ unit: 'frames', value }) as const;

/** The times of recorded images in milliseconds, by their names. */
async function timesOf(names: readonly string[], rule: ImageRule, timeline: MediaTimeline) {
  const images = fakeImages({ [CONTAINER]: Object.fromEntries(names.map((name) => [name, JPEG])) });
  images.timeline = timeline;
  const library = fakeLibrary([anAsset()]);
  library.transforms.set('thumbs', [[rule]]);
  const { receive, manifestsOf } = eventHarness({ images, library });
  await receive(aJobFinished({ videoId: 'v' }));
  const listed = listThumbnailsOf(await manifestsOf('v'), 0, Infinity);
  return Object.fromEntries(listed.map(({ blobName, timeMs }) => [blobName, timeMs]));
}

describe('the times of recorded images', () => {
  it('are of their own input where a job had two of different lengths', async () => {
    const rule = aRule({ start: percent(10), step: percent(50) });
    const names = ['Thumbnail-a-000001.jpg', 'Thumbnail-a-000002.jpg', 'Thumbnail-b-000001.jpg'];
    const inputs = [
      { folder: '', basenames: ['a'], durationMs: 10_000 },
      { folder: '', basenames: ['b'], durationMs: 60_000 },
    ];
    expect(await timesOf(names, rule, { inputs })).toEqual({
      'Thumbnail-a-000001.jpg': 1000,
      'Thumbnail-a-000002.jpg': 6000,
      'Thumbnail-b-000001.jpg': 6000,
    });
  });

  it('follow the frame rate where it is recorded', async () => {
    const rule = aRule({ start: frames(1), step: frames(50) });
    const names = ['Thumbnail-a-000001.jpg', 'Thumbnail-a-000002.jpg'];
    expect(Object.values(await timesOf(names, rule, { framesPerSecond: 25 }))).toEqual([0, 2000]);
    expect(Object.values(await timesOf(names, rule, {}))).toEqual([0, 0]);
  });

  it('are unknown where their source cannot be read, with a line in the log', async () => {
    const images = fakeImages({ [CONTAINER]: { 'Thumbnail-a-000001.jpg': JPEG } });
    images.timeline = { unreadable: [{ blob: 'a_metadata.json', reason: 'it describes no files' }] };
    const { receive, lines } = eventHarness({ images, library: fakeLibrary([anAsset()]) });
    await receive(aJobFinished({ videoId: 'v' }));
    expect(lines[0]).toMatchObject({
      event: 'metadata-unreadable',
      level: 'warn',
      fields: { blob: 'a_metadata.json', reason: 'it describes no files' },
    });
  });

  it('do not follow frames where two inputs of one name have different rates', async () => {
    const rule = aRule({ start: frames(1), step: frames(50) });
    const inputs = [25, 50].map((framesPerSecond) => ({
      folder: '',
      basenames: ['a'],
      durationMs: 10_000,
      framesPerSecond,
    }));
    const names = ['Thumbnail-a-000001.jpg', 'Thumbnail-a-000002.jpg'];
    expect(Object.values(await timesOf(names, rule, joinTimelines(inputs, {})))).toEqual([0, 0]);
  });
});
