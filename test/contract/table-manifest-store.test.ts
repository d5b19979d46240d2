import { TableClient } from '@azure/data-tables';
import { makeTableManifestStore } from '../../src/adapters/table/table-manifest-store.js';
import { fitManifest } from '../../src/application/fit-manifest.js';
import type { Series } from '../../src/domain/series.js';
import { aLog } from '../fakes.js';
import { aManifest, anOutputState, aPoster, aSeries, aSprite } from '../builders.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { itIsAManifestStore } from './manifest-store.contract.js';

const { connectionString } = accountForTests();
let tables = 0;
const client = (name: string, address = connectionString) =>
  TableClient.fromConnectionString(address, name, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
const aTable = () => client(`thumbnails${String(++tables)}`);

describe('the manifest store in a table', () => {
  itIsAManifestStore(() => makeTableManifestStore(aTable()));

  it('reads a partition to its end, past the thousand rows of a page', async () => {
    const table = aTable();
    const store = makeTableManifestStore(table);
    await store.putManifest(aManifest({ videoId: 'v' }), undefined);
    for (let batch = 0; batch < 11; batch++) {
      const rows = Array.from({ length: 100 }, (_, i) => ({
        partitionKey: 'v',
        rowKey: `alias:${String(batch * 100 + i).padStart(5, '0')}`,
        videoId: `${String(batch)}-${String(i)}`,
      }));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const { aliasOf, manifests } = await store.readVideo('v');
    expect(aliasOf).toHaveLength(1100);
    expect(manifests).toHaveLength(1);
  });

  it('passes over rows of kinds that it does not know', async () => {
    const table = aTable();
    const store = makeTableManifestStore(table);
    await store.putManifest(aManifest({ videoId: 'v' }), undefined);
    await table.createEntity({ partitionKey: 'v', rowKey: 'video', linkEpoch: 3 });
    const { manifests, outputs, aliasOf } = await store.readVideo('v');
    expect([manifests.length, outputs.length, aliasOf.length]).toEqual([1, 0, 0]);
  });

  it('refuses a manifest that is too large for a row, and writes nothing', async () => {
    const store = makeTableManifestStore(aTable());
    const series = [aSeries({ prefix: 'x'.repeat(480_000) })];
    expect(store.hasRoomFor(aManifest({ series }))).toBe(false);
    await expect(store.putManifest(aManifest({ series }), undefined)).rejects.toMatchObject({ code: 'too-large' });
    expect((await store.readVideo('video-1')).manifests).toEqual([]);
  });

  it('writes a manifest of 480,000 characters, which fills its row', async () => {
    const store = makeTableManifestStore(aTable());
    const { length } = JSON.stringify({ series: [aSeries({ prefix: '' })] });
    const manifest = aManifest({ series: [aSeries({ prefix: 'x'.repeat(480_000 - length) })] });
    expect(store.hasRoomFor(manifest)).toBe(true);
    expect(await store.putManifest(manifest, undefined)).toBe(true);
    expect((await store.readVideo('video-1')).manifests[0]?.manifest).toEqual(manifest);
  });

  it('has room for some 12,000 tiles, and leaves out those of a sprite that has more, not what lies beside it', () => {
    const store = makeTableManifestStore(aTable());
    const { log, lines } = aLog();
    const sheet = (name: string, count: number) => {
      const tiles = Array.from({ length: count }, (_, i) => {
        return {
          startMs: i * 1000,
          endMs: i * 1000 + 1000,
          x: (i % 100) * 160,
          y: Math.floor(i / 100) * 90,
          width: 160,
          height: 90,
        };
      });
      return aPoster({ kind: 'Sprite', prefix: `${name}.jpg`, sprite: { vttName: `${name}.vtt`, tiles } });
    };
    const fitted = (...series: Series[]) => fitManifest(store, aManifest({ series }), log);
    const all = [aSeries(), sheet('a', 3000), sheet('b', 9000)];
    expect(fitted(...all).series).toEqual(all);
    expect(lines).toEqual([]);
    const bare = aPoster({ kind: 'Sprite', prefix: 'c.jpg' });
    expect(fitted(...all, sheet('c', 20_000)).series).toEqual([...all, bare]);
    const gaps = Array.from({ length: 40_000 }, (_, i): [number, number] => [i * i, i * i]);
    expect(fitted(aSeries({ ranges: gaps }), ...all).series).toEqual(all);
    const spelled = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, i) => [String(i), `00.00.30_${i}_2014-02-18_10-11-12`]),
    );
    expect(fitted(aSeries({ prefix: 'a_', ranges: [[0, 14_999]], spelled }), ...all).series).toEqual(all);
    expect(lines.map(({ event, fields }) => [event, fields['blob'], fields['reason']])).toEqual([
      ['webvtt-unreadable', 'c.vtt', 'it has 20000 tiles, for which there is no room in a row'],
      ['series-unreadable', 'Thumbnail….jpg', 'its names have 40000 gaps, for which there is no room in a row'],
      [
        'series-unreadable',
        'a_….jpg',
        'more than the number changes in its 15000 names, for which there is no room in a row',
      ],
    ]);
  });

  it('leaves out the tiles of all sheets of a sprite for which there is no room, and makes one series of them again', () => {
    const store = makeTableManifestStore(aTable());
    const { log, lines } = aLog();
    const tiles = Array.from({ length: 200 }, (_, i) => {
      return { startMs: i * 1000, endMs: i * 1000 + 1000, x: i * 160, y: 0, width: 160, height: 90 };
    });
    const sheets = Array.from({ length: 101 }, (_, i) => aSprite(tiles, i + 1));
    const last = { ...aSprite(tiles, 102), height: 90 };
    const other = aPoster({ kind: 'Sprite', prefix: 'a.jpg', sprite: { vttName: 'a.vtt', tiles } });
    const { series } = fitManifest(store, aManifest({ series: [aPoster(), ...sheets, last, other] }), log);
    const { sprite, ...bare } = aSprite([]);
    expect(series).toEqual([
      aPoster(),
      { ...bare, ranges: [[1, 101]] },
      { ...bare, height: 90, ranges: [[102, 102]] },
      other,
    ]);
    expect(lines.map(({ event, fields }) => [event, fields['blob'], fields['reason']])).toEqual([
      [
        'webvtt-unreadable',
        sprite?.vttName,
        'its sprite has 20400 tiles on 102 sheets, for which there is no room in a row',
      ],
    ]);
  });

  it('says that nobody answers, in words of its own', async () => {
    const nobody = connectionString.replace(
      /TableEndpoint=http:\/\/127\.0\.0\.1:\d+/,
      'TableEndpoint=http://127.0.0.1:1',
    );
    const store = makeTableManifestStore(client('nobody', nobody));
    const failure = { code: 'unavailable', message: 'table nobody: read a video: no answer (ECONNREFUSED)' };
    await expect(store.readVideo('v')).rejects.toMatchObject(failure);
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.putOutputState('v', anOutputState(), undefined)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says that access is denied, in words of its own', async () => {
    const other = connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${Buffer.from('other').toString('base64')}`);
    const store = makeTableManifestStore(client('denied', other));
    await expect(store.readVideo('v')).rejects.toMatchObject({ code: 'access-denied' });
  });
});
