import { HttpRequest, type InvocationContext } from '@azure/functions';
import { Failure, type FailureCode } from '../../../src/application/failure.js';
import { toAzureHandler } from '../../../src/http/handler.js';
import { BadRequest } from '../../../src/http/problem.js';

async function levelsOf(error: Error): Promise<string[]> {
  const levels: string[] = [];
  const logs = Object.fromEntries(['info', 'warn', 'error'].map((level) => [level, () => levels.push(level)]));
  const handler = toAzureHandler(() => Promise.reject(error));
  await handler(new HttpRequest({ method: 'GET', url: 'http://localhost/' }), logs as unknown as InvocationContext);
  return levels;
}

describe('the log level of a failed request', () => {
  it.each<FailureCode>(['ambiguous-video', 'stale-continuation', 'forbidden'])(
    'is a warning for %s, which the caller can mend',
    async (code) => {
      expect(await levelsOf(new Failure(code, 'x'))).toEqual(['warn']);
    },
  );

  it.each<FailureCode>(['access-denied', 'unavailable', 'too-large'])('is an error when it is %s', async (code) => {
    expect(await levelsOf(new Failure(code, 'x'))).toEqual(['error']);
  });

  it('is an error for a bug, and a bad request has no line', async () => {
    expect(await levelsOf(new TypeError('x'))).toEqual(['error']);
    expect(await levelsOf(new BadRequest([{ name: 'id', reason: 'x' }]))).toEqual([]);
  });
});
