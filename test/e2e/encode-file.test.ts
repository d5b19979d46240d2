import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

describe('npm run encode', () => {
  it.each([
    [tmpdir(), `${tmpdir()} is a folder. Name one file in it.\n`],
    ['/no/such/file.mp4', 'There is no file /no/such/file.mp4.\n'],
  ])('reports in one line that %s is not a file', async (path, stderr) => {
    const command = promisify(execFile)(process.execPath, ['dist/local/encode.js', path]);
    await expect(command).rejects.toMatchObject({ code: 1, stderr });
  });
});
