import { createPermalinks } from '../../../src/application/links/permalinks.js';
import { imageUrls, type SigningPorts } from '../../../src/application/reading/image-urls.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aPoster, aSeries, aVideo, NOW } from '../../builders.js';

const links = createPermalinks({
  publicUrl: 'https://m.example/api-of-ours',
  keys: [{ id: 'k', secret: 's'.repeat(32) }],
  days: 30,
});
/** Fails a test that asks storage for a key. */
const ports: SigningPorts = {
  signer: { forWindow: () => Promise.reject(new Error('a key was asked for')) },
  clock: () => NOW,
  policy: { windowMs: 1_200_000, minimumLifeMs: 1_200_000, maximumLifeMs: 3_600_000, epochMinutes: 0 },
  links,
};
const manifests = [aManifest({ series: [aPoster({ contentType: 'image/png' }), aSeries()] })];

describe('signing a video with permalinks', () => {
  it('gives each image a permalink that opens it alone, and uses no storage key', async () => {
    const { urlOf, expires } = await imageUrls(ports, aVideo(manifests), { urls: 'permalink' });
    for (const thumbnail of listThumbnailsOf(manifests, 0, 3)) {
      const [, token = '', name] =
        /^https:\/\/m\.example\/api-of-ours\/api\/Links\/([^/]+)\/([^/]+)$/.exec(urlOf(thumbnail)) ?? [];
      expect(links.verify(token, NOW)).toMatchObject({
        purpose: 'image',
        scope: thumbnail.id,
        videoId: 'video-1',
        expires,
      });
      expect(name).toBe(`${thumbnail.id}.${thumbnail.kind === 'Poster' ? 'png' : 'jpg'}`);
    }
  });

  it('has a tag that changes with the images, the video and the permalinks', async () => {
    const tagOf = async (video = aVideo(manifests), more: Partial<SigningPorts> = {}): Promise<string> =>
      (await imageUrls({ ...ports, ...more }, video, { urls: 'permalink' })).tag;
    const others = createPermalinks({
      publicUrl: 'https://m.example',
      keys: [{ id: 'k', secret: 's'.repeat(32) }],
      days: 30,
    });
    const tags = [
      await tagOf(),
      await tagOf(aVideo([aManifest()])),
      await tagOf(aVideo(manifests, { id: 'video-2' })),
      await tagOf(aVideo(manifests, { deletedAt: NOW })),
      await tagOf(aVideo(manifests), { links: others }),
    ];
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('is refused where permalinks are disabled, and names the missing setting', async () => {
    const { signer, clock, policy } = ports;
    const refused = imageUrls({ signer, clock, policy }, aVideo(manifests), { urls: 'permalink' });
    await expect(refused).rejects.toMatchObject({
      code: 'links-off',
      message: expect.stringContaining('LINK_KEYS') as string,
    });
  });
});
