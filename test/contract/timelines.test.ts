import { accountForTests } from '../setup/shared-azurite.js';
import { aContainerOf } from './blob-container.js';

const { connectionString } = accountForTests();
const described = (file: object) => JSON.stringify({ AssetFile: [file] });

describe('the timeline of images in Blob Storage', () => {
  it("fills the gaps of the input's metadata from the manifest of the output", async () => {
    const { store, place } = await aContainerOf(connectionString, {
      'guid_metadata.json': described({ Duration: 'PT10S' }),
      'rate_metadata.json': described({ Duration: 'PT10S', VideoTracks: [{ FrameRate: 50 }] }),
      'x_manifest.json': described({ Duration: 'PT20S', VideoTracks: [{ Framerate: 25 }] }),
    });
    const manifest = 'x_manifest.json';
    expect(await store.readTimeline(place, [manifest, 'guid_metadata.json'])).toEqual({
      durationMs: 10_000,
      framesPerSecond: 25,
    });
    expect(await store.readTimeline(place, [manifest, 'rate_metadata.json'])).toEqual({
      durationMs: 10_000,
      framesPerSecond: 50,
    });
  });

  it('keeps inputs of different lengths apart by their names', async () => {
    const { store, place } = await aContainerOf(connectionString, {
      'guid-1_metadata.json': described({ Uri: 'https://x.example/in/a%20short.mp4', Duration: 'PT10S' }),
      'guid-2_metadata.json': described({ Name: 'long.mp4', Duration: 'PT60S' }),
      'x_manifest.json': described({ Duration: 'PT70S' }),
    });
    const names = (await store.list(place))?.map(({ name }) => name) ?? [];
    expect(await store.readTimeline(place, names)).toEqual({
      durationMs: 70_000,
      inputs: [
        { folder: '', basenames: ['a short'], durationMs: 10_000 },
        { folder: '', basenames: ['long'], durationMs: 60_000 },
      ],
    });
  });

  it('names the files that could not be read', async () => {
    const long = JSON.stringify({ AssetFile: [{ Duration: 'PT10S' }], more: 'x'.repeat(1024 * 1024) });
    const { store, place } = await aContainerOf(connectionString, {
      'long_metadata.json': long,
      'good_metadata.json': described({ Duration: 'PT20S' }),
      'x_manifest.json': long,
    });
    const reason = `it has ${String(long.length)} bytes; at most 1048576 are read`;
    const names = ['long_metadata.json', 'good_metadata.json', 'x_manifest.json'];
    expect(await store.readTimeline(place, names)).toMatchObject({
      durationMs: 20_000,
      unreadable: [
        { blob: 'long_metadata.json', reason },
        { blob: 'x_manifest.json', reason },
      ],
    });
  });

  it('reads twenty inputs at most', async () => {
    const blobs = Array.from({ length: 21 }, (_, i): [string, string] => [
      `${String(i).padStart(2, '0')}_metadata.json`,
      described({ Duration: `PT${i + 1}S` }),
    ]);
    const { store, place } = await aContainerOf(connectionString, Object.fromEntries(blobs));
    const { inputs } = await store.readTimeline(
      place,
      blobs.map(([name]) => name),
    );
    expect(inputs).toHaveLength(20);
  });
});
