import { readConfig } from '../src/config.js';
import { readAppSettings } from './functions-host/app-settings.js';
import { encoderDefaults } from './media-services/settings.js';

/** What the app has to be told of the stack around it. */
export interface Surroundings {
  connectionString: string;
  encoderUrl: string;
  table: string;
  /** `LINK_KEYS` of this machine's own, for those who set none. */
  linkKeys: string;
}

/**
 * The app settings that join the app to its stack, over those of the environment and of local.settings.json. Throws a
 * sentence that names every bad one: in Azure an app with bad settings stays up to say so, here somebody can be told.
 */
export function appSettingsFor(
  { connectionString, encoderUrl, table, linkKeys }: Surroundings,
  more: Record<string, string> = {},
): Record<string, string> {
  const own = readAppSettings(process.cwd(), process.env)['LINK_KEYS']?.trim() ?? '';
  const settings = {
    LINK_KEYS: own === '' ? linkKeys : own,
    MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
    MANIFEST_TABLE: table,
    MEDIA_STORAGE_CONNECTION_STRING: connectionString,
    MEDIA_SERVICES_ENDPOINT: encoderUrl,
    MEDIA_SERVICES_SUBSCRIPTION_ID: encoderDefaults.subscriptionId,
    MEDIA_SERVICES_RESOURCE_GROUP: encoderDefaults.resourceGroup,
    MEDIA_SERVICES_ACCOUNT: encoderDefaults.accountName,
    MEDIA_SERVICES_API_KEY: encoderDefaults.apiKey,
    ...more,
  };
  const result = readConfig(readAppSettings(process.cwd(), { ...process.env, ...settings }));
  if ('problems' in result) throw new Error(`The settings are wrong:\n  ${result.problems.join('\n  ')}`);
  return settings;
}
