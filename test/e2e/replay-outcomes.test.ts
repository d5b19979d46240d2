import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GUID } from '../builders.js';
import { listThumbnails, startApp } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { runCommand } from './command.js';
import { jobFinished, officialEvent } from './events.js';
import { makeStorage } from './storage.js';

jest.setTimeout(60_000);

const later = cleanUpAfterwards();
const dead = { deadLetterReason: 'MaxDeliveryAttemptsExceeded', lastDeliveryOutcome: 'GenericError' };
const cloudEvent = officialEvent('cloudevents/JobFinished.docs');
const eventGridEvent = officialEvent('eventgrid/JobFinished.docs');

describe('npm run replay against an app', () => {
  it('delivers dead letters, and says what became of each', async () => {
    const storage = await makeStorage();
    const image = await makeJpeg('64x36');
    await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': image });
    const app = await startApp(later, storage.settings);
    const unreadable = { ...eventGridEvent, data: { outputs: [] } };
    const other = { ...eventGridEvent, eventType: 'Microsoft.Media.LiveEventEncoderConnected' };
    const recorded = { ...jobFinished({ assetName: `output-${GUID}`, videoId: 'v1' }), ...dead };
    const off = {
      ...eventGridEvent,
      eventType: 'Stillframe.ImagesReady',
      data: { videoId: 'v2', container: 'asset-a' },
    };
    const file = join(await temporaryFolder(later), 'letters.json');
    await writeFile(file, JSON.stringify([recorded, cloudEvent, off, unreadable, other]));
    const dry = await runCommand(later, 'replay', [file, '--dry-run']);
    expect(dry.stdout).toContain('\nlisted\t-\twould be rejected: data.outputs: ');
    const url = `http://127.0.0.1:${app.port}`;
    for (let run = 0; run < 2; run++) {
      const { code, stdout, stderr } = await runCommand(later, 'replay', [file, '--url', url], {
        EVENT_KEY: '',
        FUNCTION_KEY: '',
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const lines = stdout.split('\n').map((line) => line.split('\t'));
      expect(lines.map(([outcome, status, became]) => [outcome, status, became])).toEqual([
        ['delivered', '202', 'video v1: Completed'],
        ['delivered', '202', expect.stringMatching(/^video output-\S+: Failed; the app’s log says why$/)],
        ['delivered', '202', 'no video v2 is recorded; the app’s log says why'],
        ['rejected', '202', expect.stringMatching(/^data\.outputs: /)],
        ['ignored', '202', 'events of this type record nothing'],
        ['1 files, 0 unreadable, 0 listed, 3 delivered, 1 rejected, 1 ignored, 0 failed', undefined, undefined],
        ['', undefined, undefined],
      ]);
      expect(lines[0]?.slice(3)).toEqual([
        'Microsoft.Media.JobFinished',
        expect.stringMatching(/^transforms\//),
        expect.any(String),
        'MaxDeliveryAttemptsExceeded, GenericError',
      ]);
    }
    expect(await listThumbnails(app, 'v1')).toHaveLength(1);
  });
});
