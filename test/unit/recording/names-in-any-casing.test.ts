import { aJobFinished, anAsset, GUID } from '../../builders.js';
import { fakeLibrary } from '../../fakes.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { httpHarness } from '../http/harness.js';
import { eventHarness } from './recorder.js';

describe('the id of an asset', () => {
  it.each([GUID, GUID.toUpperCase()])(
    'leads to the video in any casing, when Media Services spells it %s',
    async (assetId) => {
      const store = createMemoryStore();
      const { receive } = eventHarness({ store, library: fakeLibrary([anAsset({ assetId })]) });
      await receive(aJobFinished({ videoId: 'v' }));
      const { list } = httpHarness(store);
      const { json } = await list('v');
      expect(json).toMatchObject([{ VideoId: 'v' }]);
      for (const asked of [GUID, GUID.toUpperCase(), `nb:cid:UUID:${GUID.toUpperCase()}`]) {
        expect(await list(asked)).toMatchObject({ status: 200, json });
      }
    },
  );
});
