import { rmSync } from 'node:fs';
import { startFunctionsHost } from '../../../local/functions-host/functions-host.js';
import { writeApp } from './running-host.js';

const app = `
import { app } from '@azure/functions';
app.hook.appTerminate(() => { console.log('goodbye'); });
app.http('hello', { authLevel: 'anonymous', methods: ['GET', 'HEAD'], handler: (request) => ({
  body: 'hello', headers: { 'content-length': '5', 'x-host': process.env.WEBSITE_HOSTNAME } }) });
app.get('badCookie', { authLevel: 'anonymous', handler: () => ({ cookies: [{ name: 'a\\r\\nb', value: '' }] }) });
`;

describe('a host in the caller’s process', () => {
  it('serves requests until it is stopped, and can be stopped twice', async () => {
    const appRoot = writeApp({ 'functions/a.mjs': app });
    const lines: string[] = [];
    const host = await startFunctionsHost({ appRoot, port: 0, env: {}, log: (line) => lines.push(line) });
    expect(host.functions).toEqual([
      {
        name: 'badCookie',
        triggerType: 'httpTrigger',
        disabled: false,
        methods: ['GET'],
        url: `${host.url}/api/badCookie`,
      },
      {
        name: 'hello',
        triggerType: 'httpTrigger',
        disabled: false,
        methods: ['GET', 'HEAD'],
        url: `${host.url}/api/hello`,
      },
    ]);
    const response = await fetch(`${host.url}/api/hello`);
    expect(await response.text()).toBe('hello');
    expect(response.headers.get('x-host')).toBe(`localhost:${host.port}`);
    expect((await fetch(`${host.url}/api/hello`, { method: 'HEAD' })).headers.get('content-length')).toBe('5');
    // What cannot be sent fails that request alone.
    expect((await fetch(`${host.url}/api/badCookie`)).status).toBe(500);

    await Promise.all([host.stop(), host.stop()]);
    expect(await host.stopped).toBeUndefined();
    expect(lines).toContain('[info] console: goodbye');
    await expect(fetch(`${host.url}/api/hello`)).rejects.toThrow();
    rmSync(appRoot, { recursive: true });
  });
});
