import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

describe('npm run encode', () => {
  it.each([tmpdir(), '/no/such/file.mp4'])('reports in one line that %s is not a file', async (path) => {
    const command = promisify(execFile)(process.execPath, ['dist/local/encode.js', path]);
    await expect(command).rejects.toMatchObject({ code: 1, stderr: `There is no file ${path}.\n` });
  });
});
