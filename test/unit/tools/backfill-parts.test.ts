import { makeMemoryManifestStore } from '../../../src/adapters/memory/memory-manifest-store.js';
import { aManifest, anAsset, anOutputState, aLocation, NOW } from '../../builders.js';
import { makeAssetIndex } from '../../../tools/backfill/asset-index.js';
import { describeRun, pickAccounts, stopsIn } from '../../../tools/backfill/plan.js';
import { saySummary } from '../../../tools/backfill/report.js';
import { StopsEverything, stoppingAt } from '../../../tools/backfill/stops-everything.js';
import { makeTally } from '../../../tools/backfill/tally.js';
import { withoutWriting } from '../../../tools/backfill/without-writing.js';
import { finalRows } from '../application/final-rows.js';
import { Failure } from '../../../src/application/failure.js';

const CONTOSO = { name: 'contoso', containerPatterns: ['asset-*', '$*', '*'] };

describe('the containers of a backfill', () => {
  it('are those that the settings allow, by code unit, whatever order storage has', () => {
    const names = ['asset-b', '$logs', '$web', 'asset-a-b', 'azure-webjobs-secrets', 'asset-ab', 'asset-1'];
    expect(stopsIn(CONTOSO, names).map(({ container }) => container)).toEqual([
      'asset-1',
      'asset-a-b',
      'asset-ab',
      'asset-b',
    ]);
    expect(stopsIn({ ...CONTOSO, containerPatterns: ['video-*'] }, names)).toEqual([]);
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
      options: { prefix: '', since: undefined, publish: false },
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
    const find = makeAssetIndex(() => {
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
    const ask = stoppingAt('No names', 'Do this.', () => Promise.reject(new Failure('access-denied', 'answered 403')));
    await expect(ask()).rejects.toThrow('No names: answered 403. Do this.');
    await expect(ask()).rejects.toBeInstanceOf(StopsEverything);
  });
});

describe('a read-only store', () => {
  it('accepts everything, shows its own claims and changes nothing', async () => {
    const store = makeMemoryManifestStore();
    await store.putManifest(aManifest({ videoId: 'there' }), undefined);
    const before = await finalRows(store, ['there', 'v', 'alias'], [aLocation()]);
    const dry = withoutWriting(store);
    const owner = { videoId: 'v', by: 'mapped' as const, since: NOW, takenFrom: ['there'] };
    expect(await dry.readOwner(aLocation())).toBeUndefined();
    expect(await dry.putOwner(aLocation(), owner, undefined)).toBe(true);
    expect((await dry.readOwner(aLocation()))?.owner).toEqual(owner);
    await dry.putAlias('alias', 'v');
    await dry.deleteAlias('alias', 'v');
    const tombstone = { forgottenAt: NOW, expiresAt: NOW };
    expect(
      await Promise.all([
        dry.putManifest(aManifest({ videoId: 'v' }), undefined),
        dry.deleteManifest('there', aLocation(), 'v1'),
        dry.putOutputState('v', anOutputState(), undefined),
        dry.deleteOutputState('v', anOutputState(), ''),
        dry.putTombstone('v', tombstone, undefined),
      ]),
    ).toEqual([true, true, true, true, true]);
    expect(await finalRows(store, ['there', 'v', 'alias'], [aLocation()])).toEqual(before);
  });
});

describe('the summary of a backfill', () => {
  it('groups failures by reason, without the names of containers, the most frequent first', () => {
    const tally = makeTally();
    const failed = (container: string, reason: string) => {
      tally.add({ account: 'contoso', container, outcome: 'failed', reason });
    };
    failed('asset-z', 'too much');
    for (const name of ['a', 'b', 'c', 'd']) failed(`asset-${name}`, `list contoso/asset-${name}: answered 503`);
    tally.add({ account: 'contoso', container: 'asset-x', outcome: 'created', leftOut: ['a.jpg: broken'] });
    expect(tally.outcomes()).toEqual({ failed: 5, created: 1 });
    expect(tally.failures()).toEqual([
      {
        reason: 'list contoso/…: answered 503',
        count: 4,
        examples: ['contoso/asset-a/', 'contoso/asset-b/', 'contoso/asset-c/'],
      },
      { reason: 'too much', count: 1, examples: ['contoso/asset-z/'] },
    ]);
    const end = { tally, dryRun: false, visited: 6, of: 9, refused: 2, unknownInMap: ['x'], stopped: true, seconds: 2 };
    expect(saySummary(end)).toMatch(/^6 of 9 containers in 2 s \(3\.0 a second\), then stopped\n/);
    expect(saySummary(end)).toContain('contoso/asset-a/, contoso/asset-b/, contoso/asset-c/, …');
    expect(saySummary(end)).toContain('In the map, but no container: x');
  });
});
