import fc from 'fast-check';
import { Failure } from '../../../src/application/failure.js';
import { createFindImage } from '../../../src/application/reading/select-images.js';
import { createFindVideo } from '../../../src/application/reading/find-video.js';
import { noopPublisher } from '../../../src/application/publishing/ports.js';
import { createDeleteVideo } from '../../../src/application/recording/delete-video.js';
import { createPermalinks } from '../../../src/application/links/permalinks.js';
import { createResolvePermalink } from '../../../src/application/links/resolve-permalink.js';
import type { LinkPurpose } from '../../../src/domain/link.js';
import { TOMBSTONE_RETENTION_MS } from '../../../src/domain/deletion.js';
import { aManifest, aLocation, minutesAfter, NOW } from '../../builders.js';
import { createMemoryStore } from '../../memory/memory-store.js';
import { putManifest } from '../../memory/put-manifest.js';

const ID = '2201c67241-e12dbf05-1';
const OTHER = '681fc5545c-0123456789abcdef';
const DAY_MINUTES = 24 * 60;

/** A video, links into it, and what opens them, on a clock that can be moved. */
async function someLinks(days = 60) {
  const state = { now: NOW, reads: 0 };
  const clock = () => state.now;
  const store = createMemoryStore();
  await putManifest(store, aManifest({ recordedAt: NOW }));
  const links = createPermalinks({ publicUrl: 'https://m.example', keys: [{ id: 'k', secret: 's'.repeat(32) }], days });
  const find = createFindVideo(store);
  const findVideo = (id: string) => {
    state.reads += 1;
    return find(id);
  };
  const resolvePermalink = createResolvePermalink({ links, findVideo, findImage: createFindImage(clock), clock });
  const remove = createDeleteVideo({ store, clock, startPublishing: () => noopPublisher });
  const deleteVideo = (id: string) => remove(id, () => undefined);
  const mint = async (purpose: LinkPurpose, scope = ''): Promise<string> => {
    const video = await find('video-1');
    if (video === undefined) throw new Error('the video is not there');
    return links.forVideo(video, clock()).linkTo(purpose, scope)('-').split('/').at(-2) ?? '';
  };
  const outcomeOf = async (token: string, name: string): Promise<string> => {
    const opened = await resolvePermalink(token, name);
    return 'refused' in opened ? opened.refused : opened.target.what;
  };
  return { state, store, links, mint, resolvePermalink, outcomeOf, deleteVideo };
}

describe('opening a permalink', () => {
  it('leads to what it was made for', async () => {
    const { mint, resolvePermalink } = await someLinks();
    const opened = await resolvePermalink(await mint('image', ID), `${ID}.jpg`);
    expect(opened).toMatchObject({
      link: { purpose: 'image', videoId: 'video-1' },
      video: { id: 'video-1' },
      target: { what: 'image', image: { id: ID } },
    });
  });

  const POSTER = 'height=360&at=12000';
  it.each<[LinkPurpose, string, Record<string, string>]>([
    ['image', ID, { [`${ID}.jpg`]: 'image' }],
    ['poster', POSTER, { 'Thumbnail.jpg': 'poster' }],
    [
      'storyboard',
      'height=360',
      {
        ...{ 'Thumbnails.vtt': 'storyboard', 'Storyboard.json': 'storyboard', 'Thumbnails.m3u8': 'storyboard' },
        ...{ [`${ID}.jpg`]: 'image' },
      },
    ],
    [
      'page',
      '',
      {
        ...{ 'Thumbnails.vtt': 'storyboard', 'Storyboard.json': 'storyboard', 'Thumbnails.m3u8': 'storyboard' },
        ...{ [`${ID}.jpg`]: 'image' },
        ...{ ContactSheet: 'page', 'Thumbnail.jpg': 'poster' },
      },
    ],
  ])('for %s serves its own names alone', async (purpose, scope, opens) => {
    const { mint, outcomeOf } = await someLinks();
    const token = await mint(purpose, scope);
    const names = [
      ...[
        `${ID}.jpg`,
        `${ID}.png`,
        `${OTHER}.webp`,
        'other.jpg',
        'Thumbnail.jpg',
        'thumbnail.jpg',
        'Thumbnails.vtt',
        'thumbnails.vtt',
      ],
      ...['Storyboard.json', 'Thumbnails.m3u8', 'ContactSheet', 'contactsheet', ID, `${ID}.JPG`, `${ID}.svg`, ''],
      ...[`${ID}.jpg/x`, `../${ID}.jpg`, `x/${ID}.jpg`, `${ID}.jpg\0`, `${ID}.jpg\n`, 'Thumbnails', '__proto__'],
    ];
    const outcomes = await Promise.all(names.map(async (name) => [name, await outcomeOf(token, name)]));
    expect(Object.fromEntries(outcomes.filter(([, outcome]) => outcome !== 'out-of-scope'))).toEqual(opens);
  });

  it('reads nothing for an invalid or expired token', async () => {
    const { mint, outcomeOf, state } = await someLinks(1);
    const token = await mint('image', ID);
    expect(await outcomeOf(`${token}A`, `${ID}.jpg`)).toBe('malformed');
    expect(await outcomeOf(`A${token}`, `${ID}.jpg`)).toBe('invalid-signature');
    state.now = minutesAfter(2 * DAY_MINUTES);
    expect(await outcomeOf(token, `${ID}.jpg`)).toBe('expired');
    expect(state.reads).toBe(0);
  });

  it('does not lead to a video that has its id as an alias', async () => {
    const { mint, outcomeOf, store, deleteVideo } = await someLinks();
    const token = await mint('image', ID);
    await deleteVideo('video-1');
    for (const videoId of ['video-2', 'video-3']) {
      const location = aLocation({ container: `asset-${videoId}` });
      await putManifest(store, aManifest({ videoId, location, source: { assetName: 'video-1' } }));
      expect(await outcomeOf(token, `${ID}.jpg`)).toBe('unknown-video');
    }
  });

  it('fails as finding the video fails', async () => {
    const { mint, links } = await someLinks();
    const failure = new Failure('unavailable', 'the table does not answer');
    const resolvePermalink = createResolvePermalink({
      ...{ links, findVideo: () => Promise.reject(failure), findImage: createFindImage(() => NOW) },
      clock: () => NOW,
    });
    await expect(resolvePermalink(await mint('page'), 'ContactSheet')).rejects.toBe(failure);
  });
});

describe('the permalinks of a deleted video', () => {
  it('stay invalid when it is encoded anew and after its tombstone is gone; new permalinks work', async () => {
    const days = fc.integer({ min: 0, max: 80 });
    await fc.assert(
      fc.asyncProperty(days, days, days, fc.integer({ min: 1, max: 60 }), async (until, later, further, life) => {
        const { mint, outcomeOf, store, deleteVideo, state } = await someLinks(life);
        const name = 'ContactSheet';
        const old = await mint('page');
        expect(await outcomeOf(old, name)).toBe('page');

        state.now = minutesAfter(until * DAY_MINUTES + 1);
        await deleteVideo('video-1');
        const dead = ['deleted', 'unknown-video', 'expired'];
        expect(dead).toContain(await outcomeOf(old, name));

        state.now = minutesAfter(later * DAY_MINUTES + 1, state.now);
        await putManifest(store, aManifest({ recordedAt: state.now }));
        state.now = minutesAfter(1, state.now);
        expect(dead).toContain(await outcomeOf(old, name));
        const fresh = await mint('page');
        expect(await outcomeOf(fresh, name)).toBe('page');

        state.now = minutesAfter(further * DAY_MINUTES, state.now);
        const tombstone = await store.readTombstone('video-1');
        if (tombstone !== undefined && tombstone.tombstone.expiresAt <= state.now) {
          await store.deleteTombstone('video-1', tombstone.version, '');
        }
        expect(dead).toContain(await outcomeOf(old, name));
        expect(['page', 'expired']).toContain(await outcomeOf(fresh, name));
      }),
    );
  });

  it('end before the tombstone that keeps them invalid is purged', async () => {
    const { mint, outcomeOf, store, deleteVideo, state } = await someLinks(60);
    state.now = minutesAfter(1);
    const token = await mint('page');
    await deleteVideo('video-1');
    state.now = new Date(state.now.getTime() + TOMBSTONE_RETENTION_MS);
    const tombstone = await store.readTombstone('video-1');
    await store.deleteTombstone('video-1', tombstone?.version, '');
    await putManifest(store, aManifest({ recordedAt: state.now }));
    expect(await outcomeOf(token, 'ContactSheet')).toBe('expired');
  });
});
