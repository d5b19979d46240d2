import type { LogEvent } from '../../../src/telemetry/log-events.js';
import type { LocationLine } from '../../../tools/backfill/backfill-container.js';
import { formatLocation, formatSummary } from '../../../tools/backfill/report.js';
import { createStats, type BackfillStats } from '../../../tools/backfill/stats.js';

describe('the summary of a backfill', () => {
  const endOf = (stats: BackfillStats) => ({
    ...{ stats, dryRun: false, visited: 1, of: 1, refused: [], unknownInMap: [], stopped: false, seconds: 0 },
    sheetOf: (videoId: string) => `https://app/${videoId}`,
  });

  it('groups failures by reason, without the names of containers, the most frequent first', () => {
    const stats = createStats();
    const failed = (container: string, reason: string) => {
      stats.add({ account: 'contoso', container, outcome: 'failed', reason });
    };
    failed('asset-z', 'too much');
    for (const name of ['a', 'b', 'c', 'd']) failed(`asset-${name}`, `list contoso/asset-${name}: answered 503`);
    stats.add({ account: 'contoso', container: 'asset-x', outcome: 'created' });
    expect(stats.outcomes()).toEqual({ failed: 5, created: 1 });
    expect(stats.failures()).toEqual([
      {
        reason: 'list contoso/…: answered 503',
        count: 4,
        examples: ['contoso/asset-a/', 'contoso/asset-b/', 'contoso/asset-c/'],
      },
      { reason: 'too much', count: 1, examples: ['contoso/asset-z/'] },
    ]);
    const text = formatSummary({ ...endOf(stats), visited: 6, of: 9, unknownInMap: ['x'], stopped: true, seconds: 2 });
    expect(text).toMatch(/^6 of 9 containers in 2 s \(3\.0 a second\), then stopped\n/);
    expect(text).toContain('contoso/asset-a/, contoso/asset-b/, contoso/asset-c/, …');
    expect(text).toContain('In the map, but no container: x');
  });

  it('counts images by where their times come from', () => {
    const stats = createStats();
    const counts = [
      { preset: 2, inferred: 3 },
      { inferred: 4, unknown: 1 },
    ];
    for (const times of counts) stats.add({ account: 'contoso', container: 'asset-y', outcome: 'created', times });
    expect(stats.times()).toEqual({ preset: 2, inferred: 7, unknown: 1 });
    expect(formatSummary(endOf(stats))).toMatch(
      /^ +10 images +by where their times come from: 2 preset, 7 inferred, 1 unknown; --every tells those that are unknown$/m,
    );
  });

  it('explains each claim source once, and ends with a contact sheet of what this run has recorded', () => {
    const stats = createStats();
    const add = (videoId: string, parts: Partial<LocationLine>) => {
      stats.add({ account: 'contoso', container: `asset-${videoId}`, outcome: 'created', videoId, ...parts });
    };
    add('old', { outcome: 'unchanged', source: 'inferred' });
    add('gone', { outcome: 'deleted', source: 'event' });
    add('secret', { unservable: 'encrypted', source: 'asset' });
    expect(formatSummary(endOf(stats)).split('\n').at(-1)).toBe('Look at one of them: https://app/old');
    add('new', { source: 'inferred' });
    const lines = formatSummary(endOf(stats)).split('\n');
    expect(lines.filter((line) => line.includes('(by name)'))).toEqual([
      expect.stringMatching(/^ +2 .* names the video$/),
    ]);
    expect(lines.at(-1)).toBe('Look at one of them: https://app/new');
    const dry = formatSummary({ ...endOf(stats), dryRun: true });
    expect(dry).toContain('2 would create');
    expect(dry).not.toContain('https://app');
  });
});

describe('the lines for a location', () => {
  const line: LocationLine = { account: 'contoso', container: 'asset-a', outcome: 'created', videoId: 'v' };

  it('say what came of it, and what was left out and why, no more than a few lines', () => {
    const leftOut = ['series-unreadable', 'webvtt-unreadable', 'image-unreadable', 'another', 'another', 'another'].map(
      (event, i) => ({ event: event as LogEvent, blob: `${i}.jpg`, reason: 'no image' }),
    );
    const unrecognised = { count: 4, examples: 'a.jpg, b.jpg, c.jpg' };
    const counts = { posters: 1, thumbnails: 2, sprites: 0 };
    const text = formatLocation({ ...line, source: 'asset', ...counts, leftOut, unrecognised }, false);
    expect(text.split('\n').map((one) => one.trim())).toEqual([
      'created       contoso/asset-a/ → v (asset): 1 poster, 2 thumbnails',
      '0.jpg: left out with its series: no image',
      '1.jpg: gives no tiles or times, or not all: no image',
      '2.jpg: broken; another image of the series is not: no image',
      '3.jpg: left out: no image',
      '4.jpg: left out: no image',
      'and 1 more',
      '4 images whose names tell no series: a.jpg, b.jpg, c.jpg, …',
    ]);
  });

  it('say what a dry run would do, why a location failed, and which image is alone', () => {
    expect(formatLocation(line, true)).toMatch(/^would create +contoso/);
    expect(formatLocation({ ...line, outcome: 'unchanged' }, true)).toMatch(/^unchanged +contoso/);
    const other = { account: 'contoso', container: 'asset-a', prefix: 'cat/' };
    expect(formatLocation({ ...other, outcome: 'failed', reason: 'answered 503' }, false)).toBe(
      'failed        contoso/asset-a/cat/: answered 503',
    );
    expect(formatLocation({ ...other, outcome: 'single-image', single: 'logo.png' }, false)).toMatch(/: logo\.png$/);
    expect(formatLocation({ ...other, outcome: 'no-images' }, false)).toBe('no-images     contoso/asset-a/cat/');
  });
});
