import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anInput, aPreset, encode, format, png } from './encode.js';
import { accountName, aLaptop, resourceGroup, type Laptop } from './laptop.js';

let laptop: Laptop;
let disk: string;
let isMounted = false;

beforeAll(async () => {
  laptop = await aLaptop();
  disk = join(laptop.folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
    isMounted = true;
  } catch {
    // Only root can make a small disk, and only on Linux.
  }
});
afterAll(async () => {
  if (isMounted) execFileSync('umount', ['--lazy', disk]);
  await laptop.stop();
});

const preset = aPreset([png({ start: '0%', step: '1%' })], [format('Png', 'i-{Index}{Extension}')]);

/** Leaves that many bytes of the disk. */
function fill(bytes: number) {
  writeFileSync(join(disk, 'filler'), '');
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

it('a full disk is said by the job, when the input or an image does not fit, and by the API', async () => {
  if (!isMounted) return;
  const { client, lines } = await laptop.start({ dataFolder: join(disk, 'encoder') });
  const noise = ['-f', 'lavfi', '-i', "nullsrc=s=320x180:d=4:r=25,geq=lum='random(1)*255':cb=128:cr=128"];
  const clip = await laptop.clip('noise.mkv', ...noise, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '35');
  await anInput(laptop, client, 'noise', 'noise.mkv', readFileSync(clip));
  const size = readFileSync(clip).length;
  for (const room of [size / 2, size + 1_200_000]) {
    fill(room);
    const { job, error, names } = await encode(laptop, client, 'noise', preset);
    expect([job.state, error?.code, names]).toEqual(['Error', 'ServiceTransientError', []]);
    expect(error?.message).toMatch(/disk is full: free some space/);
  }
  fill(0);
  await expect(client.assets.createOrUpdate(resourceGroup, accountName, 'another', {})).rejects.toMatchObject({
    statusCode: 409,
    message: expect.stringContaining('disk of the local encoder') as string,
  });
  expect(lines.join('\n')).toMatch(/ENOSPC/);
});

it('a job ends for its callers when its end cannot be written', async () => {
  if (!isMounted) return;
  writeFileSync(join(disk, 'filler'), '');
  const { client, lines } = await laptop.start({ dataFolder: join(disk, 'other') });
  await anInput(laptop, client, 'small', 'small.mkv', readFileSync(join(laptop.folder, 'noise.mkv')));
  const running = encode(laptop, client, 'small', preset);
  const work = join(disk, 'other', 'work');
  const watching = setInterval(() => {
    if (existsSync(work) && readdirSync(work).length > 0) fill(0);
  }, 5);
  const { job, error } = await running.finally(() => {
    clearInterval(watching);
  });
  expect([job.state, error?.message]).toEqual(['Error', expect.stringContaining('disk is full')]);
  expect(lines.join('\n')).toMatch(/cannot be saved/);
});
