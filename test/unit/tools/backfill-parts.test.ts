import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import { locationHash } from '../../../src/domain/location.js';
import { aManifest, anAsset, anOutputState, aLocation, minutesAfter, NOW } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';
import { createAssetIndex } from '../../../tools/backfill/asset-index.js';
import { describeRun, pickAccounts, sortContainers } from '../../../tools/backfill/plan.js';
import { FatalError, fatalOnFailure } from '../../../tools/backfill/fatal-error.js';
import { groupRefused } from '../../../tools/backfill/stats.js';
import { readOnlyStore } from '../../../tools/backfill/read-only-store.js';
import { Failure } from '../../../src/application/failure.js';

const CONTOSO = { name: 'contoso', containerPatterns: ['asset-*', '$*', '*'] };

describe('the containers of a backfill', () => {
  it('are those that the settings allow, by code unit, whatever order storage has, and the setting refuses the others', () => {
    const names = ['asset-b', '$logs', '$web', 'asset-a-b', 'azure-webjobs-secrets', 'asset-ab', 'asset-1'];
    const { allowed, refused } = sortContainers({ ...CONTOSO, containerPatterns: ['asset-a*', 'asset-1'] }, names);
    expect(allowed.map(({ container }) => container)).toEqual(['asset-1', 'asset-a-b', 'asset-ab']);
    expect(groupRefused(refused)).toEqual([
      {
        reason: 'belongs to the platform',
        count: 2,
        examples: ['contoso/$logs', 'contoso/azure-webjobs-secrets'],
      },
      {
        reason:
          'is read only where a pattern of the account is its very name; MEDIA_STORAGE_ACCOUNTS sets them, now contoso=asset-a*|asset-1',
        count: 1,
        examples: ['contoso/$web'],
      },
      {
        reason:
          "matches none of the account's patterns; MEDIA_STORAGE_ACCOUNTS sets them, now contoso=asset-a*|asset-1",
        count: 1,
        examples: ['contoso/asset-b'],
      },
    ]);
  });

  it('are in all accounts, or in those that are named', () => {
    const other = { ...CONTOSO, name: 'other' };
    expect(pickAccounts([CONTOSO, other], [])).toEqual([CONTOSO, other]);
    expect(pickAccounts([CONTOSO, other], ['other'])).toEqual([other]);
    expect(() => pickAccounts([CONTOSO, other], ['third'])).toThrow(
      "'third' is not in the settings, which name contoso, other.",
    );
  });

  it('belong to another run when any option differs', () => {
    const plain = {
      options: { prefix: '', since: undefined, times: undefined, publish: false, singleImages: false },
      target: { accounts: [CONTOSO], table: 't', mediaServices: undefined, hasMarkers: false, map: undefined },
    };
    const { options, target } = plain;
    const runs = [
      describeRun(options, target),
      describeRun({ ...options, prefix: 'a' }, target),
      describeRun({ ...options, since: NOW }, target),
      describeRun(options, { ...target, accounts: [CONTOSO, CONTOSO] }),
      describeRun(options, { ...target, accounts: [{ ...CONTOSO, containerPatterns: ['asset-*', 'old-*'] }] }),
      describeRun(options, { ...target, mediaServices: 'https://media/contoso' }),
      describeRun(options, { ...target, hasMarkers: true }),
      describeRun({ ...options, publish: true }, target),
      describeRun({ ...options, singleImages: true }, target),
      describeRun({ ...options, times: { every: { unit: 'ms', value: 5 } } }, target),
      describeRun({ ...options, times: { every: { unit: 'percent', value: 5 } } }, target),
      describeRun({ ...options, times: { every: { unit: 'ms', value: 5 }, start: { unit: 'ms', value: 5 } } }, target),
      describeRun(options, { ...target, table: 'u' }),
      describeRun(options, { ...target, map: '' }),
      describeRun(options, { ...target, map: 'a,b' }),
    ];
    expect(new Set(runs).size).toBe(runs.length);
  });
});

describe('the assets of each container', () => {
  it('are listed once, when the first is needed', async () => {
    let lists = 0;
    const find = createAssetIndex(() => {
      lists += 1;
      const elsewhere = anAsset({ name: 'elsewhere', storageAccount: 'other' });
      return Promise.resolve([anAsset(), anAsset({ name: 'second' }), elsewhere]);
    }, 'contosomedia');
    expect(lists).toBe(0);
    expect((await Promise.all([find(aLocation()), find(aLocation())])).map((asset) => asset?.name)).toEqual([
      'output-1',
      'output-1',
    ]);
    expect(await find(aLocation({ account: 'other' }))).toMatchObject({ name: 'elsewhere' });
    expect(await find(aLocation({ container: 'asset-none' }))).toBeUndefined();
    expect(lists).toBe(1);
  });

  it('end the run when they cannot be listed, with our own message', async () => {
    const ask = fatalOnFailure('No names', 'Do this.', () =>
      Promise.reject(new Failure('access-denied', 'answered 403')),
    );
    await expect(ask()).rejects.toThrow('No names: answered 403. Do this.');
    await expect(ask()).rejects.toBeInstanceOf(FatalError);
  });
});

describe('a read-only store', () => {
  it('accepts everything, shows its own claims and changes nothing', async () => {
    const store = createMemoryStore();
    await putManifest(store, aManifest({ videoId: 'there' }));
    const before = store.rows.toText();
    const dry = readOnlyStore(store);
    await putManifest(dry, aManifest({ videoId: 'v', recordedAt: minutesAfter(1) }));
    await dry.putOutputState('v', anOutputState(), undefined);
    await createDeleteVideo({ store: dry, clock: () => NOW, startPublishing: () => noopPublisher })(
      'there',
      () => undefined,
    );
    expect(store.rows.toText()).toBe(before);
  });

  it('shows the record that was just written', async () => {
    const dry = readOnlyStore(createMemoryStore());
    await putManifest(dry, aManifest());
    expect((await dry.readRecord(locationHash(aLocation())))?.record).toMatchObject({ location: aLocation() });
  });
});
