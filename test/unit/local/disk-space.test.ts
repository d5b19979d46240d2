import { createDiskWatch } from '../../../local/disk-space.js';

describe('the watch over the disk', () => {
  it('says once that there is little room, and once that there is room again', async () => {
    const said: string[] = [];
    let left = 64;
    const watch = createDiskWatch(
      '/data',
      (line) => said.push(line),
      () => Promise.resolve(left),
    );
    const lookAt = async (megabytes: number): Promise<void> => {
      left = megabytes;
      await watch.look();
    };
    await lookAt(64);
    expect([said, watch.isLow()]).toEqual([[], false]);
    await lookAt(63);
    await lookAt(0);
    expect([said, watch.isLow()]).toEqual([[expect.stringContaining('/data has 63 MB left. Make room')], true]);
    await lookAt(64);
    expect([said.slice(1), watch.isLow()]).toEqual([[expect.stringContaining('room again')], false]);
  });
});
