import { connect } from 'node:net';
import { once } from 'node:events';
import { writeApp, runHost, type RunningHost } from './running-host.js';

const app = `
import { app } from '@azure/functions';

app.hook.preInvocation(({ hookData, invocationContext }) => { hookData.seenBy = invocationContext.functionName; });
app.hook.postInvocation((context) => {
  if (context.error?.message === 'forgiven') { context.error = null; context.result = { body: context.hookData.seenBy }; }
});

app.get('blit', { authLevel: 'anonymous', route: 'x/lit', handler: () => ({ body: 'blit' }) });
app.get('awild', { authLevel: 'anonymous', route: 'x/{name}', handler: (request) => ({ body: 'awild ' + request.params.name }) });
app.post('echo', {
  authLevel: 'anonymous',
  handler: async (request) => ({ body: await request.arrayBuffer(), headers: { 'content-type': 'application/octet-stream' } }),
});
app.get('show', {
  authLevel: 'anonymous',
  route: 'show/{id:int}/{rest?}',
  handler: (request, context) => ({
    jsonBody: { url: request.url, params: request.params, query: [...request.query], trace: context.traceContext.traceParent },
    cookies: [{ name: 'c', value: 'v', httpOnly: true, sameSite: 'Lax' }],
  }),
});
app.http('nothing', { authLevel: 'anonymous', handler: () => undefined });
app.http('throws', { authLevel: 'anonymous', handler: () => { throw new Error('thrown on purpose'); } });
app.http('notObject', { authLevel: 'anonymous', handler: () => 'text' });
app.http('forgiven', { authLevel: 'anonymous', handler: () => { throw new Error('forgiven'); } });
app.http('off', { authLevel: 'anonymous', handler: () => ({}) });
app.http('env', { authLevel: 'anonymous', handler: () => ({ jsonBody: {
  both: process.env.IN_BOTH, file: process.env.IN_FILE, kind: process.env.AZURE_FUNCTIONS_ENVIRONMENT, cwd: process.cwd() } }) });
app.http('logs', { authLevel: 'anonymous', handler: (request, context) => {
  context.info('an info'); context.warn('a warning'); context.debug('a debug'); console.log('to the console'); return {};
} });
app.timer('tick', { schedule: '0 0 0 * * *', handler: (timer, context) => { context.log('ticked', timer.isPastDue); } });
`;

const JSON_TYPE = { 'content-type': 'application/json' };
let host: RunningHost;
beforeAll(async () => {
  const folder = writeApp({
    'functions/all.mjs': app,
    'local.settings.json': '{"Values":{"IN_FILE":"file","IN_BOTH":"file","AzureWebJobs.off.Disabled":true}}',
  });
  host = await runHost(folder, [], { IN_BOTH: 'environment' });
});
afterAll(() => host.stop());

const get = (path: string, init?: RequestInit) => fetch(host.url + path, init);

async function statusAndText(path: string, init?: RequestInit): Promise<[number, string]> {
  const response = await get(path, init);
  return [response.status, await response.text()];
}

describe('the host', () => {
  it('matches routes in the order of the function names', async () => {
    expect(await statusAndText('/api/x/lit')).toEqual([200, 'awild lit']);
    expect(await statusAndText('/API/X/lit/')).toEqual([200, 'awild lit']);
  });

  it('answers a wrong method, HEAD, OPTIONS, an unknown path and a disabled function with an empty 404', async () => {
    expect(await statusAndText('/api/x/lit', { method: 'POST' })).toEqual([404, '']);
    expect(await statusAndText('/api/x/lit', { method: 'HEAD' })).toEqual([404, '']);
    expect(await statusAndText('/api/x/lit', { method: 'OPTIONS' })).toEqual([404, '']);
    expect(await statusAndText('/api/unknown')).toEqual([404, '']);
    expect(await statusAndText('/api/off')).toEqual([404, '']);
  });

  it('passes URL, parameters, query and trace to the function', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const response = await get('/api/show/7/a%20b?d=1&d=2', { headers: { traceparent } });
    expect(await response.json()).toEqual({
      url: `${host.url}/api/show/7/a%20b?d=1&d=2`,
      params: { id: '7', rest: 'a b' },
      query: [['d', '1,2']],
      trace: expect.stringMatching(
        /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/,
      ) as string,
    });
    expect(response.headers.get('set-cookie')).toBe('c=v; path=/; samesite=lax; httponly');
  });

  it('passes small and large bodies as bytes, and a chunked body as empty', async () => {
    for (const size of [1, 5_000, 300_000]) {
      const body = Uint8Array.from({ length: size }, (_, index) => index % 256);
      const response = await get('/api/echo', { method: 'POST', body });
      expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), body)).toBe(0);
    }
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array([1]));
        controller.close();
      },
    });
    const chunked: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
    expect(await statusAndText('/api/echo', chunked)).toEqual([200, '']);
  });

  it('answers a body over the size limit with 413', async () => {
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write('POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857601\r\n\r\n');
    expect(String(await once(socket, 'data'))).toContain('HTTP/1.1 413');
    socket.destroy();
  });

  it('answers a malformed URL with 400 and keeps running', async () => {
    expect(await statusAndText('/api/%zz')).toEqual([400, '']);
    expect((await get('/api/nothing')).status).toBe(204);
  });

  it('keeps running when a client disconnects while sending its body', async () => {
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write('POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc', () => socket.destroy());
    await once(socket, 'close');
    expect((await get('/api/nothing')).status).toBe(204);
  });

  it('answers an exception or an invalid result with an empty 500 and logs it', async () => {
    expect(await statusAndText('/api/throws')).toEqual([500, '']);
    expect(await statusAndText('/api/notObject')).toEqual([500, '']);
    await host.hasWritten('Error: thrown on purpose\n        at ');
    await host.hasWritten('The HTTP response must be an object');
  });

  it('lets a postInvocation hook clear an error', async () => {
    expect(await statusAndText('/api/forgiven')).toEqual([200, 'forgiven']);
  });

  it('passes local.settings.json to the app, and environment variables override it', async () => {
    expect(await (await get('/api/env')).json()).toMatchObject({
      both: 'environment',
      file: 'file',
      kind: 'Development',
      cwd: expect.stringContaining('functions-host-app-') as string,
    });
  });

  it('prints the logs of functions at level Information and above', async () => {
    await get('/api/logs');
    await host.hasWritten('[info] logs: an info\n');
    await host.hasWritten('[warn] logs: a warning\n');
    await host.hasWritten('[info] console: to the console\n');
    expect(host.output()).not.toContain('a debug');
    expect(host.output()).not.toContain('Executing');
  });

  it('runs a timer on request', async () => {
    const run = (name: string, body?: string) =>
      statusAndText(`/admin/functions/${name}`, { method: 'POST', headers: JSON_TYPE, body: body ?? null });
    expect(await run('tick', '{"input":""}')).toEqual([202, '']);
    await host.hasWritten('[info] tick: ticked false\n');
    expect((await run('tick'))[0]).toBe(400);
    expect((await run('nobody', '{}'))[0]).toBe(404);
  });

  it('serves a home page', async () => {
    const [status, text] = await statusAndText('/');
    expect([status, text]).toEqual([200, expect.stringContaining('contact sheet')]);
    const { status: found, headers } = await get('/?video=a%2Fb', { redirect: 'manual' });
    expect([found, headers.get('location')]).toEqual([302, '/api/Videos/a%2Fb/ContactSheet']);
  });

  it('starts nothing for a page of another site', async () => {
    const forge = (headers: Record<string, string>) =>
      statusAndText('/admin/functions/tick', { method: 'POST', headers, body: '{"input":""}' });
    expect((await forge({ ...JSON_TYPE, origin: 'https://evil.example' }))[0]).toBe(403);
    expect((await forge({ 'content-type': 'text/plain' }))[0]).toBe(415);
    expect((await forge(JSON_TYPE))[0]).toBe(202);
  });

  it('lists its functions at start', () => {
    expect(host.output()).toContain(`awild: [GET] ${host.url}/api/x/{name}\nblit: [GET] ${host.url}/api/x/lit\n`);
    expect(host.output()).toContain('tick: timerTrigger');
    expect(host.output()).toContain(`listening on ${host.url} (12 functions)`);
  });
});
