import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { writePidFile } from '../../local/running.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { runCommand, startCommand } from './command.js';
import { officialEvent } from './events.js';
import { until } from './until.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
const replay = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommand(later, 'replay', args, { EVENT_KEY: '', ...env });
const dead = {
  ...{ deadLetterReason: 'MaxDeliveryAttemptsExceeded', deliveryAttempts: 30, lastDeliveryOutcome: 'GenericError' },
  ...{ publishTime: '2026-11-20T12:00:00Z', lastDeliveryAttemptTime: '2026-11-21T12:00:00Z' },
};
const cloudEvent = {
  ...officialEvent('cloudevents/JobFinished.docs'),
  deadletterreason: 'MaxDeliveryAttemptsExceeded',
};
const eventGridEvent = { ...officialEvent('eventgrid/JobFinished.docs'), ...dead };

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder(later);
});

/** Stands for the app: remembers what it gets, and answers what it is told. */
async function startWebhook(statuses: number[]) {
  const got: { url: string | undefined; headers: IncomingHttpHeaders; body: unknown }[] = [];
  const beforeAnswer: (count: number) => Promise<unknown> = () => Promise.resolve();
  const webhook = { got, url: '', beforeAnswer };
  const server: Server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(401).end();
      return;
    }
    void json(request).then(async (body) => {
      const count = got.push({ url: request.url, headers: request.headers, body });
      await webhook.beforeAnswer(count);
      response.writeHead(statuses.shift() ?? 202, { location: 'http://127.0.0.1:9/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(() => server.close());
  webhook.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return webhook;
}

let files = 0;
async function letters(...events: readonly unknown[]): Promise<string> {
  const file = join(folder, `letters-${++files}.json`);
  await writeFile(file, JSON.stringify(events));
  return file;
}

describe('npm run replay', () => {
  it('delivers one event per request, without the dead-letter fields of Event Grid and with the key in a header', async () => {
    const { got, url } = await startWebhook([]);
    const args = [await letters(eventGridEvent, cloudEvent), '--url', `${url}/`];
    expect(await replay(args, { EVENT_KEY: 'secret' })).toMatchObject({ code: 0 });
    expect(got.map(({ body }) => body)).toEqual([
      [officialEvent('eventgrid/JobFinished.docs')],
      officialEvent('cloudevents/JobFinished.docs'),
    ]);
    for (const { url: path, headers } of got) {
      expect(path).toBe('/runtime/webhooks/EventGrid?functionName=recordThumbnails');
      expect(headers).toMatchObject({ 'aeg-event-type': 'Notification', 'x-functions-key': 'secret' });
    }
    expect(got.map(({ headers }) => headers['content-type']?.split(';')[0])).toEqual([
      'application/json',
      'application/cloudevents+json',
    ]);
  });

  it('reads folders recursively and reports files without events', async () => {
    const tree = join(folder, 'SUBSCRIPTION');
    await mkdir(join(tree, '2026/11/20/12'), { recursive: true });
    await writeFile(join(tree, '2026/11/20/12/b.json'), JSON.stringify([eventGridEvent, eventGridEvent]));
    await writeFile(join(tree, 'a.json'), `\uFEFF${JSON.stringify(cloudEvent)}`);
    await writeFile(join(tree, 'notes.txt'), 'no letter');
    await writeFile(join(tree, 'z.json'), '[{ "id": "no event" }]');
    const { code, stdout, stderr } = await replay([tree, '--dry-run', '--json']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/z\.json: is not a list of events\n$/) as string,
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatchObject({
      outcome: 'listed',
      type: 'Microsoft.Media.JobFinished',
      why: 'MaxDeliveryAttemptsExceeded, GenericError',
    });
    expect(lines.at(-1)).toEqual({
      summary: { files: 3, unreadable: 1, listed: 3, delivered: 0, rejected: 0, ignored: 0, failed: 0 },
    });
  });

  it('reports failed events, continues, and writes them to a file that can be replayed', async () => {
    const failing = await startWebhook([202, 500, 302, 202]);
    const file = await letters(
      eventGridEvent,
      { ...eventGridEvent, id: 'two' },
      { ...cloudEvent, id: 'three' },
      eventGridEvent,
    );
    const kept = join(folder, 'failed.json');
    const { code, stdout } = await replay([file, '--url', failing.url, '--failed', kept]);
    expect(code).toBe(1);
    expect(stdout.split('\n').map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      ...['delivered 202', 'failed 500', 'failed 302', 'delivered 202'],
      ...['1 files, 0 unreadable, 0 listed, 2 delivered, 0 rejected, 0 ignored, 2 failed', ''],
    ]);
    expect(JSON.parse(await readFile(kept, 'utf8'))).toEqual([
      { ...eventGridEvent, id: 'two' },
      { ...cloudEvent, id: 'three' },
    ]);
    expect(await replay([kept, '--url', failing.url])).toMatchObject({ code: 0 });
  });

  it('finishes the delivery in progress on Ctrl-C and writes the failed events to a file', async () => {
    const failing = await startWebhook([500]);
    const file = await letters(eventGridEvent, { ...eventGridEvent, id: 'two' }, { ...cloudEvent, id: 'three' });
    const kept = join(folder, 'stopped.json');
    const command = startCommand(later, 'replay', [file, '--url', failing.url, '--failed', kept], { EVENT_KEY: '' });
    failing.beforeAnswer = (count) => {
      if (count !== 2) return Promise.resolve();
      command.kill('SIGINT');
      return until('the message', () => Promise.resolve(command.stderr().includes('Stopping') || undefined));
    };
    const { code, stdout } = await command.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('1 files, 0 unreadable, 0 listed, 1 delivered, 0 rejected, 0 ignored, 1 failed');
    expect(failing.got).toHaveLength(2);
    expect(JSON.parse(await readFile(kept, 'utf8'))).toEqual([eventGridEvent]);
  });

  it('retries while the app is starting or busy', async () => {
    const { got, url } = await startWebhook([503]);
    expect(await replay([await letters(eventGridEvent), '--url', url])).toMatchObject({ code: 0 });
    expect(got).toHaveLength(2);
  });

  it('delivers to what npm start runs, and says where the outcome is when the app does not', async () => {
    const { got, url } = await startWebhook([202]);
    await writePidFile(folder, { pid: process.pid, apiUrl: url, encoderUrl: '', connectionString: '', auth: false });
    const { code, stdout } = await replay([await letters(eventGridEvent), '--data', folder]);
    expect({ code, events: got.length }).toEqual({ code: 0, events: 1 });
    expect(stdout).toMatch(/^delivered\t202\tthe app’s log says what it recorded\t/);
  });

  it.each([
    [401, /^401: .*into EVENT_KEY/],
    [404, /^404: there is no function recordThumbnails/],
  ])('stops at the first event when every event would fail with the same status: %i', async (status, message) => {
    const { got, url } = await startWebhook([status]);
    const { code, stderr, stdout } = await replay([await letters(eventGridEvent, cloudEvent), '--url', url]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stdout).toContain('0 delivered, 0 rejected, 0 ignored, 0 failed');
    expect(got).toHaveLength(1);
  });

  it('never prints the key', async () => {
    const { url } = await startWebhook([403]);
    const { stdout, stderr } = await replay([await letters(eventGridEvent), '--url', url], { EVENT_KEY: 'secret' });
    expect(stderr).toContain('The key in EVENT_KEY is not');
    expect(stdout + stderr).not.toContain('secret');
  });

  it.each([
    [
      ['--url', 'http://127.0.0.1:9', 'test/fixtures/events/other/deadletter.eventgrid.docs.json'],
      /No answer from http:\/\/127\.0\.0\.1:9\..* npm start/,
    ],
    [['--url', 'http://contoso.example', 'package.json'], /--url: 'http:\/\/contoso\.example'/],
    [['missing'], /There is no file or folder .*missing/],
    [[], /Which file\?/],
    [['--key', 'x', 'package.json'], /--key.*--help/],
  ])('reports what is wrong with %j', async (args, message) => {
    const { code, stderr } = await replay(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });
});
