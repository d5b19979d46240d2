import { ACCOUNT_SETTINGS, missingSettings, SECRET_SETTINGS } from './cross-checks.js';
import { settingsSchema, type Settings } from './schema.js';
import { publicUrlOf } from './urls.js';

/** Everything the app settings decide, checked once at load. */
export type Config = ReturnType<typeof toConfig>;

/** Either a config or every problem at once; problems name settings and never show their values. */
type ConfigResult = { config: Readonly<Config> } | { problems: readonly string[] };

/** App settings → one frozen, typed Config, or every problem at once. Settings that are empty count as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = settingsSchema.safeParse(given);
  if (!result.success)
    return { problems: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  const settings = { ...result.data, PUBLIC_URL: result.data.PUBLIC_URL ?? publicUrlOf(given['WEBSITE_HOSTNAME']) };
  const problems = missingSettings(settings);
  return problems.length > 0 ? { problems } : { config: Object.freeze(toConfig(settings)) };
}

function toConfig(settings: Settings) {
  const table = settings.MANIFEST_TABLE;
  return {
    manifests:
      settings.MANIFEST_STORAGE_CONNECTION_STRING === undefined
        ? { endpoint: settings.MANIFEST_TABLE_ENDPOINT ?? '', table }
        : { connectionString: settings.MANIFEST_STORAGE_CONNECTION_STRING, table },
    media: {
      connectionString: settings.MEDIA_STORAGE_CONNECTION_STRING,
      accounts: settings.MEDIA_STORAGE_ACCOUNTS,
    },
    mediaServices: toMediaServices(settings),
    events: {
      videoIdKey: settings.VIDEO_ID_KEY,
      marker: settings.MARKER_BLOB,
      imagesReady: settings.IMAGES_READY === 'on',
    },
    signing: {
      windowMs: settings.SIGNING_WINDOW_MINUTES * 60_000,
      minimumLifeMs: settings.SIGNING_MINIMUM_LIFE_MINUTES * 60_000,
      maximumLifeMs: settings.SIGNING_MAXIMUM_LIFE_MINUTES * 60_000,
      epochMinutes: settings.SIGNING_EPOCH,
      sasVersion: settings.SAS_VERSION,
    },
    httpAuthLevel: settings.HTTP_AUTH_LEVEL,
    adminKeys: settings.ADMIN_KEYS,
    /** What our own URLs begin with; undefined where no setting has it, and then there are no permalinks. */
    publicUrl: settings.PUBLIC_URL,
    links: { keys: settings.LINK_KEYS, days: settings.LINK_DAYS },
    imageDelivery: settings.IMAGE_DELIVERY,
    corsAllowedOrigins: settings.CORS_ALLOWED_ORIGINS,
    manifestCacheSeconds: settings.MANIFEST_CACHE_SECONDS,
    /** Where changes are published; without it none are. */
    topic:
      settings.PUBLISH_TOPIC_ENDPOINT === undefined
        ? undefined
        : { endpoint: settings.PUBLISH_TOPIC_ENDPOINT, key: settings.PUBLISH_TOPIC_KEY },
    scan: { calls: settings.SCAN_CALLS, schedule: settings.SCAN_SCHEDULE },
    managedIdentityClientId: settings.AZURE_CLIENT_ID,
  };
}

function toMediaServices(settings: Settings) {
  const [subscriptionId, resourceGroup, account] = ACCOUNT_SETTINGS.map((name) => settings[name]);
  if (subscriptionId === undefined || resourceGroup === undefined || account === undefined) return undefined;
  return {
    endpoint: settings.MEDIA_SERVICES_ENDPOINT,
    ...{ subscriptionId, resourceGroup, account },
    /** For services that lend a token for a key; without it, Entra ID. */
    apiKey: settings.MEDIA_SERVICES_API_KEY,
    /** What tokens of Entra ID are asked for. */
    scopes: settings.MEDIA_SERVICES_SCOPE ?? [`${settings.MEDIA_SERVICES_ENDPOINT}/.default`],
    /** Who asks for them; undefined for the identity that the app has everywhere else. */
    clientSecret: toClientSecret(settings),
  };
}

function toClientSecret(settings: Settings) {
  const [tenantId, clientId, clientSecret] = SECRET_SETTINGS.map((name) => settings[name]);
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { tenantId, clientId, clientSecret };
}
