import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckpoint } from '../../../tools/backfill/checkpoint.js';

const stop = (container: string) => ({ account: 'contoso', container });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillframe-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a checkpoint', () => {
  it('holds the newest saved progress, and leaves no other file', async () => {
    const file = join(folder, 'deep/er/run.json');
    const checkpoint = createCheckpoint(file, 'this run');
    expect(await checkpoint.read()).toBeUndefined();
    for (const name of ['a', 'b', 'c', 'd']) checkpoint.save({ last: stop(name), failed: [stop('a')] });
    await checkpoint.flush();
    const { savedAt, ...position } = (await createCheckpoint(file, 'this run').read()) ?? {};
    expect(position).toEqual({ last: stop('d'), failed: [stop('a')] });
    expect(savedAt).toBeInstanceOf(Date);
    expect(await readdir(join(folder, 'deep/er'))).toEqual(['run.json']);
  });

  it('exists before the first container is done', async () => {
    const checkpoint = createCheckpoint(join(folder, 'run.json'), 'this run');
    checkpoint.save({ last: undefined, failed: [] });
    await checkpoint.flush();
    expect(await checkpoint.read()).toMatchObject({ failed: [] });
  });

  it('is deleted after the run, also while the last save is in progress', async () => {
    const checkpoint = createCheckpoint(join(folder, 'run.json'), 'this run');
    checkpoint.save({ last: stop('a'), failed: [] });
    await checkpoint.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  it('deletes the files that killed runs left, and nothing else', async () => {
    const nobody = 2 ** 22 + 1;
    const kept = [`run.json.${process.ppid}`, `two.json.${nobody}`, 'run.json.bak', 'run.json.0', 'run.jsonx'];
    for (const name of [`run.json.${nobody}`, ...kept]) await writeFile(join(folder, name), '{');
    const checkpoint = createCheckpoint(join(folder, 'run.json'), 'this run');
    checkpoint.save({ last: stop('a'), failed: [] });
    await checkpoint.remove();
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });

  it('is not read from another run or another file, which stay as they are', async () => {
    const file = join(folder, 'run.json');
    const first = createCheckpoint(file, 'accounts contoso');
    first.save({ last: stop('a'), failed: [] });
    await first.flush();
    await expect(createCheckpoint(file, 'accounts other').read()).rejects.toThrow(/other options: accounts contoso\n/);
    for (const text of ['', '{}', 'null', '{"version":2}']) {
      await writeFile(file, text);
      await expect(first.read()).rejects.toThrow('is not a checkpoint');
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('fails with the next step when it cannot be read', async () => {
    await writeFile(join(folder, 'file'), '');
    const named = (path: string) => createCheckpoint(join(folder, path), 'this run').read();
    await expect(named('.')).rejects.toThrow(/cannot be read \(EISDIR\)\. Name another with --checkpoint\.$/);
    await expect(named('file/run.json')).rejects.toThrow('cannot be read (ENOTDIR)');
  });

  it('fails when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const checkpoint = createCheckpoint(join(folder, 'file/run.json'), 'this run');
    checkpoint.save({ last: stop('a'), failed: [] });
    await expect(checkpoint.flush()).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
