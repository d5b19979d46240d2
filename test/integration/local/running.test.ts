import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunning, writePidFile } from '../../../local/running.js';

describe('the file about a running stack', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stillframe-running-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const noteOf = (port: number, pid = process.pid) => ({
    pid,
    apiUrl: `http://localhost:${port}`,
    encoderUrl: 'http://127.0.0.1:1',
    connectionString: 'UseDevelopmentStorage=true',
    auth: false,
  });

  it('is valid as long as its port accepts connections, and not when a killed stack left it behind', async () => {
    const api = createServer().listen(0, '127.0.0.1');
    await once(api, 'listening');
    const note = noteOf((api.address() as AddressInfo).port);
    await writePidFile(folder, note);
    expect(await findRunning(folder)).toEqual(note);
    api.close();
    await once(api, 'close');
    // Its process id is alive still: somebody else has it now.
    expect(await findRunning(folder)).toBeUndefined();
  });

  it('is absent without a stack', async () => {
    expect(await findRunning(folder)).toBeUndefined();
  });
});
