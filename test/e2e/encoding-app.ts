import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appSettingsFor } from '../../local/app-settings.js';
import { freePorts } from '../../local/free-ports.js';
import { openLinkKeys } from '../../local/link-keys.js';
import { startEncoder } from '../../local/media-services/encoder.js';
import { writePidFile } from '../../local/running.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { startApp } from './app.js';
import { temporaryFolder, type Later } from './clean-up.js';

/** An app and an encoder that know each other, as `npm start` joins them; commands find them by the folder of their data. */
export async function startEncodingApp(later: Later, settings: Record<string, string> = {}) {
  const folder = await temporaryFolder(later);
  const dataFolder = join(folder, 'data');
  await mkdir(dataFolder);
  const { connectionString } = accountForTests();
  const [port = 0] = await freePorts(1);
  const encoderUrl = `http://127.0.0.1:${port}`;
  const joining = { connectionString, encoderUrl, table: 'thumbnails', linkKeys: await openLinkKeys(dataFolder) };
  const app = await startApp(later, appSettingsFor(joining, settings));
  const apiUrl = `http://localhost:${app.port}`;
  const encoder = await startEncoder({
    port,
    dataFolder: join(dataFolder, 'encoder'),
    storageConnectionString: connectionString,
    webhookUrl: `${apiUrl}/runtime/webhooks/EventGrid?functionName=recordThumbnails`,
  });
  later(() => encoder.stop());
  await writePidFile(dataFolder, { pid: process.pid, apiUrl, encoderUrl, connectionString, auth: false });
  return { apiUrl, encoderUrl, headers: {}, connectionString, folder, dataFolder };
}
