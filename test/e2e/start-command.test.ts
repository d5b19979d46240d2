import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { assertPortsFree, PORTS, type Ports } from '../../local/ports.js';
import { askApi, type Thumbnail } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeClip } from './clips.js';
import { runCommand, startCommand, type Command } from './command.js';
import { freeStackPorts } from '../../local/free-ports.js';
import { assertImages } from './images.js';
import { until } from './until.js';

jest.setTimeout(90_000);
const READY = 'Ctrl-C stops everything.';

const later = cleanUpAfterwards();
let folder: string;
let ports: Ports;
let running: Command;

const asArguments = (chosen: Ports, data: string, ...more: string[]): string[] => [
  ...(Object.keys(PORTS) as (keyof Ports)[]).flatMap((part) => [`--${PORTS[part].flag}`, String(chosen[part])]),
  ...['--data', data, ...more],
];

async function list(videoId: string): Promise<Thumbnail[]> {
  const response = await askApi('GET', `http://localhost:${ports.api}/api/Videos/${videoId}/Thumbnails`);
  expect(response.status).toBe(200);
  return (await response.json()) as Thumbnail[];
}

beforeAll(async () => {
  [folder, ports] = await Promise.all([temporaryFolder(later), freeStackPorts()]);
  running = startCommand(later, 'start', asArguments(ports, join(folder, 'data')));
  await running.says(READY, 60_000);
});

describe('npm start', () => {
  let before: Thumbnail[];

  it('encodes a sample at its first start and prints a request whose real answer matches the printed one', async () => {
    before = await list('sample');
    const [poster, ...series] = before.map(({ Kind, Time }) => [Kind, Time]);
    expect(poster).toEqual(['Poster', 0]);
    expect(series.slice(0, 6)).toEqual([0, 2, 4, 6, 8, 10].map((time) => ['Thumbnail', time]));
    await assertImages(folder, before);
    expect(running.stdout()).toContain(`curl http://localhost:${ports.api}/api/Videos/sample/Thumbnails`);
    const [, shown = ''] = /whole:\s+(\{[^}]*\})/.exec(running.stdout()) ?? [];
    expect((JSON.parse(shown) as Thumbnail).ID).toBe(before[0]?.ID);
  });

  it('refuses to start twice on one folder and names the running process', async () => {
    const again = await runCommand(later, 'start', asArguments(await freeStackPorts(), join(folder, 'data')));
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`process ${running.pid}, http://localhost:${ports.api}`);
  });

  it('stops on Ctrl-C with code 0 and frees its ports, and the next start on the folder lists every video', async () => {
    // Azurite saves now and then by itself; what came a moment ago is saved by a clean stop alone.
    const clip = await makeClip(folder, 'late.mp4', { size: '64x36', rate: '25', seconds: 3 });
    const encoded = await runCommand(later, 'encode', [clip, '--data', join(folder, 'data'), '--json']);
    const ids = (JSON.parse(encoded.stdout) as Thumbnail[]).map(({ ID }) => ID);
    running.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await assertPortsFree(ports);
    expect(await readdir(join(folder, 'data'))).not.toContain('running.json');

    running = startCommand(later, 'start', asArguments(ports, join(folder, 'data')));
    await running.says(READY, 60_000);
    expect(running.stdout()).not.toContain('No video is recorded yet');
    const listed = await list('late');
    expect(listed.map(({ ID }) => ID)).toEqual(ids);
    await assertImages(folder, listed);
    expect((await list('sample')).map(({ ID }) => ID)).toEqual(before.map(({ ID }) => ID));
  });

  it('leaves no process behind when it is killed, and starts again on the same folder', async () => {
    running.kill('SIGKILL');
    await running.ended;
    await until('free ports', () =>
      assertPortsFree(ports).then(
        () => true,
        () => undefined,
      ),
    );

    running = startCommand(later, 'start', asArguments(ports, join(folder, 'data')));
    await running.says(READY, 60_000);
    expect((await list('sample')).map(({ ID }) => ID)).toEqual(before.map(({ ID }) => ID));
  });

  it.each(Object.keys(PORTS) as (keyof Ports)[])(
    'reports that the port of %s is in use and how to choose another',
    async (part) => {
      const chosen = await freeStackPorts();
      const other = createServer().listen(chosen[part], '127.0.0.1');
      await once(other, 'listening');
      later(() => other.close());
      const { code, stderr } = await runCommand(later, 'start', asArguments(chosen, join(folder, part)));
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${chosen[part]} (for ${PORTS[part].name}) is taken.`);
      expect(stderr).toContain(`--${PORTS[part].flag} `);
      await assertPortsFree({ ...chosen, [part]: (await freeStackPorts())[part] });
    },
  );
});
