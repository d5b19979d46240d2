import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePorts } from '../../local/free-ports.js';
import { startApp } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeStorage } from './storage.js';
import { until } from './until.js';

const later = cleanUpAfterwards();

/** A table service that finds something wrong with every request, for which the app has no words of its own. */
async function startRefusingTable(): Promise<string> {
  const server = createServer((_, response) => response.writeHead(400).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/devstoreaccount1`;
}

describe('health/ready', () => {
  it('checks blob storage even when an account key signs, and names the part that does not answer', async () => {
    const storage = await makeStorage();
    const [nobody = 0] = await freePorts(1);
    const gone = storage.connectionString.replace(storage.blobUrl, `http://127.0.0.1:${nobody}/${storage.name}`);
    const well = await startApp(later, storage.settings);
    expect((await well.get('health/ready')).status).toBe(200);
    const app = await startApp(later, { ...storage.settings, MEDIA_STORAGE_CONNECTION_STRING: gone });
    const response = await app.get('health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      failing: [
        {
          part: `signing key of '${storage.name}'`,
          reason: expect.stringMatching(/^account key of .*no answer/) as string,
        },
      ],
    });
  });

  it('refers to the logs for an unexpected failure, and the logs contain its stack trace', async () => {
    const { settings, connectionString, tableUrl } = await makeStorage();
    const refusing = connectionString.replace(tableUrl, await startRefusingTable());
    const app = await startApp(later, { ...settings, MANIFEST_STORAGE_CONNECTION_STRING: refusing });
    const response = await app.get('health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      failing: [{ part: 'manifest table', reason: 'failed for a reason that is in the logs' }],
    });
    const line = await until('the line of the log', () =>
      Promise.resolve(/\{"event":"not-ready".*/.exec(app.output())?.[0]),
    );
    const logged = JSON.parse(line) as { failing: { part: string; stack: string }[] };
    expect(logged.failing).toMatchObject([{ part: 'manifest table' }]);
    expect(logged.failing[0]?.stack).toMatch(/^RestError[^]*\n +at /);
  });
});
