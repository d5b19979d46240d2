import type { DebtorList } from '../../src/application/publishing-ports.js';
import { minutesAfter, NOW } from '../builders.js';

/** What every `DebtorList` must do; `makeList` gives one that nobody has noted anything in yet. */
export function itIsADebtorList(makeList: () => DebtorList): void {
  let list: DebtorList;
  beforeEach(() => (list = makeList()));
  const namesBefore = async (minutes: number) =>
    (await list.read(minutesAfter(minutes))).map(({ videoId }) => videoId).sort();

  it('is empty, and lets what nobody noted be taken off, also before there is a table', async () => {
    expect(await list.read(NOW)).toEqual([]);
    await list.remove({ videoId: 'v', version: 'W/"x"' });
  });

  it('gives those that were noted before a time', async () => {
    await list.note('v', NOW);
    await list.note('w', minutesAfter(1));
    expect(await namesBefore(0)).toEqual([]);
    expect(await namesBefore(1)).toEqual(['v']);
    expect(await namesBefore(2)).toEqual(['v', 'w']);
  });

  it('has a video once, since it was noted last', async () => {
    await list.note('v', NOW);
    await list.note('v', minutesAfter(5));
    expect(await namesBefore(5)).toEqual([]);
    expect(await namesBefore(6)).toEqual(['v']);
  });

  it('loses one that is taken off as it was noted, or read, and none that was noted again', async () => {
    const first = await list.note('v', NOW);
    const second = await list.note('v', NOW);
    expect(second).not.toBe(first);
    await list.remove({ videoId: 'v', version: first });
    const [read] = await list.read(minutesAfter(1));
    expect(read).toEqual({ videoId: 'v', version: second });
    await list.remove({ videoId: 'v', version: second });
    expect(await namesBefore(1)).toEqual([]);
  });

  it.each(['owner', 'video', 'location:x', 'a/b\\c#d?e%f', '~outbox', "it's", 'Ünïcode 名前 😀', '/'.repeat(512)])(
    'notes a video called %j',
    async (videoId) => {
      const version = await list.note(videoId, NOW);
      expect(await list.read(minutesAfter(1))).toEqual([{ videoId, version }]);
      await list.remove({ videoId, version });
      expect(await namesBefore(1)).toEqual([]);
    },
  );
}
