import { listThumbnails, startApp, type App } from './app.js';
import { captureJob } from './captured-job.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { startSeveralAccounts } from './several-accounts.js';
import { makeStorage } from './storage.js';
import { GUID } from '../builders.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();

describe('the app with a token account first and a key account second', () => {
  it('serves images from the account that Media Services names, else from the first', async () => {
    const [accounts, storage] = await Promise.all([startSeveralAccounts(later), makeStorage()]);
    const image = await makeJpeg('64x36');
    await accounts.putImages('first', `asset-${GUID}`, { 'Poster.jpg': image });
    const job = await captureJob(later, storage, 'encoded');
    const app = await startApp(later, {
      ...accounts.settings,
      ...storage.settings,
      ...job.settings,
      MEDIA_STORAGE_ACCOUNTS: `${accounts.blobUrls.first},${storage.name}=asset-*`,
    });
    for (const event of job.events) expect(await app.deliver(event)).toBe(202);
    expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'by-guid' }))).toBe(202);

    const encoded = await urlsOf(app, 'encoded');
    expect(encoded.length).toBeGreaterThan(3);
    for (const url of encoded) {
      expect(url).toMatch(new RegExp(`^${storage.blobUrl}/asset-`));
      expect((await fetch(url)).status).toBe(200);
    }
    const [poster = '', ...more] = await urlsOf(app, 'by-guid');
    expect(more).toEqual([]);
    expect(poster).toMatch(new RegExp(`^${accounts.blobUrls.first}/asset-${GUID}/Poster.jpg`));
    const { status, body } = await accounts.ask(poster);
    expect([status, body.equals(image)]).toEqual([200, true]);
  });
});

async function urlsOf(app: App, videoId: string): Promise<string[]> {
  return (await listThumbnails(app, videoId)).map(({ Url }) => Url);
}
