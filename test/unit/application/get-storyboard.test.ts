import { createGetStoryboard } from '../../../src/application/reading/select-images.js';
import { storyboardUrls, type SigningPorts, type UrlQuery } from '../../../src/application/reading/image-urls.js';
import { createPermalinks } from '../../../src/application/links/permalinks.js';
import { aManifest, aSeries, aVideo, NOW } from '../../builders.js';

const clock = () => NOW;
const links = createPermalinks({
  publicUrl: 'https://a.example',
  keys: [{ id: 'k', secret: 'x'.repeat(32) }],
  days: 30,
});
const policy = { windowMs: 1, minimumLifeMs: 1, maximumLifeMs: 1, epochMinutes: 0 };
const signer = { forWindow: () => Promise.reject(new Error('nothing is signed for storage')) };
const ports: SigningPorts = { signer, clock, policy, links };

const video = aVideo([aManifest({ series: [aSeries({ ranges: [[1, 3]] })] })]); // prettier-ignore

function ask(asked: UrlQuery, wanted: { height?: number } = {}, using = ports) {
  return storyboardUrls(using, video, wanted, asked);
}

/** The URLs of the images, in parts. */
async function urls(wanted?: { height: number }) {
  const found = createGetStoryboard(clock)(video, wanted ?? {});
  if ('missing' in found) throw new Error('there is no storyboard');
  const { urlOf } = await ask({ urls: 'permalink' }, wanted);
  return found.images.map((image) => new URL(urlOf(image)).pathname.split('/').slice(1));
}

describe('a storyboard with permalinks', () => {
  it('has one permalink for all of its images, and each by its own name', async () => {
    const paths = await urls();
    const [, , token = ''] = paths[0] ?? [];
    expect(paths.map(([api, route, , name]) => [api, route, name])).toEqual(
      [1, 2, 3].map((index) => ['api', 'Links', `2201c67241-e12dbf05-${index}.jpg`]),
    );
    expect(new Set(paths.map((path) => path[2]))).toEqual(new Set([token]));
    expect(links.verify(token, NOW)).toMatchObject({ purpose: 'storyboard', videoId: 'video-1', scope: '' });
  });

  it('has a permalink with the parameters of the question, so that it opens the same images', async () => {
    const [[, , token = ''] = []] = await urls({ height: 200 });
    expect(links.verify(token, NOW)).toMatchObject({ scope: 'height=200' });
  });

  it('is refused where permalinks are disabled', async () => {
    await expect(ask({ urls: 'permalink' }, {}, { signer, clock, policy })).rejects.toMatchObject({
      code: 'links-off',
    });
  });
});
