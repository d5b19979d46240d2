import { memoize } from '../../src/memoize.js';

describe('a memoized function', () => {
  it('is called once for each argument, also for a result of undefined', () => {
    const calls: string[] = [];
    const once = memoize((argument: string) => {
      calls.push(argument);
      return argument === 'b' ? undefined : `${argument}!`;
    });
    expect(['a', 'b', 'a', 'b'].map(once)).toEqual(['a!', undefined, 'a!', undefined]);
    expect(calls).toEqual(['a', 'b']);
  });

  it('is called once for each key, where a key is given', () => {
    const once = memoize(({ n }: { n: number }) => ({ n }), JSON.stringify);
    expect(once({ n: 1 })).toBe(once({ n: 1 }));
    expect(once({ n: 2 })).toEqual({ n: 2 });
  });

  it('is called again after it threw', () => {
    let calls = 0;
    const once = memoize(() => {
      calls += 1;
      if (calls === 1) throw new Error('no');
      return calls;
    });
    expect(once).toThrow('no');
    expect([once(), once()]).toEqual([2, 2]);
  });
});
