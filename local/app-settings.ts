import { readConfig } from '../src/config/config.js';
import { LOCAL_ORIGINS } from './cors-origins.js';
import { readAppSettings } from './functions-host/app-settings.js';
import { encoderDefaults } from './media-services/settings.js';

/** The addresses and keys of the local stack that the app settings need. */
export interface StackAddresses {
  connectionString: string;
  encoderUrl: string;
  table: string;
  /** Used where no other setting gives `LINK_KEYS`. */
  linkKeys: string;
  /** Added to those of this machine and of the setting. */
  corsOrigins?: readonly string[];
}

/**
 * The app settings that connect the app to the local stack; they override the environment and local.settings.json. Throws
 * an error that names every bad setting.
 */
export function appSettingsFor(
  { connectionString, encoderUrl, table, linkKeys, corsOrigins = [] }: StackAddresses,
  more: Record<string, string> = {},
): Record<string, string> {
  const { LINK_KEYS: ownKeys = '', CORS_ALLOWED_ORIGINS: ownOrigins = '' } = readAppSettings(
    process.cwd(),
    process.env,
  );
  const settings = {
    LINK_KEYS: ownKeys.trim() === '' ? linkKeys : ownKeys,
    CORS_ALLOWED_ORIGINS: [ownOrigins, ...LOCAL_ORIGINS, ...corsOrigins].join(','),
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
