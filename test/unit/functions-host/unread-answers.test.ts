import { EventEmitter } from 'node:events';
import { createUnreadAnswers } from '../../../local/functions-host/http/unread-answers.js';

type Answer = Parameters<ReturnType<typeof createUnreadAnswers>['add']>[0];

function aCaller() {
  const response = Object.assign(new EventEmitter(), { destroy: jest.fn() });
  return {
    response: response as unknown as Answer,
    closed: response.destroy,
    read: () => response.emit('close'),
  };
}

describe('answers that are not read', () => {
  it('have a limit; a new one fits when others were read', () => {
    const unread = createUnreadAnswers(100, () => 0);
    const [first, second, third] = [aCaller(), aCaller(), aCaller()];
    expect([unread.add(first.response, 60), unread.add(second.response, 41)]).toEqual([true, false]);
    expect(unread.add(second.response, 40)).toBe(true);
    first.read();
    expect([unread.add(third.response, 61), unread.add(third.response, 60)]).toEqual([false, true]);
    expect([first, second, third].map(({ closed }) => closed.mock.calls.length)).toEqual([0, 0, 0]);
  });

  it('make room after five seconds, the oldest first, by the end of their connections', () => {
    let now = 0;
    const unread = createUnreadAnswers(100, () => now);
    const [oldest, older, fresh, next] = [aCaller(), aCaller(), aCaller(), aCaller()];
    unread.add(oldest.response, 40);
    unread.add(older.response, 40);
    now = 4999;
    expect(unread.add(fresh.response, 30)).toBe(false);
    now = 5000;
    expect(unread.add(fresh.response, 30)).toBe(true);
    expect([oldest, older].map(({ closed }) => closed.mock.calls.length)).toEqual([1, 0]);
    oldest.read();
    expect([unread.add(next.response, 71), unread.add(next.response, 70)]).toEqual([false, true]);
    expect([older, fresh].map(({ closed }) => closed.mock.calls.length)).toEqual([1, 0]);
  });

  it('may be one of any size', () => {
    const unread = createUnreadAnswers(100, () => 0);
    expect(unread.add(aCaller().response, 1000)).toBe(true);
  });
});
