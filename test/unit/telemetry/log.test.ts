import { LOG_EVENTS } from '../../../src/telemetry/log-events.js';
import { Failure } from '../../../src/application/failure.js';
import { withLog, withThrowingLog } from '../../../src/telemetry/log.js';

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

describe('what a line quotes from outside', () => {
  const lineOf = (fields: { id?: string; asset?: string; reasons: unknown[] }) => {
    const context = aContext();
    withLog(context, 'event', (log) => {
      log('event-rejected', fields);
    });
    return context.told[0]?.[1] ?? '';
  };
  const quoted = (text: string) => (JSON.parse(lineOf({ id: text, reasons: [] })) as { id: string }).id;

  it('has a length: 1,000 characters a text, 4,000 a stack, 20 entries a list, 32,000 characters in all', () => {
    expect([quoted('x'.repeat(1000)), quoted('x'.repeat(1001))]).toEqual(['x'.repeat(1000), `${'x'.repeat(1000)}…`]);
    const { reasons } = JSON.parse(
      lineOf({ reasons: ['x'.repeat(2000), { stack: 's'.repeat(5000) }, ...Array<string>(30).fill('y')] }),
    ) as { reasons: unknown[] };
    expect(reasons.slice(0, 3)).toEqual([`${'x'.repeat(1000)}…`, { stack: `${'s'.repeat(4000)}…` }, 'y']);
    expect(reasons).toHaveLength(21);
    expect(reasons.at(-1)).toBe('…');
    const huge = '\u0000'.repeat(10_000_000);
    const line = lineOf({ id: huge, asset: huge, reasons: Array<string>(1000).fill(huge) });
    expect(line.length).toBeLessThanOrEqual(32_000);
    expect(JSON.parse(line)).toMatchObject({ event: 'event-rejected' });
  });

  it.each(['?', '%3F', '%3f', '%253F', '%25252525253f'])('has no query of an address behind %s', (mark) => {
    const address = `https://x.example/a.jpg${mark}sv=1&sig=SECRET%3D&se=2`;
    expect(quoted(`line 3: ${address} is "${address}" or '${address}'`)).toBe(
      `line 3: https://x.example/a.jpg${mark}… is "https://x.example/a.jpg${mark}…" or 'https://x.example/a.jpg${mark}…'`,
    );
  });

  it.each(['sig=', 'sig%3D', 'SIG%253d', 'Signature=', 'AccountKey='])('has no secret behind %s', (name) => {
    expect(quoted(`a_${name}SECRET/+%2B==&sp=r b`)).toBe(`a_${name}…&sp=r b`);
  });

  it('is otherwise as it was', () => {
    const text = 'folder/Ünï 100% (1)=design;a&b.jpg: it is image/png and not what its name says';
    expect(quoted(text)).toBe(text);
  });

  it('takes linear time, whatever it is', () => {
    const texts = ['?', '%', '%25', '%3f', 'sig', 'sig=', 'signature%25', '%25252525'].map((one) =>
      one.repeat(1_000_000),
    );
    expect(lineOf({ reasons: texts }).length).toBeLessThan(10_000);
  });

  it('is so in a failure that the host logs, too', async () => {
    const thrown = await withThrowingLog(aContext(), 'event', () =>
      Promise.reject(new Failure('unavailable', `blob 'a.jpg?sig=SECRET' ${'x'.repeat(100_000)}`)),
    ).catch((error: unknown) => error as Error);
    const { message = '', stack = '' } = thrown ?? {};
    expect([message.length, stack.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.max(message.length, stack.length)).toBeLessThan(4100);
    expect(message).toMatch(/^blob 'a\.jpg\?…' x/);
    expect(message + stack).not.toContain('SECRET');
  });
});
