import { cleanUpAfterwards } from './clean-up.js';
import { ADMIN_KEY, SECRET, startLinkedApp, tokenOf, type LinkedApp } from './linked-app.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
let linked: LinkedApp;

beforeAll(async () => {
  linked = await startLinkedApp(later, ['clip', 'gone']);
});

describe('invalid permalinks', () => {
  it('get identical answers, whether changed, cut, of another purpose or of a deleted video', async () => {
    const [links, gone] = [await linked.linksOf('clip'), await linked.linksOf('gone')];
    expect((await linked.follow(gone.Poster)).status).toBe(302);
    expect((await linked.withKey('gone', { 'x-stillframe-admin-key': ADMIN_KEY }, 'DELETE')).status).toBe(204);
    const { Poster: poster, Image: image, WebVtt: webVtt, ContactSheet: contactSheet } = links;
    const [token, imageName] = [tokenOf(poster), image.split('/').at(-1) ?? ''];
    const changed = token.replace(/\.(.)/, (_, first) => (first === 'A' ? '.B' : '.A'));
    const bad = [
      ...[changed, token.slice(0, -1), token.slice(1), 'x', `${token}A`].map((one) => poster.replace(token, one)),
      ...[poster, image].map((url) => new URL('ContactSheet', url).href),
      ...[webVtt, image].map((url) => new URL('Thumbnail.jpg', url).href),
      new URL(imageName, poster).href,
      // The poster is no image of the storyboard.
      new URL(imageName, webVtt).href,
      new URL('nothing.jpg', contactSheet).href,
      ...Object.values(gone),
    ];
    const answers = await Promise.all(bad.map((url) => linked.follow(url)));
    const told = answers.map(({ status, headers: { date, 'x-request-id': id, ...headers }, body }) => {
      expect([date, id]).not.toContain(undefined);
      return JSON.stringify({ status, headers, body: body.toString() });
    });
    expect([...new Set(told)]).toHaveLength(1);
    expect(JSON.parse(answers[0]?.body.toString() ?? '')).toMatchObject({ status: 404, type: 'urn:stillframe:problem:link-not-found' }); // prettier-ignore
  });

  it('leave no token, signature or key in the output of the host, nor do valid permalinks', async () => {
    const urls = Object.values(await linked.linksOf('clip'));
    for (const url of urls) await linked.follow(url);
    await linked.follow(new URL('ContactSheet', urls[0]).href);
    const output = linked.app.output();
    expect(output).toContain('"event":"permalink-resolved"');
    expect(output).toContain('"event":"link-refused"');
    const secrets = [
      ...urls.flatMap((url) => tokenOf(url).split('.')),
      SECRET,
      ADMIN_KEY,
      linked.functionKey,
      'AccountKey',
    ];
    expect(secrets.filter((secret) => secret.length < 6 || output.includes(secret))).toEqual([]);
    expect(output).not.toContain('sig=');
  });
});
