import { join } from 'node:path';
import { freeStackPorts } from '../../local/free-ports.js';
import { assertPortsFree, PORTS, type Ports } from '../../local/ports.js';
import { askApi, type Thumbnail } from '../e2e/app.js';
import { cleanUpAfterwards, temporaryFolder } from '../e2e/clean-up.js';
import { makeClip } from '../e2e/clips.js';
import { startProgram, type Command } from '../e2e/command.js';
import { assertImages } from '../e2e/images.js';
import { until } from '../e2e/until.js';
import { findTree } from './process-tree.js';

/** Both commands build before they run, on a machine that may be slow. */
const WITHIN_MS = 120_000;
jest.setTimeout(WITHIN_MS + 30_000);

const later = cleanUpAfterwards();
let folder: string;
let data: string[];
let ports: Ports;
let started: Command;

beforeAll(async () => {
  [folder, ports] = await Promise.all([temporaryFolder(later), freeStackPorts()]);
  data = ['--data', join(folder, 'data')];
  const flags = (Object.keys(PORTS) as (keyof Ports)[]).flatMap((part) => [`--${PORTS[part].flag}`, `${ports[part]}`]);
  started = startProgram(later, 'npm', ['start', '--', '--no-sample', ...data, ...flags]);
  await started.says('Ctrl-C stops everything.', WITHIN_MS);
});

describe('npm start', () => {
  it('serves the images that npm run encode makes of a file, by the URLs that the API lists', async () => {
    const clip = await makeClip(folder, 'clip.mp4', { size: '64x36', rate: '25', seconds: 2 });
    const options = ['--video-id', 'my-video', '--every', '1s', '--height', '36', '--sprite', '2', ...data];
    const encoded = await startProgram(later, 'npm', ['run', 'encode', '--', clip, ...options]).ended;
    const request = `http://localhost:${ports.api}/api/Videos/my-video/Thumbnails`;
    expect(encoded).toMatchObject({ code: 0, stdout: expect.stringContaining(`GET ${request}\n`) as string });

    const response = await askApi('GET', request);
    const listed = (await response.json()) as Thumbnail[];
    expect(listed.map(({ Kind }) => Kind)).toEqual(['Poster', 'Thumbnail', 'Thumbnail', 'Sprite']);
    await assertImages(folder, listed);
  });

  it('stops everything and frees its ports when npm gets SIGTERM', async () => {
    const tree = findTree(later, started.pid);
    for (const part of ['tools/run.mjs local/start.js', 'azurite', 'functions-host/main.js', 'media-services/main.js'])
      expect(tree.commands).toContainEqual(expect.stringContaining(part));

    started.kill('SIGTERM');
    const isOver = (): Promise<true | undefined> => Promise.resolve(tree.running().length === 0 || undefined);
    await until('the end of every process', isOver).catch(() => undefined);
    expect(tree.running()).toEqual([]);
    await assertPortsFree(ports);
    const { code, stdout } = await started.ended;
    // A shell that npm starts may end by the signal, and npm with it; or it is replaced by the command, whose code is 0.
    expect([-1, 0]).toContain(code);
    expect(stdout).toMatch(/\nStopping …\nStopped\. What was recorded is in .+ for the next start\.\n$/);
  });
});
