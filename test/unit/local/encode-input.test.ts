import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInput, fullDisk } from '../../../local/encode-input.js';

describe('the file to encode', () => {
  it.each([
    [tmpdir(), 'is a folder'],
    [join(tmpdir(), 'no-such-file.mp4'), 'There is no file'],
    ['/dev/null', 'is not a file'],
  ])('is not %s', async (file, said) => {
    await expect(checkInput(file)).rejects.toThrow(said);
  });

  it('is measured', async () => {
    expect(await checkInput('package.json')).toBeGreaterThan(1000);
  });
});

describe('the disk of the data folder', () => {
  it('is full where it has no room for so many bytes', async () => {
    expect(await fullDisk(tmpdir(), 0)).toBeUndefined();
    expect(await fullDisk(tmpdir(), 2 ** 60)).toMatch(
      /is full: [\d.]+ MB are free, and 1152921504606\.8 MB are needed/,
    );
  });
});
