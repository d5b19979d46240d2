import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunning, noteRunning } from '../../../local/running.js';

describe('the note of a stack that runs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stillframe-running-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const noteOf = (port: number, pid = process.pid) => ({
    pid,
    apiUrl: `http://localhost:${port}`,
    encoderUrl: 'http://127.0.0.1:1',
    auth: false,
  });

  it('is believed as long as its port takes connections, and not when it was left behind by one that was killed', async () => {
    const api = createServer().listen(0, '127.0.0.1');
    await once(api, 'listening');
    const note = noteOf((api.address() as AddressInfo).port);
    await noteRunning(folder, note);
    expect(await findRunning(folder)).toEqual(note);
    api.close();
    await once(api, 'close');
    // Its process id is alive still: somebody else has it now.
    expect(await findRunning(folder)).toBeUndefined();
  });

  it('is absent where there is none', async () => {
    expect(await findRunning(folder)).toBeUndefined();
  });
});
