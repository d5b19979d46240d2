import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeApp, runHost, type RunningHost } from './running-host.js';

const app = `
import { app } from '@azure/functions';
for (const authLevel of ['anonymous', 'function', 'admin']) app.get('level-' + authLevel, { authLevel, handler: () => ({}) });
app.eventGrid('record', { handler: () => undefined });
app.timer('tick', { schedule: '0 0 0 * * *', handler: () => undefined });
`;

interface KeyFile {
  masterKey: string;
  functionKeys: { default: string };
  systemKeys: { eventgrid_extension: string };
}

const JSON_TYPE = { 'content-type': 'application/json' };
let host: RunningHost;
let keyFile: string;
let keys: KeyFile;
beforeAll(async () => {
  const folder = writeApp({ 'functions/levels.mjs': app });
  host = await runHost(folder, ['--auth', '--data', join(folder, 'data')]);
  keyFile = join(folder, 'data', 'keys.json');
  keys = JSON.parse(readFileSync(keyFile, 'utf8')) as KeyFile;
});
afterAll(() => host.stop());

async function statusOf(path: string, key?: string, init: RequestInit = {}): Promise<number> {
  const headers = { ...(init.headers as Record<string, string>), ...(key !== undefined && { 'x-functions-key': key }) };
  return (await fetch(host.url + path, { ...init, headers })).status;
}

describe('a host with key checks', () => {
  it('accepts only the keys of each auth level', async () => {
    const presented = [
      undefined,
      'wrong',
      keys.systemKeys.eventgrid_extension,
      keys.functionKeys.default,
      keys.masterKey,
    ];
    const statuses = (path: string) => Promise.all(presented.map((key) => statusOf(path, key)));
    expect(await statuses('/api/level-anonymous')).toEqual([200, 200, 200, 200, 200]);
    expect(await statuses('/api/level-function')).toEqual([401, 401, 401, 200, 200]);
    expect(await statuses('/api/level-admin')).toEqual([401, 401, 401, 401, 200]);
  });

  it('rejects a request without details', async () => {
    expect(await (await fetch(`${host.url}/api/level-function`)).text()).toBe('');
  });

  it('accepts a key in the query string', async () => {
    expect(await statusOf(`/api/level-function?code=${keys.functionKeys.default}`)).toBe(200);
  });

  it('requires the system key or the master key for the Event Grid webhook', async () => {
    const path = '/runtime/webhooks/EventGrid?functionName=record';
    const init = { method: 'POST', body: '[]', headers: { ...JSON_TYPE, 'aeg-event-type': 'Notification' } };
    expect(await statusOf(path, undefined, init)).toBe(401);
    expect(await statusOf(path, keys.functionKeys.default, init)).toBe(401);
    expect(await statusOf(`${path}&code=${keys.systemKeys.eventgrid_extension}`, undefined, init)).toBe(202);
    expect(await statusOf(path, keys.masterKey, init)).toBe(202);
  });

  it('requires the master key for the admin routes except ping', async () => {
    const init = { method: 'POST', body: '{}', headers: JSON_TYPE };
    expect(await statusOf('/admin/functions/tick', keys.functionKeys.default, init)).toBe(401);
    expect(await statusOf('/admin/functions/tick', keys.masterKey, init)).toBe(202);
    expect(await statusOf('/admin/host/ping')).toBe(200);
  });

  it('prints the path of the key file and no key', () => {
    expect(host.output()).toContain(keyFile);
    expect(host.output()).not.toContain(keys.masterKey);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });
});
