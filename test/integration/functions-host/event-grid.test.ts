import { writeApp, runHost, type RunningHost } from './running-host.js';

const app = `
import { app } from '@azure/functions';
const seen = [];
app.eventGrid('record', { handler: (event, context) => {
  seen.push(event.id);
  context.log('metadata of ' + event.id, JSON.stringify(context.triggerMetadata));
  if (event.data?.fail) throw new Error('failed on purpose');
} });
app.eventGrid('batch', {
  trigger: { type: 'eventGridTrigger', name: 'events', cardinality: 'many' },
  handler: (events) => { seen.push('batch of ' + events.length); },
});
app.get('seen', { authLevel: 'anonymous', handler: () => ({ jsonBody: seen.splice(0).sort() }) });
`;

let host: RunningHost;
beforeAll(async () => {
  host = await runHost(writeApp({ 'functions/record.mjs': app }));
});
afterAll(() => host.stop());

async function post(eventType: string, body: string, functionName = 'record'): Promise<[number, string]> {
  const response = await fetch(`${host.url}/runtime/webhooks/eventgrid?functionName=${functionName}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'aeg-event-type': eventType },
    body,
  });
  return [response.status, await response.text()];
}

const seen = async (): Promise<unknown> => (await fetch(`${host.url}/api/seen`)).json();

describe('an event posted to the host', () => {
  it('runs the function once, with its data as metadata, and gets 202', async () => {
    const events = [{ id: 'a', data: { State: 'Finished' } }, { id: 'b' }];
    expect(await post('Notification', JSON.stringify(events))).toEqual([202, '']);
    expect(await seen()).toEqual(['a', 'b']);
    await host.hasWritten('metadata of a {"data":{"state":"Finished"}}');
  });

  it('gets 500 when one event of its batch fails', async () => {
    const [status, text] = await post('Notification', '[{"id":"a","data":{"fail":true}},{"id":"b"}]');
    expect([status, text]).toEqual([500, 'Exception while executing function: Functions.record']);
    expect(await seen()).toEqual(['a', 'b']);
  });

  it('is passed in one batch when the trigger has cardinality many', async () => {
    expect(await post('Notification', '[{"id":"a"},{"id":"b"}]', 'batch')).toEqual([202, '']);
    expect(await seen()).toEqual(['batch of 2']);
  });

  it('is rejected when it is not JSON or names an unknown function', async () => {
    expect(await post('Notification', 'nonsense')).toEqual([500, '']);
    expect(await post('Notification', '[]', 'Record')).toEqual([404, "cannot find function: 'Record'"]);
    expect((await post('Other', '[]'))[0]).toBe(400);
  });
});

describe('an Event Grid subscription', () => {
  it('is validated by the Event Grid handshake without running the function', async () => {
    const body = '[{"id":"v","data":{"validationCode":"512d38b6"}}]';
    expect(await post('SubscriptionValidation', body)).toEqual([200, '{"validationResponse":"512d38b6"}']);
    expect(await seen()).toEqual([]);
  });

  it('is validated by the CloudEvents handshake', async () => {
    const response = await fetch(`${host.url}/runtime/webhooks/EventGrid?functionName=record`, {
      method: 'OPTIONS',
      headers: { 'WebHook-Request-Origin': 'eventgrid.azure.net' },
    });
    expect([response.status, response.headers.get('webhook-allowed-origin')]).toEqual([200, 'eventgrid.azure.net']);
  });
});
