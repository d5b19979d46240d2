import { readConfig } from '../../../src/config/config.js';
import { EventRejected, type MediaEvent } from '../../../src/domain/media-event.js';
import type { EventRules } from '../../../src/events/envelope.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { aBlobCreated, anImagesReady, GUID, NOW, someRules } from '../../builders.js';
import { sampleEvent } from './event-fixtures.js';

/** The rules as the settings make them. */
function rulesOf(settings: Record<string, string>): EventRules {
  const storage = { MANIFEST_TABLE_ENDPOINT: 'https://a.example', MEDIA_STORAGE_ACCOUNTS: 'contosomedia' };
  const read = readConfig({ ...storage, ...settings });
  if ('problems' in read) throw new Error(read.problems.join());
  return read.config.events;
}
const markers = rulesOf({ MARKER_BLOB: '_done' });
const ready = rulesOf({ IMAGES_READY: 'on' });

function reasonsFor(payload: unknown, rules: EventRules): readonly string[] {
  try {
    readMediaEvent(payload, rules);
  } catch (error) {
    if (error instanceof EventRejected) return error.reasons;
    throw error;
  }
  throw new Error('it was not rejected');
}

describe('a marker blob', () => {
  const container = `asset-${GUID}`;

  it('reports the location that it lies in, and names no video', () => {
    expect(readMediaEvent(aBlobCreated(container, '_done'), markers)).toEqual({
      kind: 'images',
      id: 'event-BlobCreated',
      at: NOW,
      isNamed: false,
      location: { account: 'contosomedia', container, prefix: '' },
    });
    expect(readMediaEvent(aBlobCreated('videos', 'a b/_done'), markers)).toMatchObject({ kind: 'ignored' });
  });

  it('names a video where the pattern has {videoId}', () => {
    const rules = rulesOf({ MARKER_BLOB: '{videoId}/thumbs/_done' });
    const event = readMediaEvent(aBlobCreated('videos', `NB:CID:UUID:${GUID.toUpperCase()}/thumbs/_done`), rules);
    expect(event).toMatchObject({ videoId: GUID, isNamed: false });
    expect(readMediaEvent(aBlobCreated('videos', 'a ü/thumbs/_done'), rules)).toMatchObject({
      location: { account: 'contosomedia', container: 'videos', prefix: 'a ü/thumbs/' },
    });
  });

  it('is accepted from a topic in any casing, as Azure Resource Manager spells ids', () => {
    const event = aBlobCreated(container, '_done');
    for (const topic of [event.topic.toUpperCase(), event.topic.toLowerCase()]) {
      expect(readMediaEvent({ ...event, topic }, markers)).toMatchObject({ location: { account: 'contosomedia' } });
    }
  });

  it.each(['PutBlockList', 'FlushWithClose', 'CopyBlob', 'SftpCommit'])(
    'is accepted however it was written: %s',
    (api) => {
      const event = { ...aBlobCreated(container, '_done'), data: { api } };
      expect(readMediaEvent(event, markers)).toMatchObject({ kind: 'images' });
    },
  );

  it('is read from the samples of both schemas', () => {
    const rules = rulesOf({ MARKER_BLOB: 'new-file.txt' });
    const expected: Partial<MediaEvent> = {
      kind: 'images',
      at: new Date('2017-06-26T18:41:00.958Z'),
      location: { account: 'my-storage-account', container: 'test-container', prefix: '' },
    };
    for (const schema of ['eventgrid', 'cloudevents']) {
      const sample = JSON.stringify(sampleEvent(`${schema}/BlobCreated.docs.json`));
      // No real account has a name with hyphens.
      const event: unknown = JSON.parse(sample.replaceAll('my-storage-account', 'mystorageaccount'));
      const location = { account: 'mystorageaccount', container: 'test-container', prefix: '' };
      expect(readMediaEvent(event, rules)).toMatchObject({ ...expected, location });
    }
  });

  it('is ignored when the settings do not name it', () => {
    expect(readMediaEvent(aBlobCreated(container, 'Thumbnail000001.jpg'), markers)).toMatchObject({ kind: 'ignored' });
    expect(readMediaEvent(aBlobCreated(container, '_done'), someRules())).toMatchObject({ kind: 'ignored' });
  });

  it.each([
    ['/blobServices/default/containers/x', 'subject'],
    ['/blobServices/default/containers/x/blobs/', 'subject'],
    ['/blobServices/default/containers/x/blobs/../other/_done', 'subject'],
    ['/blobServices/default/containers/x/blobs/a/./_done', 'subject'],
    ['/blobServices/default/containers/x/blobs/a\u0000/_done', 'subject'],
    [`/blobServices/default/containers/x/blobs/${'a/'.repeat(600)}_done`, 'subject'],
  ])('is rejected with the subject %j', (subject, member) => {
    const rules = someRules({ marker: () => ({ videoId: undefined }) });
    expect(reasonsFor({ ...aBlobCreated(container, '_done'), subject }, rules).join()).toMatch(member);
  });

  it.each([
    undefined,
    7,
    '',
    '/subscriptions/s/resourceGroups/g',
    'x/storageAccounts/no-such-name',
    'x/storageAccounts/a/b',
  ])('is rejected when %j raised it, since only the topic names the account', (topic) => {
    expect(reasonsFor({ ...aBlobCreated(container, '_done'), topic }, markers)).toEqual([
      'topic or source: names no storage account',
    ]);
  });
});

describe('Stillframe.ImagesReady', () => {
  it('names the video and the location, in the default account unless it names another', () => {
    expect(readMediaEvent(anImagesReady({ videoId: 'cat', container: 'videos' }), ready)).toEqual({
      kind: 'images',
      id: 'event-ImagesReady',
      at: NOW,
      isNamed: true,
      videoId: 'cat',
      location: { container: 'videos', prefix: '' },
    });
    const whole = { videoId: 'cat', container: 'videos', storageAccount: 'Second', prefix: '2026/cat' };
    expect(readMediaEvent(anImagesReady(whole), ready)).toMatchObject({
      location: { account: 'second', container: 'videos', prefix: '2026/cat/' },
    });
    const empty = { videoId: 'cat', container: 'videos', prefix: '' };
    for (const storageAccount of [null, '']) {
      const { location } = readMediaEvent(anImagesReady({ ...empty, storageAccount }), ready) as { location: object };
      expect(location).toEqual({ container: 'videos', prefix: '' });
    }
  });

  it('may say when the images were taken, and how long the video is', () => {
    const data = { videoId: 'cat', container: 'videos', start: 2, every: '5%', duration: '0:01:30' };
    expect(readMediaEvent(anImagesReady(data), ready)).toMatchObject({
      times: { start: { unit: 'ms', value: 2000 }, every: { unit: 'percent', value: 5 }, durationMs: 90_000 },
    });
    const none = { ...data, start: null, every: '', duration: undefined };
    expect(readMediaEvent(anImagesReady(none), ready)).not.toHaveProperty('times');
  });

  it('is ignored unless the settings enable it', () => {
    expect(readMediaEvent(anImagesReady({ videoId: 'cat', container: 'videos' }), someRules())).toMatchObject({
      kind: 'ignored',
      reason: 'IMAGES_READY is off',
    });
  });

  it.each([
    [{ container: 'videos' }, 'data.videoId'],
    [{ videoId: 7, container: 'videos' }, 'data.videoId'],
    [{ videoId: '', container: 'videos' }, 'a video id must not be empty'],
    [{ videoId: 'x'.repeat(513), container: 'videos' }, 'at most 512'],
    [{ videoId: 'cat' }, 'data.container'],
    [{ videoId: 'cat', container: 'x'.repeat(64) }, 'data.container'],
    [{ videoId: 'cat', container: 'videos', storageAccount: 'x'.repeat(25) }, 'data.storageAccount'],
    [{ videoId: 'cat', container: 'videos', prefix: 7 }, 'data.prefix'],
    [{ videoId: 'cat', container: 'videos', prefix: '..' }, 'the prefix'],
    [{ videoId: 'cat', container: 'videos', prefix: 'a\\..\\b' }, 'the prefix'],
    [{ videoId: 'cat', container: 'videos', prefix: '\ud800' }, 'the prefix'],
    [{ videoId: 'cat', container: 'videos', every: '5 frames' }, "data.every: '5 frames' is not a time"],
    [{ videoId: 'cat', container: 'videos', every: [] }, 'data.every'],
    [{ videoId: 'cat', container: 'videos', start: 5, duration: -1 }, "data.duration: '-1' is not"],
    [undefined, 'data: '],
    ['text', 'data: '],
  ])('is rejected with a reason for %j', (data, reason) => {
    expect(reasonsFor({ ...anImagesReady({}), data }, ready).join()).toContain(reason);
  });
});
