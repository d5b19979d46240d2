import { LOG_EVENTS } from '../../../src/telemetry/log-events.js';
import { withLog } from '../../../src/telemetry/log.js';

/** A context of `@azure/functions` that keeps what it was told, by level. */
function aContext() {
  const told: [string, string][] = [];
  const at = (level: string) => (line: string) => told.push([level, line]);
  return { info: at('info'), warn: at('warn'), error: at('error'), told };
}

describe('a log line', () => {
  it('is one JSON object, its event first, at the level of the event', () => {
    const context = aContext();
    withLog(context, 'query', (log) => {
      log('status-answered', { videoId: 'a\n"b"', outcome: 'unknown' });
      log('event-rejected', { id: undefined, reasons: ['no'] });
      log('access-denied', { reason: 'no role' });
    });
    expect(context.told.map(([level]) => level)).toEqual(['info', 'warn', 'error']);
    expect(context.told[0]?.[1]).toMatch(
      /^\{"event":"status-answered","videoId":"a\\n\\"b\\"","outcome":"unknown","milliseconds":\d+,"tableCalls":0,"blobCalls":0,"mediaServicesCalls":0,"topicCalls":0\}$/,
    );
  });

  it('has the milliseconds since the invocation began', () => {
    jest.useFakeTimers();
    jest.advanceTimersByTime(1000);
    const context = aContext();
    withLog(context, 'query', (log) => {
      jest.advanceTimersByTime(31);
      log('access-denied', { reason: 'no role' });
    });
    jest.useRealTimers();
    expect(JSON.parse(context.told[0]?.[1] ?? '')).toMatchObject({ milliseconds: 31 });
  });

  it('has no field of one event with the name of a common field', () => {
    const names = Object.values(LOG_EVENTS).flatMap(({ fields }) => Object.keys(fields));
    expect(names).not.toEqual(expect.arrayContaining(['event']));
    expect(names.filter((name) => /calls$|^milliseconds$/i.test(name))).toEqual([]);
  });
});
