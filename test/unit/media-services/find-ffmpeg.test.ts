import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg, findFfprobe } from '../../../local/media-services/ffmpeg/find-ffmpeg.js';

const [beside, onPath] = ['beside', 'path'].map((name) => mkdtempSync(join(tmpdir(), `stillframe-${name}-`))) as [
  string,
  string,
];
afterAll(() => {
  for (const folder of [beside, onPath]) rmSync(folder, { recursive: true });
});

const program = (folder: string, name: string) => {
  const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  writeFileSync(file, '', { mode: 0o700 });
  return file;
};
const fromNpm = /[/\\]node_modules[/\\]@ff(mpeg|probe)-installer[/\\]/;

it('ffmpeg and ffprobe are those that are named, found or installed by npm, in this order', () => {
  const ffmpeg = join(beside, 'ffmpeg');
  expect(findFfmpeg({ PATH: onPath })).toMatch(fromNpm);
  expect(findFfprobe({ PATH: onPath }, ffmpeg)).toMatch(fromNpm);
  const found = ['ffmpeg', 'ffprobe'].map((name) => program(onPath, name));
  expect([findFfmpeg({ PATH: onPath }), findFfprobe({ PATH: onPath }, ffmpeg)]).toEqual(found);
  const sibling = program(beside, 'ffprobe');
  expect(findFfprobe({ PATH: onPath }, ffmpeg)).toBe(sibling);
  expect(findFfprobe({ PATH: onPath, FFPROBE_PATH: found[1] }, ffmpeg)).toBe(found[1]);
  expect(() => findFfprobe({ FFPROBE_PATH: join(beside, 'none') }, ffmpeg)).toThrow(/FFPROBE_PATH is '.*none'/);
});
