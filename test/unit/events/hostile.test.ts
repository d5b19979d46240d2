import fc from 'fast-check';
import { EventRejected } from '../../../src/domain/media-event.js';
import { readMediaEvent } from '../../../src/events/read-media-event.js';
import { aJobFinished, aJobOutputEvent, anEvent, someRules } from '../../builders.js';
import { sampleEvent } from './event-fixtures.js';

function readOrReject(payload: unknown): void {
  try {
    readMediaEvent(payload, someRules());
  } catch (error) {
    expect(error).toBeInstanceOf(EventRejected);
    expect((error as EventRejected).reasons.length).toBeGreaterThan(0);
  }
}

/** Every place in a value at which something can be put, as paths of keys. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = structuredClone(value);
  const members = copy as Record<string, unknown>;
  if (by === undefined && rest.length === 0) Reflect.deleteProperty(members, key);
  else members[key] = replaced(members[key], rest, by);
  return copy;
}

const SEEDS = [
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
  it('are read or rejected whatever JSON they are', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), readOrReject), { numRuns: 500 });
  });

  it('are read or rejected when they are a real event with something else in one place or two', () => {
    const mutated = fc.constantFrom(...SEEDS).chain((seed) => {
      const path = fc.constantFrom(...pathsIn(seed));
      return fc
        .array(fc.tuple(path, JUNK), { minLength: 1, maxLength: 2 })
        .map((changes) => changes.reduce<unknown>((event, [at, by]) => safely(event, at, by), seed));
    });
    fc.assert(fc.property(mutated, readOrReject), { numRuns: 2000 });
  });

  it('are read or rejected when only their type is made up', () => {
    const inherited = Object.getOwnPropertyNames(Object.prototype);
    const type = fc.oneof(fc.string(), fc.constantFrom(...inherited));
    fc.assert(
      fc.property(type, fc.jsonValue(), (name, data) => {
        readOrReject({ ...anEvent(name), data });
        readOrReject({ ...anEvent(''), eventType: name, data });
      }),
    );
  });

  it('are read or rejected when correlation data has keys of every object', () => {
    const correlation = JSON.parse('{"__proto__":{"videoId":"x"},"constructor":"y","toString":"z"}') as unknown;
    readOrReject(aJobFinished({ data: { correlationData: correlation } }));
  });
});

/** A path of the seed may be gone after the first change. */
function safely(event: unknown, path: readonly string[], by: unknown): unknown {
  try {
    return replaced(event, path, by);
  } catch {
    return event;
  }
}
