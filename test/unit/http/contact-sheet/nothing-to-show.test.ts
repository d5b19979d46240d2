import { Failure } from '../../../../src/application/failure.js';
import { aLocation, aManifest, anOutputState, aPoster, aSeries, NOW } from '../../../builders.js';
import { directives, structureOf } from './read-page.js';
import { BROWSER, sheetHarness } from './sheet-harness.js';

describe('the contact sheet of a video without images', () => {
  it.each([
    ['pending', [], [anOutputState()], 'Processing', 'A job is at work on this video'],
    ['failed', [], [anOutputState({ state: 'Error' })], 'Failed', 'the encoding failed, was canceled or never ended'],
    ['no-thumbnails', [{ series: [] }], [], 'Completed', 'the encoding made none'],
  ] as const)('says why there are none: %s', async (outcome, manifests, states, status, said) => {
    const { ask, store, state, logged } = await sheetHarness([...manifests]);
    for (const one of states) await store.putOutputState('video-1', one, undefined);
    const answered = await ask('video-1');
    expect([answered.status, answered.headers['Cache-Control'], state.signed]).toEqual([200, 'no-store', 0]);
    expect(answered.headers['Retry-After']).toBe(outcome === 'pending' ? '10' : undefined);
    for (const text of [`<dd>${status}</dd>`, said, '<a href="">Ask again</a>']) expect(answered.body).toContain(text);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ outcome });
  });

  it('says that more may come while a job runs, also where some images exist', async () => {
    const { ask, store } = await sheetHarness();
    await store.putOutputState('video-1', anOutputState({ at: NOW }), undefined);
    expect((await ask('video-1')).body).toContain('A job is still at work on this video');
  });

  it('says nothing of a duration that nobody knows', async () => {
    const { ask } = await sheetHarness([{ series: [aPoster()] }]);
    expect((await ask('video-1')).body).not.toContain('Duration');
  });

  it('says why images cannot be served', async () => {
    const { ask } = await sheetHarness([{ series: [], unservable: 'they are encrypted <by the client>' }]);
    expect((await ask('video-1')).body).toContain('Cannot be shown: they are encrypted &lt;by the client&gt;');
  });
});

describe('a problem of the contact sheet', () => {
  it.each([
    ['unknown', 'no <b>body', '', 404, 'Nothing is recorded of a video &#39;no &lt;b&gt;body&#39;.'],
    [
      'a value that cannot be used',
      'video-1',
      'page=0&series=<b>',
      400,
      'page: must be a whole number from 1 to 999999',
    ],
    ['a value given twice', 'video-1', 'page=1&page=2', 400, 'page: must be given once'],
  ])('is a page for a browser and JSON for other callers: %s', async (_, id, query, status, said) => {
    const { ask } = await sheetHarness();
    const page = await ask(id, { query, headers: BROWSER });
    expect([page.status, page.headers['Content-Type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.headers['Cache-Control']).toBe('no-store');
    expect(directives(page.headers)['img-src']).toBe("'none'");
    expect(page.body).toContain(said);
    const problem = await ask(id, { query });
    expect([problem.status, problem.headers['Content-Type']]).toEqual([status, 'application/problem+json']);
  });

  it('names every invalid value at once', async () => {
    const { ask } = await sheetHarness();
    const { json } = await ask('video-1', { query: 'page=none&series=none' });
    expect(json).toMatchObject({ errors: [{ name: 'series' }, { name: 'page' }] });
  });

  it('is a page for a storage failure, without the reason', async () => {
    const { ask, state, logged } = await sheetHarness();
    state.failure = new Failure('unavailable', 'the secret reason');
    const page = await ask('video-1', { headers: BROWSER });
    expect([page.status, page.headers['Retry-After']]).toEqual([503, '10']);
    expect(page.body).toContain('Storage does not answer, or refuses');
    expect(page.body).not.toContain('secret reason');
    expect(logged.join()).toContain('the secret reason');
  });
});

describe('a hostile name', () => {
  it.each([
    `</title><script>alert(1)</script>`,
    `"'><img src=x onerror=alert(1)>`,
    `--><svg/onload=alert(1)>&lt;`,
    '\u202Egnp.gpj`${alert(1)}',
  ])('leaves the structure of the page unchanged: %s', async (name) => {
    const pageOf = async (text: string): Promise<string> => {
      const series = [aSeries({ prefix: text, contentType: `image/${text}` }), aPoster({ prefix: `${text}.jpg` })];
      const source = { assetName: text, transform: text, job: text };
      const manifest = { ...aManifest(), videoId: text, series, source };
      const location = aLocation({ container: 'asset-other' });
      const { ask } = await sheetHarness([manifest, { ...manifest, location, series: [], unservable: text }]);
      return (await ask(text)).body;
    };
    const [hostile, tame] = [await pageOf(name), await pageOf('tame')];
    expect(structureOf(hostile)).toEqual(structureOf(tame));
    expect(structureOf(tame).length).toBeGreaterThan(100);
  });
});
