import type { AzureMediaServices } from '@azure/arm-mediaservices';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { close, listen, portOf } from '../../../local/media-services/listen.js';
import { anInput, aPreset, format, jobWhen, jpg } from './encode.js';
import { accountName, aLaptop, type Laptop, resourceGroup } from './laptop.js';

interface Received {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly event: Record<string, unknown>;
}

/** A webhook that answers as it is told, and remembers what it got. */
async function aWebhook(answer: (received: Received, count: number) => number, port = 0) {
  const received: Received[] = [];
  const server: Server = await listen(port, '127.0.0.1');
  server.on('request', (request, response) => {
    void text(request).then((body) => {
      const parsed = (body ? JSON.parse(body) : {}) as Record<string, unknown> | [Record<string, unknown>];
      const event = Array.isArray(parsed) ? parsed[0] : parsed;
      const one = { method: request.method, headers: request.headers, event };
      if (request.headers['aeg-event-type'] === 'SubscriptionValidation') {
        const { validationCode } = event['data'] as { validationCode: string };
        response.end(JSON.stringify({ validationResponse: validationCode }));
      } else if (request.method === 'OPTIONS') {
        response.setHeader('WebHook-Allowed-Origin', String(request.headers['webhook-request-origin'])).end();
      } else {
        received.push(one);
        response.writeHead(answer(one, received.length)).end();
      }
    });
  });
  const when = async (isThere: () => boolean) => {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const url = `http://127.0.0.1:${portOf(server)}/runtime/webhooks/EventGrid?functionName=recordThumbnails&code=hush`;
  return { url, received, when, port: portOf(server), close: () => close(server) };
}

const typeOf = ({ event }: Received) => String(event['eventType'] ?? event['type']).replace('Microsoft.Media.', '');

let laptop: Laptop;
let clip: string;
beforeAll(async () => {
  laptop = await aLaptop();
  clip = await laptop.clip('a.mp4', '-f', 'lavfi', '-i', 'testsrc=d=2:s=64x64');
});
afterAll(() => laptop.stop());

async function submit(client: AzureMediaServices) {
  await anInput(laptop, client, 'in', 'a.mp4', clip);
  await client.assets.createOrUpdate(resourceGroup, accountName, 'out', {});
  const preset = aPreset([jpg({ start: '0%', range: '1' })], [format('Jpg', 'i{Extension}')]);
  await client.transforms.createOrUpdate(resourceGroup, accountName, 't', { outputs: [{ preset }] });
  await client.jobs.create(resourceGroup, accountName, 't', 'j', {
    input: { odataType: '#Microsoft.Media.JobInputAsset', assetName: 'in' },
    outputs: [{ odataType: '#Microsoft.Media.JobOutputAsset', assetName: 'out', label: 'mine' }],
    correlationData: { videoId: 'v 1' },
  });
}

it("the encoder sends all events of a job, an output's before its job's, one a request", async () => {
  const hook = await aWebhook(() => 202);
  const dataFolder = join(laptop.folder, 'all');
  const encoder = await laptop.start({ dataFolder, webhookUrl: hook.url, includedEventTypes: ['*'] });
  await submit(encoder.client);
  await hook.when(() => hook.received.some((one) => typeOf(one) === 'JobFinished'));
  expect(hook.received.map(typeOf).filter((type) => type !== 'JobOutputProgress')).toEqual([
    ...['JobOutputStateChange', 'JobOutputScheduled', 'JobStateChange', 'JobScheduled'],
    ...['JobStateChange', 'JobProcessing', 'JobOutputStateChange', 'JobOutputProcessing'],
    ...['JobOutputStateChange', 'JobOutputFinished', 'JobStateChange', 'JobFinished'],
  ]);
  const finished = hook.received.at(-1);
  expect(finished?.headers).toMatchObject({ 'aeg-event-type': 'Notification', 'aeg-delivery-count': '1' });
  expect(finished?.event).toMatchObject({
    subject: 'transforms/t/jobs/j',
    data: {
      previousState: 'Processing',
      state: 'Finished',
      outputs: [{ assetName: 'out', label: 'mine', progress: 100, state: 'Finished', error: null }],
      correlationData: { videoId: 'v 1' },
    },
  });
  await encoder.stop();
  await hook.close();
});

it('the encoder delivers again after a 500, and dead-letters an event that is answered with 400', async () => {
  const dataFolder = join(laptop.folder, 'again');
  const hook = await aWebhook((one, count) => (typeOf(one) === 'JobOutputFinished' ? 400 : count === 1 ? 500 : 200));
  const encoder = await laptop.start({ dataFolder, webhookUrl: hook.url, retryScale: 0.005 });
  await submit(encoder.client);
  const first = () => hook.received.filter((one) => one.event['id'] === hook.received[0]?.event['id']);
  await hook.when(() => first().length > 1 && hook.received.some((one) => typeOf(one) === 'JobFinished'));
  expect(first().map(({ headers }) => headers['aeg-delivery-count'])).toEqual(['1', '2']);

  const letters = join(dataFolder, 'dead-letters');
  await hook.when(() => readdirSync(letters).some((name) => name.endsWith('.json')));
  const letter: unknown = JSON.parse(readFileSync(join(letters, readdirSync(letters)[0] ?? ''), 'utf8'));
  expect(letter).toMatchObject({
    eventType: 'Microsoft.Media.JobOutputFinished',
    deliveryAttempts: 1,
    lastDeliveryOutcome: 'BadRequest',
  });
  expect(encoder.lines.join('\n')).toMatch(/JobOutputFinished .* dead-lettered after 1 attempts/);
  expect(encoder.lines.join('\n')).not.toContain('hush');
  await encoder.stop();
  await hook.close();
});

it('the encoder keeps events over a restart, and until the endpoint is up and has accepted the subscription', async () => {
  const dataFolder = join(laptop.folder, 'late');
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const port = portOf(free);
  await close(free);
  const webhookUrl = `http://127.0.0.1:${port}/runtime/webhooks/EventGrid`;
  const early = await laptop.start({ dataFolder, webhookUrl });
  await submit(early.client);
  await jobWhen(early.client, 't', 'j');
  await early.stop();

  const hook = await aWebhook(() => 200, port);
  const late = await laptop.start({ dataFolder, webhookUrl });
  await hook.when(() => hook.received.some((one) => typeOf(one) === 'JobFinished'));
  expect(hook.received.map(typeOf)).toEqual([
    ...['JobOutputScheduled', 'JobOutputProcessing', 'JobOutputFinished', 'JobFinished'],
  ]);
  await hook.when(() => readdirSync(join(dataFolder, 'events')).length === 0);
  await late.stop();
  await hook.close();
});

it('the encoder speaks CloudEvents: an OPTIONS handshake, then one object a request', async () => {
  const hook = await aWebhook(() => 204);
  const dataFolder = join(laptop.folder, 'cloud');
  const encoder = await laptop.start({ dataFolder, webhookUrl: hook.url, eventSchema: 'CloudEvents' });
  await submit(encoder.client);
  await hook.when(() => hook.received.some((one) => typeOf(one) === 'JobFinished'));
  expect(hook.received.at(-1)).toMatchObject({
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    event: { specversion: '1.0', type: 'Microsoft.Media.JobFinished' },
  });
  await encoder.stop();
  await hook.close();
});
