import { aManifest, anOutputState, minutesAfter } from '../../builders.js';
import { putManifest } from '../../memory/put-manifest.js';
import { sheetHarness } from './contact-sheet/sheet-harness.js';
import { httpHarness } from './harness.js';

const MESSAGE = 'Größe & <b>Ton</b> are not supported…';
const failed = (message = MESSAGE, parts = {}) =>
  anOutputState({ state: 'Error', error: { code: 'ContentUnsupported', message }, ...parts });

async function aFailedVideo(message?: string) {
  const harness = httpHarness();
  await harness.store.putOutputState('video-1', failed(message), undefined);
  return harness;
}
const detailOf = ({ json }: { json: unknown }) => (json as { detail?: string }).detail;

describe('what the job of a failed video said', () => {
  it('is in its status', async () => {
    const { status } = await aFailedVideo();
    const Message = `Video has no thumbnails: its encoding failed. ${MESSAGE}`;
    expect((await status('video-1')).json).toEqual({ StatusCode: 3, Status: 'Failed', Message });
  });

  it('is the detail of the problem of an image or a storyboard', async () => {
    const { standing, storyboard } = await aFailedVideo();
    const answers = [standing('video-1'), storyboard('getWebVtt', 'video-1'), storyboard('getPlaylist', 'video-1')];
    for (const answered of await Promise.all(answers)) {
      expect(answered).toMatchObject({ status: 404, json: { type: 'urn:stillframe:problem:failed', detail: MESSAGE } });
    }
  });

  it('is on its contact sheet, as text', async () => {
    const { ask, store } = await sheetHarness([]);
    await store.putOutputState('video-1', failed(), undefined);
    expect((await ask('video-1')).body).toContain(
      'There are no images: the encoding failed. Größe &amp; &lt;b&gt;Ton&lt;/b&gt; are not supported…',
    );
  });

  it('is the problem of the video among many', async () => {
    const { many, store } = await aFailedVideo();
    await store.putOutputState('silent', anOutputState({ state: 'Error' }), undefined);
    const answered = await many('videoIds=video-1,silent');
    const [one, silent] = (answered.json as { Results: { Status: string; Problem: object }[] }).Results;
    expect(one).toMatchObject({ Status: 'failed', Problem: { status: 404, detail: MESSAGE } });
    expect(silent).toMatchObject({ Status: 'failed', Problem: { type: 'urn:stillframe:problem:failed' } });
    expect(silent?.Problem).not.toHaveProperty('detail');
  });

  it('is in a header of its list, in ASCII, since the list is a bare array', async () => {
    const { list } = await aFailedVideo();
    const { status, body, headers } = await list('video-1');
    expect([status, body]).toEqual([200, '[]']);
    expect(headers['X-Job-Error']).toBe('Gr??e & <b>Ton</b> are not supported...');
  });

  it.each(['list', 'many'] as const)('is no answer that the caller has already, when it changes: %s', async (route) => {
    const { store, list, many } = await aFailedVideo();
    const ask = (held = '') => {
      const asking = { headers: { 'If-None-Match': held } };
      return route === 'list' ? list('video-1', asking) : many('videoIds=video-1', asking);
    };
    const { headers } = await ask();
    expect((await ask(headers['ETag'])).status).toBe(304);
    const next = failed('Another reason.', { job: 'job-2', at: minutesAfter(1) });
    await store.putOutputState('video-1', next, undefined);
    const changed = await ask(headers['ETag']);
    expect(changed.status).toBe(200);
    expect(changed.body + (changed.headers['X-Job-Error'] ?? '')).toContain('Another reason.');
  });

  it.each([
    ['Canceled', 'The job was canceled.'],
    ['Processing', 'The job did not end within a day.'],
  ] as const)('is said by the app where the state is %s', async (state, said) => {
    const { store, status, list, storyboard } = httpHarness();
    await store.putOutputState('video-1', anOutputState({ state, at: minutesAfter(-2 * 24 * 60) }), undefined);
    expect((await status('video-1')).body).toContain(`its encoding failed. ${said}`);
    expect((await list('video-1')).headers['X-Job-Error']).toBe(said);
    expect(detailOf(await storyboard('getWebVtt', 'video-1'))).toBe(said);
  });

  it('is not said where nothing was said, where another job is at work, or where something is recorded', async () => {
    const { store, status, list, standing } = httpHarness();
    await store.putOutputState('silent', anOutputState({ state: 'Error' }), undefined);
    for (const id of ['at-work', 'recorded']) await store.putOutputState(id, failed(), undefined);
    await store.putOutputState('at-work', anOutputState({ job: 'job-2' }), undefined);
    await putManifest(store, aManifest({ videoId: 'recorded', series: [] }));
    for (const id of ['silent', 'at-work', 'recorded']) {
      expect((await status(id)).body).not.toContain('Ton');
      expect((await list(id)).headers).not.toHaveProperty('X-Job-Error');
      expect(detailOf(await standing(id))).toBeUndefined();
    }
    expect((await status('silent')).body).toContain('its encoding failed, was canceled or never ended.');
  });
});
