import type { UserDelegationKey } from '@azure/storage-blob';
import { createDelegationKeys } from '../../../src/adapters/blob/signing-keys.js';
import { minutesAfter, NOW } from '../../builders.js';
import { aDelegationKey, day } from './signing-fakes.js';

type Answer = () => Promise<UserDelegationKey>;

function someKeys() {
  let now = NOW;
  const asked: { start: Date; expiry: Date }[] = [];
  const fake = {
    answer: (): Promise<UserDelegationKey> => Promise.resolve(aDelegationKey('one')),
    asked,
    wait: (minutes: number) => (now = minutesAfter(minutes, now)),
  };
  const client = {
    accountName: 'contosomedia',
    getUserDelegationKey: (start: Date, expiry: Date) => {
      asked.push({ start, expiry });
      return fake.answer();
    },
  };
  return { ...fake, set: (answer: Answer) => (fake.answer = answer), keys: createDelegationKeys(client, () => now) };
}

describe('the delegation keys', () => {
  it("are requested anew by the readiness check, which also reads storage's clock", async () => {
    const { keys, asked, set } = someKeys();
    await keys.keyFor(day(20));
    const date = new Date('2026-11-20T12:00:05Z');
    set(() => Promise.resolve({ ...aDelegationKey('two'), date }));
    expect(await keys.ask(day(20))).toMatchObject({ serverTime: date });
    expect(asked).toEqual([day(20), day(20)]);
    set(() => Promise.reject(new Error('down')));
    await expect(keys.ask(day(20))).rejects.toThrow('down');
  });

  it('are requested once, with the given validity', async () => {
    const { keys, asked } = someKeys();
    const first = await keys.keyFor(day(20));
    expect(await keys.keyFor(day(20))).toBe(first);
    expect(asked).toEqual([day(20)]);
  });

  it('are requested in one call for concurrent callers', async () => {
    const { keys, asked } = someKeys();
    const all = await Promise.all([1, 2, 3].map(() => keys.keyFor(day(20))));
    expect(asked).toHaveLength(1);
    expect(new Set(all).size).toBe(1);
  });

  it('are requested again after an hour, and a changed value is used at once', async () => {
    const { keys, asked, wait, set } = someKeys();
    const before = await keys.keyFor(day(20));
    set(() => Promise.resolve(aDelegationKey('two')));
    wait(59);
    expect(await keys.keyFor(day(20))).toBe(before);
    wait(1);
    const after = await keys.keyFor(day(20));
    expect(asked).toHaveLength(2);
    expect(after.tag).not.toBe(before.tag);
    expect(after).toMatchObject({ delegated: { value: aDelegationKey('two').value } });
  });

  it('still sign when a renewal fails, and are renewed an hour later', async () => {
    const { keys, asked, wait, set } = someKeys();
    const before = await keys.keyFor(day(20));
    set(() => Promise.reject(new Error('down')));
    wait(60);
    expect(await keys.keyFor(day(20))).toBe(before);
    expect(await keys.keyFor(day(20))).toBe(before);
    expect(asked).toHaveLength(2);
    wait(60);
    await keys.keyFor(day(20));
    expect(asked).toHaveLength(3);
  });

  it('fail when the first request fails, and are requested at the next use', async () => {
    const { keys, set } = someKeys();
    const error = new Error('down');
    set(() => Promise.reject(error));
    await expect(keys.keyFor(day(20))).rejects.toBe(error);
    set(() => Promise.resolve(aDelegationKey('one')));
    expect(await keys.keyFor(day(20))).toMatchObject({ delegated: { value: aDelegationKey('one').value } });
  });

  it('are cached for two days around midnight, and no longer', async () => {
    const { keys, asked } = someKeys();
    for (const date of [20, 21, 20, 21]) await keys.keyFor(day(date));
    expect(asked).toHaveLength(2);
    await keys.keyFor(day(22));
    await keys.keyFor(day(21));
    expect(asked).toHaveLength(3);
    await keys.keyFor(day(20));
    expect(asked).toHaveLength(4);
  });

  it('have a tag that does not reveal the key', async () => {
    const { tag } = await someKeys().keys.keyFor(day(20));
    expect(tag).toMatch(/^[\w-]{16}$/);
    expect(aDelegationKey('one').value).not.toContain(tag);
  });
});
