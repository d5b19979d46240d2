import { appSettingsFor } from '../../local/app-settings.js';
import { readAppSettings, type AppSettings } from '../../local/functions-host/app-settings.js';
import { findRunning, type Running } from '../../local/running.js';

/** Without any of these, what `npm start` runs is meant. */
const STORAGE_SETTINGS = [
  ...['MANIFEST_TABLE_ENDPOINT', 'MANIFEST_STORAGE_CONNECTION_STRING', 'MEDIA_STORAGE_CONNECTION_STRING'],
];
/** Settings of local.settings.sample.json that stand for what runs here, on whichever ports. */
const SAMPLE: AppSettings = {
  MANIFEST_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  MEDIA_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  MEDIA_SERVICES_ENDPOINT: 'http://127.0.0.1:10010',
};

/** The app settings of a run: where they name no storage, or the emulator's, those of the stack that runs here, if one does. */
export async function findSettings(dataFolder: string): Promise<{ settings: AppSettings; running?: Running }> {
  const given = readAppSettings(process.cwd(), process.env);
  const valueOf = (name: string): string => given[name]?.trim() ?? '';
  const isNone = STORAGE_SETTINGS.every((name) => valueOf(name) === '');
  const sampled = Object.keys(SAMPLE).filter((name) => valueOf(name) === SAMPLE[name]);
  const running = isNone || sampled.length > 0 ? await findRunning(dataFolder) : undefined;
  if (running === undefined) return { settings: given };
  const stack: AppSettings = appSettingsFor({ ...running, table: 'thumbnails', linkKeys: '' });
  const replaced = isNone ? stack : Object.fromEntries(sampled.map((name) => [name, stack[name] ?? '']));
  return { settings: { ...given, ...replaced }, running };
}
