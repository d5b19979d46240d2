import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { writeApp, runHost, type RunningHost } from './running-host.js';

const app = `
import { app } from '@azure/functions';
const levels = { authLevel: 'anonymous' };
app.hook.appTerminate(() => { console.log('terminated in good order'); });
let release;
const held = new Promise((resolve) => { release = resolve; });
app.get('hold', { ...levels, handler: async (request, context) => { context.log('holding'); await held; return { body: 'held' }; } });
app.get('slow', { ...levels, handler: async (request, context) => { context.log('slow'); await new Promise((r) => setTimeout(r, 300)); return { body: 'slow' }; } });
app.get('float', { ...levels, handler: async () => { Promise.reject(new Error('left floating')); await held; } });
app.get('exit', { ...levels, handler: async () => { process.exit(0); } });
app.get('fine', { ...levels, handler: () => ({ body: 'fine' }) });
`;

const hosts: RunningHost[] = [];
async function run(files: Record<string, string>, args: string[] = []): Promise<RunningHost> {
  const host = await runHost(writeApp(files), args);
  hosts.push(host);
  return host;
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});

async function statusAndText(url: string): Promise<[number, string]> {
  const response = await fetch(url);
  return [response.status, await response.text()];
}

describe('a worker that crashes', () => {
  it('fails every call in progress, is replaced, and stops the host after the third crash', async () => {
    const host = await run({ 'functions/all.mjs': app });
    const inFlight = statusAndText(`${host.url}/api/hold`);
    await host.hasWritten('holding');
    expect(await statusAndText(`${host.url}/api/float`)).toEqual([500, '']);
    expect(await inFlight).toEqual([500, '']);
    await host.hasWritten('Error: left floating');
    expect(await statusAndText(`${host.url}/api/fine`)).toEqual([200, 'fine']);

    expect(await statusAndText(`${host.url}/api/exit`)).toEqual([500, '']);
    expect(await statusAndText(`${host.url}/api/fine`)).toEqual([200, 'fine']);

    expect(await statusAndText(`${host.url}/api/float`)).toEqual([500, '']);
    expect(await host.exited).toBe(1);
    expect(host.output()).toContain('The worker crashed 3 times within 30 minutes; the host stops');
  });
});

describe('a stopped host', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes its calls, runs the appTerminate hooks and exits with code 0 on %s',
    async (signal) => {
      const host = await run({ 'functions/all.mjs': app });
      const inFlight = statusAndText(`${host.url}/api/slow`);
      await host.hasWritten('slow: slow');
      host.kill(signal);
      expect(await inFlight).toEqual([200, 'slow']);
      expect(await host.exited).toBe(0);
      expect(host.output()).toContain('terminated in good order');
    },
  );
});

describe('an app that fails to load', () => {
  it('is reported with file and message, and the host has 0 functions', async () => {
    const host = await run({
      'functions/a.mjs': app,
      'functions/b.mjs': "throw new Error('broken on purpose');",
      'functions/c.mjs': "console.log('never loaded');",
    });
    expect(host.output()).toContain('unable to load entry point "functions/b.mjs": broken on purpose');
    expect(host.output()).toContain('(0 functions)');
    expect(host.output()).not.toContain('never loaded');
    expect((await fetch(`${host.url}/api/fine`)).status).toBe(404);
  });

  it('is reported when it has no files, registers a function twice or registers one too late', async () => {
    const twice = "import { app } from '@azure/functions';\napp.get('a', {handler(){}});\napp.get('a', {handler(){}});";
    const late = `import { app } from '@azure/functions';
      app.get('a', { authLevel: 'anonymous', handler: () => { app.get('b', { handler() {} }); } });`;
    const [none, double, tooLate] = await Promise.all([
      run({ 'other/a.mjs': '' }),
      run({ 'functions/a.mjs': twice }),
      run({ 'functions/a.mjs': late }),
    ]);
    expect(none.output()).toContain('Found zero files');
    expect(double.output()).toMatch(/"functions\/a.mjs": A function named "a"/);
    expect(await statusAndText(`${tooLate.url}/api/a`)).toEqual([500, '']);
    await tooLate.hasWritten('can only be registered during app startup');
  });
});

describe('a host that cannot start', () => {
  it('reports the port in use and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const host = await run({}, ['--port', String(port)]);
    expect(await host.exited).toBe(1);
    expect(host.output()).toBe(`Port ${port} is taken. Stop what uses it, or choose another one with --port.\n`);
    server.close();
  });

  it('reports what is wrong in host.json or on the command line', async () => {
    const [bad, unknown] = await Promise.all([run({ 'host.json': '{}' }), run({}, ['--nonsense'])]);
    expect([await bad.exited, await unknown.exited]).toEqual([1, 1]);
    expect(bad.output()).toMatch(/^.*host\.json is not valid: it must have "version": "2.0"\.\n$/);
    expect(unknown.output()).toMatch(/^Unknown option '--nonsense'.*\n$/);
  });

  it('exits when the app repeatedly ends its worker during loading', async () => {
    const host = await run({ 'functions/a.mjs': 'process.exit(3);' });
    expect(await host.exited).toBe(1);
    expect(host.output()).toContain('the worker exited with code 3');
    expect(host.output()).toContain('The worker crashed 3 times');
  });
});
