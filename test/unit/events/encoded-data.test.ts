import { EventRejected } from '../../../src/domain/media-event.js';
import { LIMITS } from '../../../src/domain/limits.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { anImagesReady, someRules } from '../../builders.js';
import { sampleEvent } from './event-fixtures.js';

const read = (payload: unknown) => readMediaEvent(payload, someRules({ imagesReady: true }));
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');

/** The same event with its data in base64, as a sender writes them that takes them for bytes. */
function encoded({ data, ...event }: Record<string, unknown>, more: object = {}) {
  return { ...event, data_base64: base64(JSON.stringify(data)), ...more };
}
const ready = { ...anImagesReady({ videoId: 'café', container: 'videos' }) };
const CASES = [ready, sampleEvent('cloudevents/JobFinished.docs.json')];

function reasonsOf(event: unknown): readonly string[] {
  try {
    read(event);
  } catch (error) {
    if (error instanceof EventRejected) return error.reasons;
  }
  return [];
}

describe('data of a CloudEvent in base64', () => {
  it.each([
    undefined,
    null,
    'application/json',
    'Application/JSON; charset=utf-8',
    'text/json',
    'application/vnd.contoso.v1+json',
  ])('are read where the content type is %s', (datacontenttype) => {
    for (const event of CASES) expect(read(encoded(event, { datacontenttype }))).toEqual(read(event));
  });

  it('are read where `data` is null, and not where there are data', () => {
    expect(read(encoded(ready, { data: null }))).toEqual(read(ready));
    expect(read({ ...ready, data_base64: 'not even base64' })).toEqual(read(ready));
    expect(read({ ...ready, data_base64: null })).toEqual(read(ready));
  });

  it.each([
    ['of another type', { datacontenttype: 'application/octet-stream' }, 'JSON'],
    ['of a type that only begins so', { datacontenttype: 'application/jsonp' }, 'JSON'],
    ['no text', { data_base64: { a: 1 } }, 'no text'],
    ['too long', { data_base64: 'A'.repeat(LIMITS.encodedCharactersOfEvent + 4) }, 'at most 262144'],
    ['not base64', { data_base64: 'e30?' }, 'no base64'],
    ['cut off', { data_base64: 'e30' }, 'no base64'],
    ['not JSON', { data_base64: base64('{') }, 'no JSON'],
    ['not UTF-8', { data_base64: base64(Uint8Array.of(0x22, 0xff, 0x22)) }, 'no JSON'],
  ])('reject the event, by a reason, when they are %s', (_, more, reason) => {
    expect(reasonsOf(encoded(ready, more))).toEqual([expect.stringContaining(reason)]);
  });

  it('are checked as data are', () => {
    expect(reasonsOf({ ...encoded(ready), data_base64: base64('{"videoId":1}') })).toContainEqual(
      expect.stringMatching(/^data\.videoId: /),
    );
  });

  it('do not reject an event that records nothing', () => {
    expect(read(encoded({ ...ready, type: 'Contoso.Other' }, { datacontenttype: 'image/png' }))).toMatchObject({
      kind: 'ignored',
    });
  });
});
