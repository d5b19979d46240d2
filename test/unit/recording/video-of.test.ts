import { aJobFinished, aJobOutputEvent, anAsset, anEventOutput, aLocation, GUID } from '../../builders.js';
import { fakeImages, fakeLibrary, JPEG } from '../../fakes.js';
import { eventHarness, CONTAINER } from './recorder.js';

describe('the video of an output', () => {
  it('comes from correlation data first', async () => {
    const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([anAsset({ alternateId: 'alternate' })]) });
    await receive(aJobFinished({ videoId: 'correlated' }));
    expect(await manifestsOf('correlated')).toHaveLength(1);
  });

  it('comes from the alternate id of the asset, then from the name of the asset', async () => {
    for (const [asset, videoId] of [
      [anAsset({ alternateId: 'alternate' }), 'alternate'],
      [anAsset(), 'output-1'],
    ] as const) {
      const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([asset]) });
      await receive(aJobFinished());
      expect(await manifestsOf(videoId)).toHaveLength(1);
    }
  });

  it.each([`nb:cid:UUID:${GUID.toUpperCase()}`, GUID.toUpperCase()])(
    'is the same however %s is written',
    async (alternateId) => {
      const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([anAsset({ alternateId })]) });
      await receive(aJobFinished());
      expect(await manifestsOf(GUID)).toHaveLength(1);
    },
  );

  it("comes from the asset's name when the alternate id is no valid video id", async () => {
    const { receive, manifestsOf } = eventHarness({
      library: fakeLibrary([anAsset({ alternateId: 'x'.repeat(600) })]),
    });
    await receive(aJobFinished());
    expect(await manifestsOf('output-1')).toHaveLength(1);
  });

  it('is also found under the names and ids of its assets', async () => {
    const { receive, aliasesOf } = eventHarness({ library: fakeLibrary([anAsset()]) });
    await receive(aJobFinished({ videoId: 'v' }));
    for (const alias of ['output-1', GUID]) expect(await aliasesOf(alias)).toEqual(['v']);
  });

  it('is the same for a state as for a manifest', async () => {
    const { receive, statesOf } = eventHarness({ library: fakeLibrary([anAsset({ alternateId: 'alternate' })]) });
    await receive(aJobOutputEvent('JobOutputProcessing', { output: anEventOutput({ state: 'Processing' }) }));
    expect(await statesOf('alternate')).toHaveLength(1);
  });
});

describe('the location of an output', () => {
  it('is the container of the asset, in its account or else in the first', async () => {
    const asset = anAsset({ container: 'video-1', storageAccount: 'second' });
    const images = fakeImages({ 'video-1': { 'Poster.jpg': JPEG } });
    const { receive, manifestsOf } = eventHarness({ library: fakeLibrary([asset]), images });
    await receive(aJobFinished({ videoId: 'v' }));
    expect((await manifestsOf('v'))[0]?.location).toEqual({ account: 'second', container: 'video-1', prefix: '' });
  });

  it.each([
    ['without Media Services settings', undefined],
    ['when the asset is gone', fakeLibrary()],
  ])('comes from a GUID in the name of the asset %s', async (_, library) => {
    const { receive, manifestsOf } = eventHarness({ library });
    const assetName = `output-${GUID.toUpperCase()}-thumbs`;
    await receive(aJobFinished({ outputs: [anEventOutput({ assetName })] }));
    expect((await manifestsOf(assetName))[0]?.location).toEqual(aLocation({ container: CONTAINER }));
  });

  it.each([
    ['there are no Media Services settings', undefined],
    ['it does not exist', fakeLibrary()],
  ])('is unknown without a GUID when %s, and the event is acknowledged with that reason', async (reason, library) => {
    const { receive, lines, statesOf } = eventHarness({ library });
    await receive(aJobFinished());
    expect(lines).toMatchObject([
      { event: 'event-rejected', level: 'warn', fields: { reasons: [expect.stringContaining(reason)] } },
    ]);
    expect(await statesOf('output-1')).toMatchObject([{ state: 'Finished' }]);
  });

  it.each([
    [{ container: '$logs' }],
    [{ container: '$web' }],
    [{ container: 'azure-webjobs-secrets' }],
    [{ container: 'private' }],
    [{ container: 'video-1' }],
    [{ storageAccount: 'stranger' }],
  ])('is refused when it is %j, without a read of it', async (parts) => {
    const { receive, images, lines, manifestsOf } = eventHarness({ library: fakeLibrary([anAsset(parts)]) });
    await receive(aJobFinished({ videoId: 'v' }));
    expect(lines).toMatchObject([{ event: 'location-denied', level: 'warn' }]);
    expect(images.calls).toEqual([]);
    expect(await manifestsOf('v')).toEqual([]);
  });
});
