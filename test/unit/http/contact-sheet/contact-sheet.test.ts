import { createHash } from 'node:crypto';
import { aLocation, aPoster, aSeries, aSprite, minutesAfter } from '../../../builders.js';
import { ON_EVERY_ANSWER } from '../harness.js';
import { attributes, directives, wordsOf } from './read-page.js';
import { PUBLIC_URL, sheetHarness, STORAGE } from './sheet-harness.js';

const tile = (startMs: number, x: number) => ({ startMs, endMs: startMs + 2000, x, y: 0, width: 160, height: 90 });
const ALL = [aPoster(), aSeries(), aSprite([tile(0, 0), tile(2000, 160)])];

describe('GET /api/Videos/{id}/ContactSheet', () => {
  it('answers a private page that stays the same until its URLs change', async () => {
    const { ask, state } = await sheetHarness();
    const { status, headers, body } = await ask('video-1');
    expect(status).toBe(200);
    expect(headers).toEqual({
      ...ON_EVERY_ANSWER,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'private, no-cache',
      'Content-Security-Policy': expect.any(String) as string,
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex, nofollow',
      'X-Url-Expires': expect.stringMatching(/^2026-11-20T12:[2-4]\d:\d\d\.000Z$/) as string,
      ETag: expect.stringMatching(/^"[\w-]{27}"$/) as string,
    });
    const held = { headers: { 'if-none-match': headers['ETag'] ?? '' } };
    const again = await ask('video-1', held);
    expect([again.status, again.body, again.headers['ETag']]).toEqual([304, '', headers['ETag']]);
    state.now = minutesAfter(60);
    expect((await ask('video-1', held)).status).toBe(200);
  });

  it('allows its own script and style by hash, images of the accounts, and nothing else', async () => {
    const { ask } = await sheetHarness();
    const { headers, body } = await ask('video-1');
    const hashOf = (tag: string): string => {
      const [, text = ''] = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(body) ?? [];
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(directives(headers)).toEqual({
      'default-src': "'none'",
      'img-src': STORAGE,
      'script-src': hashOf('script'),
      'style-src': hashOf('style'),
      'connect-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
    expect(body.match(/<(script|style)\b/g)).toHaveLength(2);
    expect(body).not.toMatch(/\s(style|on\w+)="/);
  });

  it('shows every image with its time and size, and what is known of the video', async () => {
    const { ask } = await sheetHarness([{ series: ALL, durationMs: 50_000 }]);
    const { body } = await ask('video-1');
    expect(attributes(body, 'alt')).toEqual([
      'poster',
      ...Array.from({ length: 10 }, (_, i) => `thumbnail ${i + 1} at 0:${String(i * 5).padStart(2, '0')}`),
      'sheet 1 at 0:00',
    ]);
    expect(attributes(body, 'aria-label')).toEqual(
      expect.arrayContaining(['Series', 'tile at 0:02', 'Copy URL of tile at 0:02', 'Copy URL of thumbnail 3 at 0:10']),
    );
    expect(attributes(body, 'viewBox')).toEqual(['0 0 640 360', '0 0 160 90', '160 0 160 90']);
    const words = wordsOf(body);
    for (const said of [
      'Status Completed',
      'Images 1 poster, 10 thumbnails, 1 sprite sheet',
      'Duration 0:50 Recorded 20 November 2026, 12:00:00 UTC',
      'of 0:50',
      'URLs end 20 November 2026, 12:',
      'Thumbnails, 640 × 360 10 thumbnails, every 5 seconds, JPEG',
      'Sprite, 160 × 90 2 tiles, JPEG',
      'output-1, by job thumbs/job-1, recorded 20 November 2026',
    ]) {
      expect(words).toContain(said);
    }
  });

  it('says when the newest images were recorded', async () => {
    const recordedOf = (name: string, hours: number) => ({
      location: aLocation({ container: `asset-${name}` }),
      recordedAt: minutesAfter(hours * 60),
    });
    const { ask } = await sheetHarness([recordedOf('a', -1), recordedOf('b', -3), recordedOf('c', -2)]);
    expect(wordsOf((await ask('video-1')).body)).toContain('Recorded 20 November 2026, 11:00:00 UTC');
  });

  it.each([
    ['the storyboard alone where there is no poster', aSeries(), ['storyboard']],
    ['the poster alone where there is no storyboard', aPoster(), ['poster']],
  ])('shows large %s', async (_, series, sections) => {
    const { ask } = await sheetHarness([{ series: [series] }]);
    const { body } = await ask('video-1');
    expect(attributes(body, 'aria-labelledby').filter((id) => ['poster', 'storyboard'].includes(id))).toEqual(sections);
  });

  it.each([
    ['four times as large as a small tile', [aSprite([tile(0, 0), tile(2000, 160)])], ['640', '360']],
    ['in the size of a small player', [aSeries({ width: 1280, height: 720 })], ['640', '360']],
    ['higher where it is upright', [aSeries({ width: 203, height: 360 })], ['288', '511']],
    ['as wide as its shape allows', [aSeries({ width: 100, height: 1000 })], ['51', '512']],
    [
      'by images in place of tiles that are too small',
      [aSprite([tile(0, 0)]), aSeries({ width: 480 })],
      ['480', '360'],
    ],
  ])('shows the storyboard %s', async (_, series, shown) => {
    const { ask } = await sheetHarness([{ series }]);
    const { body } = await ask('video-1');
    const [, ...sides] =
      /<svg\s+aria-hidden="true"\s+viewBox="[^"]+"\s+width="(\d+)"\s+height="(\d+)"/.exec(body) ?? [];
    expect(sides).toEqual(shown);
  });

  it('signs each image once, however often it shows it', async () => {
    const { ask, state, logged } = await sheetHarness([{ series: ALL }]);
    await ask('video-1');
    expect(state.signed).toBe(12);
    const line: unknown = JSON.parse(logged[0] ?? '');
    expect(line).toMatchObject({ event: 'contact-sheet-served', outcome: 'answered', signed: 12 });
  });

  it('shows a part of a long series, and links to all of it page by page', async () => {
    const { ask } = await sheetHarness([{ series: [aSeries({ ranges: [[1, 1000]] })] }]); // prettier-ignore
    const { body } = await ask('video-1');
    expect(wordsOf(body)).toContain('60 of 1,000 thumbnails, from start to end, about every 85 seconds, JPEG');
    expect(wordsOf(body)).toContain('All 1,000 thumbnails, every 5 seconds');
    const [query = ''] = attributes(body, 'href').filter((href) => href.startsWith('?series='));
    const page = await ask('video-1', { query: `${query.slice(1)}&page=2` });
    const images = attributes(page.body, 'alt');
    expect([images.length, images[0]]).toEqual([240, 'thumbnail 241 at 20:00']);
    const pages = (text: string) => attributes(text, 'href').filter((href) => /^\?.*page=/.test(href));
    expect(pages(page.body)).toEqual([`${query}&amp;page=1`, `${query}&amp;page=3`]);
    expect(attributes(page.body, 'href')).toContain('?');
    expect(pages((await ask('video-1', { query: query.slice(1) })).body)).toEqual([`${query}&amp;page=2`]);
    expect(pages((await ask('video-1', { query: `${query.slice(1)}&page=5` })).body)).toEqual([`${query}&amp;page=4`]);
  });

  it.each([
    [1600, 6480, 'class="long"', '1600 × 6480, the top of it'],
    [1600, 1800, undefined, '1600 × 1800'],
  ])('cuts a sheet of %d × %d pixels where it is long', async (width, height, mark, said) => {
    const { ask } = await sheetHarness([{ series: [{ ...aSprite([tile(0, 0), tile(2000, 160)]), width, height }] }]);
    const { body } = await ask('video-1');
    expect(/ class="long"/.exec(body)?.[0].trim()).toBe(mark);
    expect(/<span class="soft">(1600[^<]*)</.exec(body)?.[1]).toBe(said);
  });

  it('finds the video by the name of an asset', async () => {
    const { ask } = await sheetHarness();
    expect((await ask('output-1')).body).toContain('<bdi>video-1</bdi>');
  });
});

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');

describe('the copy button of a contact sheet', () => {
  it('copies the URL that the page shows, where there are no permalinks', async () => {
    const { ask } = await sheetHarness([{ series: ALL }]);
    const { body } = await ask('video-1');
    const copied = attributes(body, 'data-copy').filter((text) => !text.startsWith('&lt;'));
    expect(copied.every((url) => url.startsWith(`${STORAGE}/`))).toBe(true);
    expect(body).not.toContain('&lt;track');
    expect(copied.filter((url) => url.endsWith('#xywh=160,0,160,90'))).toHaveLength(1);
    expect(body).toContain('Copied URLs are signed');
  });

  it('copies a permalink to one image, and to the page, where there are permalinks', async () => {
    const { ask } = await sheetHarness([{ series: ALL }], { links: true });
    const { headers, body } = await ask('video-1');
    const copied = attributes(body, 'data-copy').filter((text) => !text.startsWith('&lt;'));
    expect(copied.every((url) => url.startsWith(`${PUBLIC_URL}/api/Links/`))).toBe(true);
    expect(copied.at(-1)).toMatch(/\/ContactSheet$/);
    expect(attributes(body, 'src').every((url) => url.startsWith(`${STORAGE}/`))).toBe(true);
    expect(directives(headers)['img-src']).toBe(STORAGE);
    expect(wordsOf(body)).toMatch(/Copied URLs are permalinks: .* until 2\d December 2026/);
  });

  it('copies lines of HTML for the poster and the storyboard', async () => {
    const { ask } = await sheetHarness([{ series: ALL }], { links: true });
    const { body } = await ask('video-1');
    const lines = attributes(body, 'data-copy').filter((text) => text.startsWith('&lt;'));
    const link = String.raw`https://stillframe\.example/api/Links/[\w.-]+/`;
    expect(lines.map(unescaped)).toEqual([
      expect.stringMatching(new RegExp(`^<img src="${link}[\\w.-]+" width="640" height="360" alt="" />$`)),
      expect.stringMatching(
        new RegExp(`^<track kind="metadata" label="thumbnails" src="${link}Thumbnails.vtt" default />$`),
      ),
    ]);
    const { ask: without } = await sheetHarness([{ series: [aPoster()] }], { links: true });
    expect((await without('video-1')).body).not.toContain('&lt;track');
  });

  it('copies the permalink that the page shows, where browsers cannot reach storage', async () => {
    const { ask, state } = await sheetHarness([{ series: ALL }], { links: true, imageDelivery: 'proxy' });
    const { headers, body } = await ask('video-1');
    expect(attributes(body, 'src').every((url) => url.startsWith(`${PUBLIC_URL}/api/Links/`))).toBe(true);
    expect(directives(headers)['img-src']).toBe(`${STORAGE} ${PUBLIC_URL}`);
    expect(state.signed).toBe(0);
  });
});
