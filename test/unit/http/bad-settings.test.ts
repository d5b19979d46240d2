import type { EventGridEvent, HttpHandler, HttpRequest, InvocationContext } from '@azure/functions';
import { compose } from '../../../src/composition.js';
import { health } from '../../../src/http/health.js';
import { aJobFinished } from '../../builders.js';
import { toAnswered } from './doors.js';

const doors = compose({ MANIFEST_STORAGE_CONNECTION_STRING: 'AccountKey=SECRET', SIGNING_EPOCH: 'SECRET' });
const logged: string[] = [];
const write = (line: string) => logged.push(line);
const context = { info: write, warn: write, error: write } as unknown as InvocationContext;
const call = async (handle: HttpHandler) => {
  const request = { params: { id: 'v' }, query: new URLSearchParams(), headers: new Headers() };
  return toAnswered(await handle(request as unknown as HttpRequest, context));
};

describe('an app with bad settings', () => {
  it.each(['listThumbnails', 'getThumbnail', 'getVideoStatus', 'deleteVideo'] as const)(
    'answers 503 at %s',
    async (door) => {
      expect(await call(doors[door])).toMatchObject({
        status: 503,
        json: { type: 'urn:stillframe:problem:bad-settings' },
        headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json' },
      });
    },
  );

  it('names every invalid setting in health/ready, and shows no value', async () => {
    const { status, body, json } = await call(doors.getReadiness);
    expect([status, json]).toMatchObject([503, { type: 'urn:stillframe:problem:not-ready' }]);
    for (const name of ['MANIFEST_STORAGE_CONNECTION_STRING', 'SIGNING_EPOCH']) expect(body).toContain(name);
    expect(body + logged.join()).not.toContain('SECRET');
  });

  it('throws in the event function, so that Event Grid delivers the event again', async () => {
    const event = aJobFinished() as unknown as EventGridEvent;
    await expect(doors.recordThumbnails(event, context)).rejects.toThrow('SIGNING_EPOCH');
  });

  it('asks for a key', () => {
    expect(doors.httpAuthLevel).toBe('function');
  });
});

describe('GET /api/health', () => {
  it('answers 200 whatever else fails', () => {
    expect(toAnswered(health())).toMatchObject({ status: 200, body: '{"Status":"Healthy"}' });
  });
});
