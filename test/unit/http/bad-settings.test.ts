import type { EventGridEvent, HttpRequest, InvocationContext, Timer } from '@azure/functions';
import type { App } from '../../../src/app.js';
import type { HttpFunction } from '../../../src/http/http-function.js';
import { authLevelOf, createRuntime, eventHandlerOf, httpHandlerOf, timerHandlerOf } from '../../../src/runtime.js';
import { recordThumbnails } from '../../../src/functions/record-thumbnails.js';
import { scanLocations } from '../../../src/functions/scan-locations.js';
import { aJobFinished } from '../../builders.js';
import { HTTP_FUNCTIONS, httpFunctionNamed } from '../../all-functions.js';
import { toAnswered } from './harness.js';

const runtime = createRuntime({ MANIFEST_STORAGE_CONNECTION_STRING: 'AccountKey=SECRET', SIGNING_EPOCH: 'SECRET' });
const logged: string[] = [];
const write = (line: string) => logged.push(line);
const context = { info: write, warn: write, error: write } as unknown as InvocationContext;
const call = async (declared: HttpFunction<App>) => {
  const request = { params: { id: 'v' }, query: new URLSearchParams(), headers: new Headers() };
  return toAnswered(await httpHandlerOf(declared, runtime)(request as unknown as HttpRequest, context));
};
const WITHOUT_SETTINGS = ['answerPreflight', 'getHealth', 'getOpenApi', 'getReadiness'];

describe('an app with bad settings', () => {
  const others = HTTP_FUNCTIONS.filter(({ name }) => !WITHOUT_SETTINGS.includes(name));
  it.each(others.map((declared) => [declared.name, declared] as const))('answers 503 at %s', async (_, declared) => {
    expect(await call(declared)).toMatchObject({
      status: 503,
      json: { type: 'urn:stillframe:problem:bad-settings' },
      headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json' },
    });
  });

  it('names every invalid setting in health/ready, and shows no value', async () => {
    const { status, body, json } = await call(httpFunctionNamed('getReadiness'));
    expect([status, json]).toMatchObject([503, { type: 'urn:stillframe:problem:not-ready' }]);
    for (const name of ['MANIFEST_STORAGE_CONNECTION_STRING', 'SIGNING_EPOCH']) expect(body).toContain(name);
    expect(body + logged.join()).not.toContain('SECRET');
  });

  it('throws in the functions of events and timers, so that both are tried again', async () => {
    const event = aJobFinished() as unknown as EventGridEvent;
    await expect(eventHandlerOf(recordThumbnails, runtime)(event, context)).rejects.toThrow('SIGNING_EPOCH');
    const timer = timerHandlerOf(scanLocations, runtime);
    await expect(timer({} as Timer, context)).rejects.toThrow('SIGNING_EPOCH');
  });

  it('asks for a key wherever good settings might', () => {
    const levels = HTTP_FUNCTIONS.map(({ access }) => [access, authLevelOf(access, runtime)]);
    expect(levels.filter(([access, level]) => access !== 'anyone' && level !== 'function')).toEqual([]);
  });

  it('is healthy, answers preflights', async () => {
    expect(await call(httpFunctionNamed('getHealth'))).toMatchObject({ status: 200, body: '{"Status":"Healthy"}' });
    expect(await call(httpFunctionNamed('answerPreflight'))).toMatchObject({ status: 204 });
  });
});
