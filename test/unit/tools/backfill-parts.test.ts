import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import { locationHash } from '../../../src/domain/location.js';
import { aManifest, anAsset, anOutputState, aLocation, minutesAfter, NOW } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';
import { createAssetIndex } from '../../../tools/backfill/asset-index.js';
import { describeRun, pickAccounts, allowedContainers } from '../../../tools/backfill/plan.js';
import { formatSummary } from '../../../tools/backfill/report.js';
import { FatalError, fatalOnFailure } from '../../../tools/backfill/fatal-error.js';
import { createStats } from '../../../tools/backfill/stats.js';
import { readOnlyStore } from '../../../tools/backfill/read-only-store.js';
import { Failure } from '../../../src/application/failure.js';

const CONTOSO = { name: 'contoso', containerPatterns: ['asset-*', '$*', '*'] };

describe('the containers of a backfill', () => {
  it('are those that the settings allow, by code unit, whatever order storage has', () => {
    const names = ['asset-b', '$logs', '$web', 'asset-a-b', 'azure-webjobs-secrets', 'asset-ab', 'asset-1'];
    expect(allowedContainers(CONTOSO, names).map(({ container }) => container)).toEqual([
      'asset-1',
      'asset-a-b',
      'asset-ab',
      'asset-b',
    ]);
    expect(allowedContainers({ ...CONTOSO, containerPatterns: ['video-*'] }, names)).toEqual([]);
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
      options: { prefix: '', since: undefined, times: undefined, publish: false },
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

describe('the summary of a backfill', () => {
  it('groups failures by reason, without the names of containers, the most frequent first', () => {
    const stats = createStats();
    const failed = (container: string, reason: string) => {
      stats.add({ account: 'contoso', container, outcome: 'failed', reason });
    };
    failed('asset-z', 'too much');
    for (const name of ['a', 'b', 'c', 'd']) failed(`asset-${name}`, `list contoso/asset-${name}: answered 503`);
    stats.add({ account: 'contoso', container: 'asset-x', outcome: 'created', leftOut: ['a.jpg: broken'] });
    expect(stats.outcomes()).toEqual({ failed: 5, created: 1 });
    expect(stats.failures()).toEqual([
      {
        reason: 'list contoso/…: answered 503',
        count: 4,
        examples: ['contoso/asset-a/', 'contoso/asset-b/', 'contoso/asset-c/'],
      },
      { reason: 'too much', count: 1, examples: ['contoso/asset-z/'] },
    ]);
    for (const times of [
      { preset: 2, inferred: 3 },
      { inferred: 4, unknown: 1 },
    ])
      stats.add({ account: 'contoso', container: 'asset-y', outcome: 'created', times });
    const end = { stats, dryRun: false, visited: 6, of: 9, refused: 2, unknownInMap: ['x'], stopped: true, seconds: 2 };
    expect(formatSummary(end)).toMatch(/^6 of 9 containers in 2 s \(3\.0 a second\), then stopped\n/);
    expect(formatSummary(end)).toContain('contoso/asset-a/, contoso/asset-b/, contoso/asset-c/, …');
    expect(formatSummary(end)).toContain(
      '10 images     by where their times come from: 2 preset, 7 inferred, 1 unknown\n',
    );
    expect(formatSummary(end)).toContain('In the map, but no container: x');
  });
});
