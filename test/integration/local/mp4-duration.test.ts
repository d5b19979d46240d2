import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMp4Duration } from '../../../src/adapters/blob/mp4-duration.js';

const folder = mkdtempSync(join(tmpdir(), 'mp4-duration-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the duration of an MP4 that ffmpeg wrote', () => {
  it.each([
    ['with its moov behind the pictures', []],
    ['with its moov before them', ['-movflags', '+faststart']],
  ])('is read %s', async (_, flags) => {
    const path = join(folder, `${flags.length}.mp4`);
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=10:duration=12.4', '-c:v', 'mpeg4'];
    execFileSync(process.env['FFMPEG_PATH'] ?? 'ffmpeg', ['-loglevel', 'error', ...picture, ...flags, path]);
    const file = readFileSync(path);
    const part = (from: number, bytes: number) => Buffer.from(file.subarray(from, from + bytes));
    const read = ({ from = 0, maxBytes = 0 }) => Promise.resolve({ bytes: part(from, maxBytes), size: file.length });
    expect(await readMp4Duration(read)).toBe(12_400);
  });
});
