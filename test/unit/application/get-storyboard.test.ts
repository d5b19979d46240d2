import { makeGetStoryboard, makeUrlsOfStoryboards } from '../../../src/application/get-storyboard.js';
import { makeLinks } from '../../../src/application/links.js';
import type { SigningPorts, UrlQuery } from '../../../src/application/sign-video.js';
import { aManifest, aSeries, aVideo, NOW } from '../../builders.js';

const clock = () => NOW;
const links = makeLinks({ publicUrl: 'https://a.example', keys: [{ id: 'k', secret: 'x'.repeat(32) }], days: 30 });
const policy = { windowMs: 1, minimumLifeMs: 1, maximumLifeMs: 1, epochMinutes: 0 };
const signer = { forWindow: () => Promise.reject(new Error('nothing is signed for storage')) };
const ports: SigningPorts = { signer, clock, policy, links };

function ask(asked: UrlQuery, wanted: { height?: number } = {}, using = ports) {
  const video = aVideo([aManifest({ series: [aSeries({ ranges: [[1, 3]] })] })]);
  const get = makeGetStoryboard({ clock, findVideo: () => Promise.resolve(video) });
  return get('video-1', wanted, makeUrlsOfStoryboards(using)(asked));
}

/** The URLs of the images, in parts. */
async function urls(wanted?: { height: number }) {
  const found = await ask({ urls: 'permalink' }, wanted);
  if (found === undefined || 'missing' in found) throw new Error('there is no storyboard');
  return found.storyboard.images.map((image) => new URL(found.urls.urlOf(image)).pathname.split('/').slice(1));
}

describe('a storyboard with permalinks', () => {
  it('has one permalink for all of its images, and each by its own name', async () => {
    const paths = await urls();
    const [, , token = ''] = paths[0] ?? [];
    expect(paths.map(([api, route, , name]) => [api, route, name])).toEqual(
      [1, 2, 3].map((index) => ['api', 'Links', `2201c67241-e12dbf05-${index}.jpg`]),
    );
    expect(new Set(paths.map((path) => path[2]))).toEqual(new Set([token]));
    expect(links.read(token, NOW)).toMatchObject({ purpose: 'storyboard', videoId: 'video-1', scope: '' });
  });

  it('has a permalink with the parameters of the question, so that it opens the same images', async () => {
    const [[, , token = ''] = []] = await urls({ height: 200 });
    expect(links.read(token, NOW)).toMatchObject({ scope: 'height=200' });
  });

  it('is refused where permalinks are disabled', async () => {
    await expect(ask({ urls: 'permalink' }, {}, { signer, clock, policy })).rejects.toMatchObject({
      code: 'links-off',
    });
  });
});
