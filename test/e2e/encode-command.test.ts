import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePidFile } from '../../local/running.js';
import { askApi, type Thumbnail } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeClip } from './clips.js';
import { runCommand } from './command.js';
import { assertImages } from './images.js';
import { startEncodingApp } from './encoding-app.js';

const later = cleanUpAfterwards();
let stack: Awaited<ReturnType<typeof startEncodingApp>>;
let clip: string;

beforeAll(async () => {
  stack = await startEncodingApp(later);
  clip = await makeClip(stack.folder, 'Ein Clip #1.mp4', { size: '160x90', rate: '25', seconds: 3 });
});

const encode = (...args: string[]) => runCommand(later, 'encode', [...args, '--data', stack.dataFolder]);

describe('npm run encode', () => {
  it('prints only the API answer with --json', async () => {
    const wish = ['--video-id', 'my video', '--every', '1s', '--height', '45,90', '--sprite', '2', '--json'];
    const { code, stdout, stderr } = await encode(clip, ...wish);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('encoding: Finished') as string });
    const listed = JSON.parse(stdout) as Thumbnail[];
    expect(listed.map(({ Kind, Height, Time }) => [Kind, Height, Time])).toEqual([
      ['Poster', 90, 0],
      ...[0, 1, 2].map((time) => ['Thumbnail', 90, time]),
      ...[0, 1, 2].map((time) => ['Thumbnail', 45, time]),
      ['Sprite', 180, 0],
    ]);
    await assertImages(stack.folder, listed);
    const api = await askApi('GET', `${stack.apiUrl}/api/Videos/my%20video/Thumbnails`);
    expect(((await api.json()) as Thumbnail[]).map(({ ID }) => ID)).toEqual(listed.map(({ ID }) => ID));
  });

  it('prints the request and a table without signatures, and uses the file name as video id', async () => {
    const { code, stdout } = await encode(clip);
    expect(code).toBe(0);
    expect(stdout).toContain(`GET ${stack.apiUrl}/api/Videos/Ein%20Clip%20%231/Thumbnails`);
    expect(stdout).toMatch(/Poster +│ +360 +│ +640/);
    expect(stdout).toContain('Thumbnail-Ein Clip #1-360p-000001.jpg');
    expect(stdout).not.toContain('sig=');
  });

  it('adds its images to those that the video has, and lists its own', async () => {
    const wish = ['--video-id', 'again', '--height', '90'];
    expect((await encode(clip, ...wish, '--every', '1')).stdout).toContain('The video has 4 images.');
    const { stdout } = await encode(clip, ...wish, '--every', '1500ms');
    expect(stdout.match(/Thumbnail +│ .*/g)?.map((row) => row.split('│')[4]?.trim())).toEqual(['0.000', '1.500']);
    expect(stdout).toContain('This adds 3 images to a video that has 4.');
    expect(stdout).toContain(`Contact sheet: ${stack.apiUrl}/api/Videos/again/ContactSheet`);
  });

  it('puts its images in place of older ones with --replace, which stay when the job fails', async () => {
    const idsOf = async () => {
      const response = await askApi('GET', `${stack.apiUrl}/api/Videos/replaced/Thumbnails`);
      return ((await response.json()) as Thumbnail[]).map(({ ID }) => ID);
    };
    const wish = ['--video-id', 'replaced', '--height', '90', '--replace'];
    expect((await encode(clip, ...wish)).stdout).toContain('The video has 2 images.');
    const before = await idsOf();
    const file = join(stack.folder, 'noise.mp4');
    await writeFile(file, 'This is no video.\n');
    expect((await encode(file, ...wish)).stderr).not.toContain('file:input');
    expect(await idsOf()).toEqual(before);
    expect((await encode(clip, ...wish, '--every', '1s')).stdout).toContain('4 images took the place of 2');
    const after = await idsOf();
    expect([after.length, after.some((id) => before.includes(id))]).toEqual([4, false]);
  });

  it('prints the ffmpeg error and exits with code 1 when the file is not a video and the job fails', async () => {
    const file = join(stack.folder, 'notes.mp4');
    await writeFile(file, 'This is no video.\n'.repeat(1000));
    const { code, stdout, stderr } = await encode(file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/The job failed: .*Invalid data found when processing input/);
    const status = await askApi('GET', `${stack.apiUrl}/api/Videos/notes/Status`);
    const why = 'The input is not a media file that can be read';
    expect(await status.json()).toMatchObject({
      ...{ StatusCode: 3, Status: 'Failed' },
      Message: expect.stringContaining(why) as string,
    });
    const list = await askApi('GET', `${stack.apiUrl}/api/Videos/notes/Thumbnails`);
    expect(list.headers.get('x-job-error')).toContain(why);
  });

  it.each([
    [['--every', '5x'], "--every: '5x'"],
    [['--height', '360,tall'], "--height: 'tall'"],
    [['--sprite', '99'], "--sprite: '99'"],
    [['--video-id', 'a/b'], '--video-id:'],
    [['--colour', 'red'], '--colour'],
    [['more.mp4'], 'more.mp4'],
  ])('reports what is wrong with %j', async (args, message) => {
    const { code, stdout, stderr } = await encode(clip, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('reports a missing file or a folder, and asks for a file when none is given', async () => {
    expect((await encode(stack.folder)).stderr).toBe(`${stack.folder} is a folder. Name one file in it.\n`);
    expect(await encode('missing.mp4')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no file .*missing\.mp4\.\n$/) as string,
    });
    expect(await encode()).toMatchObject({ code: 1, stderr: expect.stringContaining('Which file?') as string });
  });

  it('explains how to start Stillframe when it is not running or was killed', async () => {
    const folder = join(stack.folder, 'idle');
    await mkdir(folder);
    const refused = { code: 1, stdout: '', stderr: expect.stringContaining('npm start') as string };
    expect(await runCommand(later, 'encode', [clip, '--data', folder])).toEqual(refused);
    // The greatest pid of any Linux and one more: nobody has it.
    await writePidFile(folder, { ...stack, pid: 4_194_305, auth: false });
    expect(await runCommand(later, 'encode', [clip, '--data', folder])).toEqual(refused);
  });
});
