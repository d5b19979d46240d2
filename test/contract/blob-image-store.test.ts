import { WebVttError } from '../../src/domain/webvtt.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { jpeg } from '../unit/adapters/tiny-images.js';
import { aContainerOf } from './blob-container.js';

const { connectionString } = accountForTests();
/** A container with these blobs, and the store that reads it at any prefix. */
async function aContainer(blobs: Record<string, string | Uint8Array>) {
  const { store, location, container } = await aContainerOf(connectionString, blobs);
  return { store, location: (prefix = '') => ({ ...location, prefix }), container };
}

describe('images in Blob Storage', () => {
  it('are listed below the prefix, with their sizes and exact names', async () => {
    const names = ['a b.jpg', '100%#?&+.jpg', 'Ünïcode 名前.jpg', 'folder/x.jpg', "it's.jpg", 'empty.jpg'];
    const { store, location } = await aContainer(
      Object.fromEntries(names.map((name) => [name, name === 'empty.jpg' ? '' : 'x'])),
    );
    const listed = (await store.list(location())) ?? [];
    expect(listed.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(listed.filter(({ size }) => size === 0)).toMatchObject([{ name: 'empty.jpg', size: 0 }]);
    expect(await store.list(location('folder/'))).toMatchObject([{ name: 'x.jpg', size: 1 }]);
    expect(await store.list(location('nothing/'))).toEqual([]);
  });

  it('are missing when the container is missing', async () => {
    const { store, location } = await aContainer({});
    expect(await store.list({ ...location(), container: 'asset-missing' })).toBeUndefined();
  });

  it("give their size from their first bytes, also behind a camera's profile", async () => {
    const { store, location } = await aContainer({
      'folder/a.jpg': jpeg(640, 360),
      'late.jpg': jpeg(640, 360, { filler: 65_530 }),
      'b.jpg': 'no image',
      'empty.jpg': '',
    });
    const header = { contentType: 'image/jpeg', width: 640, height: 360 };
    expect(await store.readHeader(location('folder/'), 'a.jpg')).toEqual(header);
    expect(await store.readHeader(location(), 'late.jpg')).toEqual(header);
    expect(await store.readHeader(location(), 'b.jpg')).toHaveProperty('problem');
    expect(await store.readHeader(location(), 'empty.jpg')).toHaveProperty('problem');
  });

  it('are reported as truncated where their end is missing, however large they are', async () => {
    const large = jpeg(640, 360, { picture: 300_000 });
    const { store, location } = await aContainer({ 'whole.jpg': large, 'cut.jpg': large.subarray(0, 200_000) });
    expect(await store.readHeader(location(), 'whole.jpg')).toMatchObject({ width: 640, height: 360 });
    expect(await store.readHeader(location(), 'cut.jpg')).toEqual({ problem: 'it is cut off' });
  });

  it('have a timeline from the metadata of the input, else from the manifest of the output', async () => {
    const { store, location } = await aContainer({
      'guid_metadata.json': '{"AssetFile":[{"Duration":"PT10S"}]}',
      'x_manifest.json': '{"AssetFile":[{"Duration":"PT20S"}]}',
      'bad_metadata.json': '{',
      'empty_metadata.json': '',
    });
    expect(await store.readTimeline(location(), ['x_manifest.json', 'guid_metadata.json'])).toEqual({
      durationMs: 10_000,
    });
    for (const blob of ['bad_metadata.json', 'empty_metadata.json']) {
      expect(await store.readTimeline(location(), ['x_manifest.json', blob])).toEqual({
        durationMs: 20_000,
        unreadable: [{ blob, reason: 'it describes no files' }],
      });
    }
    expect(await store.readTimeline(location(), ['x.jpg'])).toEqual({});
  });

  it('have a length from the client manifest or an MP4 beside them', async () => {
    const mvhd = Buffer.alloc(108);
    for (const [at, value] of [
      [0, 108],
      [20, 1000],
      [24, 10_000],
    ] as const)
      mvhd.writeUInt32BE(value, at);
    mvhd.write('mvhd', 4);
    const moov = Buffer.concat([Buffer.from([0, 0, 0, 116]), Buffer.from('moov'), mvhd]);
    const { store, location } = await aContainer({
      'f/x.ismc': '<SmoothStreamingMedia Duration="200000000">',
      'f/x.mp4': Buffer.concat([moov, Buffer.alloc(9)]),
      'f/bad.mp4': 'x',
      'f/empty.ismc': '',
    });
    const read = (name: string) => store.readDuration(location('f/'), name);
    expect(await Promise.all(['x.ismc', 'x.mp4', 'bad.mp4', 'empty.ismc'].map(read))).toEqual([
      20_000,
      10_000,
      undefined,
      undefined,
    ]);
  });

  it('have tiles from a WebVTT', async () => {
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:05.000\nx.jpg#xywh=0,0,160,90\n';
    const { store, location } = await aContainer({ 's.vtt': vtt, 'captions.vtt': 'WEBVTT\n' });
    expect(await store.readWebVtt(location(), 's.vtt', { bytes: vtt.length })).toHaveLength(1);
    await expect(store.readWebVtt(location(), 's.vtt', { bytes: vtt.length - 1 })).rejects.toThrow(
      `it has ${vtt.length} bytes; at most ${vtt.length - 1} are read`,
    );
    await expect(store.readWebVtt(location(), 'captions.vtt')).rejects.toBeInstanceOf(WebVttError);
  });

  it('have all tiles of a long WebVTT, and none of one that is longer than the limit', async () => {
    const cue = (i: number) =>
      `\n00:00.000 --> 00:05.000\nhttps://x.example/${'a'.repeat(620)}/x.jpg#xywh=${i},0,160,90\n`;
    const long = `WEBVTT\n${Array.from({ length: 12_000 }, (_, i) => cue(i)).join('')}`;
    const { store, location } = await aContainer({ 'long.vtt': long, 'longer.vtt': `${long}\n${' '.repeat(500_000)}` });
    const tiles = await store.readWebVtt(location(), 'long.vtt');
    expect([tiles.length, tiles.at(-1)?.area?.height]).toEqual([12_000, 90]);
    const longer = store.readWebVtt(location(), 'longer.vtt');
    await expect(longer).rejects.toBeInstanceOf(WebVttError);
    await expect(longer).rejects.toThrow(/^it has 8\d{6} bytes; at most 8388608 are read$/);
  });

  it('are not read from an account outside the settings', async () => {
    const { store, location } = await aContainer({});
    await expect(store.list({ ...location(), account: 'stranger' })).rejects.toMatchObject({ code: 'access-denied' });
  });
});
