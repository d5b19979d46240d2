import type { HostFunction } from '../../../local/functions-host/function-index.js';
import type { Call } from '../../../local/functions-host/invoke-function.js';
import { answerEventGrid, type WebhookRequest } from '../../../local/functions-host/webhooks/event-grid-webhook.js';
import { aHostFunction } from './function-fixtures.js';

const record = aHostFunction('record', 'eventGridTrigger');
const batch = aHostFunction('batch', 'eventGridTrigger', { cardinality: 'many' });
const off: HostFunction = { ...aHostFunction('off', 'eventGridTrigger'), disabled: true };

async function post(eventType: string | undefined, body: unknown, options: Partial<WebhookRequest> = {}, fails = '') {
  const calls: Call[] = [];
  const request: WebhookRequest = {
    method: 'POST',
    functionName: 'record',
    headers: eventType === undefined ? {} : { 'aeg-event-type': eventType },
    readText: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
    ...options,
  };
  const answer = await answerEventGrid(
    request,
    [record, batch, off, aHostFunction('web', 'httpTrigger')],
    (_, call) => {
      calls.push(call);
      const failed = fails !== '' && call.input.json?.includes(fails) === true;
      return Promise.resolve(failed ? { succeeded: false } : { succeeded: true, returned: undefined });
    },
  );
  return { answer, calls };
}

describe('the Event Grid webhook', () => {
  it('runs each event of a notification on its own and answers 202', async () => {
    const { answer, calls } = await post('Notification', [{ id: '1', data: { A: 1 } }, { id: '2' }]);
    expect(answer).toEqual({ status: 202 });
    expect(calls.map(({ input }) => JSON.parse(input.json ?? '') as unknown)).toEqual([
      { id: '1', data: { A: 1 } },
      { id: '2' },
    ]);
    expect(calls.map(({ triggerMetadata }) => triggerMetadata)).toEqual([{ data: { json: '{"A":1}' } }, undefined]);
  });

  it('starts all events at once', async () => {
    let started = 0;
    let release: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (release = resolve));
    const answer = await answerEventGrid(
      {
        method: 'POST',
        functionName: 'record',
        headers: { 'aeg-event-type': 'Notification' },
        readText: () => Promise.resolve(JSON.stringify([1, 2, 3])),
      },
      [record],
      async () => {
        if (++started === 3) release();
        await all;
        return { succeeded: true, returned: undefined };
      },
    );
    expect(answer.status).toBe(202);
  });

  it('accepts a single object as one event', async () => {
    const { answer, calls } = await post('notification', { id: '1', data: 'text' });
    expect([answer.status, calls.length]).toEqual([202, 1]);
    expect(calls[0]?.triggerMetadata).toEqual({ data: { string: 'text' } });
  });

  it('answers 500 when any event fails, after all have run', async () => {
    const { answer, calls } = await post('Notification', [{ id: 'bad' }, { id: 'good' }], {}, 'bad');
    expect(answer).toEqual({ status: 500, text: 'Exception while executing function: Functions.record' });
    expect(calls).toHaveLength(2);
  });

  it('passes on the whole batch where the trigger has cardinality many', async () => {
    const { calls } = await post('Notification', [{ data: 1 }, { data: 2 }], { functionName: 'batch' });
    expect(calls.map(({ input }) => input.json)).toEqual(['[{"data":1},{"data":2}]']);
    expect(calls[0]?.triggerMetadata).toEqual({ data: { json: '[1,2]' } });
  });

  it('answers 202 to an empty array and to an unsubscription, and runs nothing', async () => {
    for (const type of ['Notification', 'Unsubscribe']) {
      const { answer, calls } = await post(type, []);
      expect([answer.status, calls.length]).toEqual([202, 0]);
    }
  });

  it.each([
    ['an array of events', [{ data: { validationCode: 'CODE' } }]],
    ['an object whose data is JSON text', { data: '{"validationCode":"CODE"}' }],
  ])('returns the validation code of %s', async (_, body) => {
    const { answer, calls } = await post('SubscriptionValidation', body);
    expect(answer).toEqual({ status: 200, text: '{"validationResponse":"CODE"}' });
    expect(calls).toEqual([]);
  });

  it.each([
    ['eventgrid.azure.us', 'eventgrid.azure.us'],
    ['evil.example', 'eventgrid.azure.net'],
    [undefined, 'eventgrid.azure.net'],
  ])('allows the origin %s as %s in the CloudEvents handshake', async (asked, allowed) => {
    const headers = asked === undefined ? {} : { 'webhook-request-origin': asked };
    const { answer } = await post(undefined, '', { method: 'OPTIONS', headers });
    expect(answer).toEqual({ status: 200, headers: { 'Webhook-Allowed-Origin': allowed } });
  });

  it.each(['Record', 'web', 'off', 'nobody', ''])('rejects the unknown function %j', async (functionName) => {
    const { answer } = await post('Notification', [], { functionName });
    expect(answer).toEqual({ status: 404, text: `cannot find function: '${functionName}'` });
  });

  it.each([undefined, 'Other'])('answers 400 to the event type %s', async (type) => {
    expect((await post(type, [])).answer).toEqual({ status: 400 });
  });

  it('fails on what is not JSON', async () => {
    await expect(post('Notification', 'no json')).rejects.toThrow(SyntaxError);
  });
});
