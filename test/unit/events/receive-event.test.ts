import { Failure } from '../../../src/application/failure.js';
import { EventRejected, type MediaEvent } from '../../../src/domain/media-event.js';
import { createReceiveEvent } from '../../../src/events/receive-event.js';
import { aJobFinished, someRules } from '../../builders.js';
import { aLog } from '../../fakes.js';

const failing = (error: Error) => createReceiveEvent(() => Promise.reject(error), someRules());

describe('receiving an event', () => {
  it('passes on what the event reports', async () => {
    const seen: MediaEvent[] = [];
    const receive = createReceiveEvent((event) => Promise.resolve(void seen.push(event)), someRules());
    await receive(aJobFinished({ videoId: 'v' }), aLog().log);
    expect(seen).toMatchObject([{ kind: 'outputs', videoId: 'v' }]);
  });

  it('acknowledges an unreadable payload, and logs its id and the reasons', async () => {
    const { log, lines } = aLog();
    await createReceiveEvent(() => Promise.resolve(), someRules())({ ...aJobFinished(), data: {} }, log);
    expect(lines).toEqual([
      {
        event: 'event-rejected',
        level: 'warn',
        fields: { id: 'event-JobFinished', reasons: [expect.stringMatching(/^data\.outputs: /)] },
      },
    ]);
  });

  it.each([[undefined], [null], ['text'], [{ id: 7 }]])('acknowledges %j, which has no id', async (payload) => {
    const { log, lines } = aLog();
    await createReceiveEvent(() => Promise.resolve(), someRules())(payload, log);
    expect(lines).toMatchObject([{ event: 'event-rejected', fields: { id: undefined } }]);
  });

  it('truncates an endless id in the log', async () => {
    const { log, lines } = aLog();
    await createReceiveEvent(() => Promise.resolve(), someRules())({ id: 'x'.repeat(100_000) }, log);
    expect(lines[0]?.fields['id']).toHaveLength(100);
  });

  it('acknowledges what the recording rejects', async () => {
    const { log, lines } = aLog();
    await failing(new EventRejected(['no container']))(aJobFinished(), log);
    expect(lines).toMatchObject([{ event: 'event-rejected', fields: { reasons: ['no container'] } }]);
  });

  it.each([
    [new Failure('unavailable', 'table: answered 503'), 'recording-failed'],
    [new Failure('access-denied', 'table: answered 403'), 'access-denied'],
    [new AggregateError([new Error('x'), new Failure('access-denied', 'blob: answered 403')]), 'access-denied'],
    [new TypeError('a bug'), 'recording-failed'],
  ])('logs and throws %s, so that the event is delivered again', async (error, event) => {
    const { log, lines } = aLog();
    await expect(failing(error)(aJobFinished(), log)).rejects.toBe(error);
    expect(lines).toMatchObject([{ event, level: 'error', fields: { id: 'event-JobFinished' } }]);
  });

  it('never logs the query of a URL in an error', async () => {
    const { log, lines } = aLog();
    const error = new Error('GET https://a.blob.core.windows.net/c/b?sv=1&sig=SECRET failed');
    await expect(failing(error)(aJobFinished(), log)).rejects.toBe(error);
    expect(JSON.stringify(lines)).not.toContain('SECRET');
  });
});
