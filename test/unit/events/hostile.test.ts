import fc from 'fast-check';
import { EventRejected } from '../../../src/domain/media-event.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { aJobFinished, aJobOutputEvent, anEvent, someRules } from '../../builders.js';
import { mutatedEvent } from '../../mutated-event.js';
import { sampleEvent } from './event-fixtures.js';
import { propertyRuns } from '../../setup/property-runs.js';

function readOrReject(payload: unknown): void {
  try {
    readMediaEvent(payload, someRules());
  } catch (error) {
    expect(error).toBeInstanceOf(EventRejected);
    expect((error as EventRejected).reasons.length).toBeGreaterThan(0);
  }
}

const SAMPLES = [
  sampleEvent('eventgrid/JobFinished.docs.json'),
  sampleEvent('cloudevents/JobFinished.docs.json'),
  sampleEvent('eventgrid/JobOutputStateChange.docs.json'),
  sampleEvent('eventgrid/JobStateChange.docs.json'),
  aJobFinished({ videoId: 'video-1' }),
  aJobOutputEvent('JobOutputFinished', { videoId: 'video-1' }),
];
const JUNK = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '__proto__', 'constructor', 'x'.repeat(2000), -1, 1e308, [], {}),
);

describe('hostile payloads', () => {
  it('are read or rejected without an error, whatever JSON they are', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), readOrReject), { numRuns: propertyRuns(4) });
  });

  it('are read or rejected when one or two locations of a real event hold something else', () => {
    const mutated = mutatedEvent(SAMPLES, JUNK);
    fc.assert(fc.property(mutated, readOrReject), { numRuns: propertyRuns(4) });
  });

  it('are read or rejected when only their type is valid', () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    const type = fc.oneof(fc.string(), fc.constantFrom(...inherited));
    fc.assert(
      fc.property(type, fc.jsonValue(), (name, data) => {
        readOrReject({ ...anEvent(name), data });
        readOrReject({ ...anEvent(''), eventType: name, data });
      }),
    );
  });

  it('are read or rejected when correlation data has the keys of Object.prototype', () => {
    const correlation = JSON.parse('{"__proto__":{"videoId":"x"},"constructor":"y","toString":"z"}') as unknown;
    readOrReject(aJobFinished({ data: { correlationData: correlation } }));
  });
});
