import { createResponseCache } from '../../../src/http/response-cache.js';

const PROBLEM = { outcome: 'error', response: { status: 503 } };

describe('the cache of responses', () => {
  it('makes a body once, also for callers that ask at the same time', async () => {
    const { bodyOf } = createResponseCache(100);
    let made = 0;
    const make = async () => {
      made += 1;
      await Promise.resolve();
      return 'body';
    };
    const asked = await Promise.all([bodyOf('"a"', make), bodyOf('"a"', make), bodyOf('"b"', make)]);
    asked.push(await bodyOf('"a"', make));
    expect(asked.map(({ body }) => body)).toEqual(['body', 'body', 'body', 'body']);
    expect([made, asked.map(({ isNew }) => isNew)]).toEqual([2, [true, false, true, false]]);
  });

  it('keeps no failure and nothing that has no tag', async () => {
    const { bodyOf } = createResponseCache(100);
    const failing = () => Promise.reject(new Error('no key'));
    const both = await Promise.allSettled([bodyOf('"a"', failing), bodyOf('"a"', failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await bodyOf('"a"', () => PROBLEM)).toEqual({ body: PROBLEM, isNew: true });
    expect(await bodyOf('"a"', () => 'body')).toEqual({ body: 'body', isNew: true });
  });

  it('has room for so many characters', async () => {
    const { bodyOf } = createResponseCache(10);
    await bodyOf('"a"', () => '123456');
    await bodyOf('"b"', () => '123456');
    expect(await bodyOf('"a"', () => 'again')).toEqual({ body: 'again', isNew: true });
  });
});
