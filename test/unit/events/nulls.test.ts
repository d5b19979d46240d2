import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { aJobFinished, anEventOutput, anImagesReady, NOW, someRules } from '../../builders.js';

const rules = someRules({ imagesReady: true });
const read = (payload: unknown) => readMediaEvent(payload, rules);

const eventGrid = aJobFinished({ videoId: 'v' });
const { eventType: type, eventTime: time, topic: source, subject, id, data } = eventGrid;
const cloudEvent = { specversion: '1.0', id, type, source, subject, time, data };
const ready = anImagesReady({ videoId: 'v', container: 'videos' });
const EPOCH = new Date(0);
const without = (members: object, name: string) =>
  Object.fromEntries(Object.entries(members).filter(([one]) => one !== name));

/** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md, 2.2: null is the same as omitted. */
describe('a null member counts as absent:', () => {
  it.each([
    ['topic', 'an event of Event Grid', eventGrid],
    ['eventTime', 'an event of Event Grid', eventGrid],
    ['source', 'a CloudEvent', cloudEvent],
    ['time', 'a CloudEvent', cloudEvent],
    ['datacontenttype', 'a CloudEvent', cloudEvent],
    ['subject', 'ImagesReady', ready],
    ['time', 'ImagesReady', ready],
    ['source', 'ImagesReady', ready],
  ])('%s of %s', (name, _, event) => {
    expect(read({ ...event, [name]: null })).toEqual(read(without(event, name)));
  });

  it.each(['correlationData', 'previousState', 'state'])('%s of the data', (name) => {
    for (const event of [eventGrid, cloudEvent]) {
      expect(read({ ...event, data: { ...data, [name]: null } })).toEqual(
        read({ ...event, data: without(data, name) }),
      );
    }
  });

  it.each(['label', 'error', 'progress', '@odata.type'])('%s of an output', (name) => {
    const output = without(anEventOutput(), name);
    for (const event of [eventGrid, cloudEvent]) {
      const withOutput = (one: unknown) => read({ ...event, data: { ...data, outputs: [one] } });
      expect(withOutput({ ...output, [name]: null })).toEqual(withOutput(output));
    }
  });

  it.each(['storageAccount', 'prefix'])('%s of ImagesReady', (name) => {
    expect(read({ ...ready, data: { ...ready.data, [name]: null } })).toEqual(read(ready));
  });
});

describe('a time that is not a string', () => {
  it.each([null, undefined, 7, NOW.getTime(), true, {}, [NOW.toISOString()]])(
    'is older than any known time and does not reject the event: %j',
    (odd) => {
      expect(read({ ...eventGrid, eventTime: odd })).toMatchObject({ kind: 'outputs', at: EPOCH });
      expect(read({ ...cloudEvent, time: odd })).toMatchObject({ kind: 'outputs', at: EPOCH });
    },
  );
});
