import type { ClientSecret } from '../adapters/entra-credential.js';
import type { SigningPolicy } from '../domain/signing-window.js';
import type { LinkKeySetting } from './keys.js';
import type { Marker } from './marker.js';
import type { MediaAccountSetting } from './media-accounts.js';
import { ACCOUNT_SETTINGS, missingSettings, SECRET_SETTINGS } from './cross-checks.js';
import { publicUrlOf } from './public-url.js';
import { settingsSchema, type Settings } from './schema.js';

/** Everything the app settings decide, checked once at load. */
export interface Config {
  manifests: { connectionString: string; table: string } | { endpoint: string; table: string };
  media: { connectionString: string | undefined; accounts: readonly MediaAccountSetting[] };
  mediaServices: MediaServicesConfig | undefined;
  events: { videoIdKey: string; marker: Marker | undefined; imagesReady: boolean };
  signing: SigningPolicy & { sasVersion: string };
  httpAuthLevel: 'function' | 'anonymous';
  adminKeys: readonly string[];
  /** What our own URLs begin with; undefined where no setting has it, and then there are no permalinks. */
  publicUrl: string | undefined;
  links: { keys: readonly LinkKeySetting[]; days: number };
  imageDelivery: 'redirect' | 'proxy';
  corsAllowedOrigins: readonly string[];
  manifestCacheSeconds: number;
  /** Where changes are published; without it none are. */
  topic: { endpoint: string; key: string | undefined } | undefined;
  scan: { calls: number; schedule: string };
  managedIdentityClientId: string | undefined;
}

export interface MediaServicesConfig {
  endpoint: string;
  subscriptionId: string;
  resourceGroup: string;
  account: string;
  /** For services that lend a token for a key; without it, Entra ID. */
  apiKey: string | undefined;
  /** What tokens of Entra ID are asked for. */
  scopes: readonly string[];
  /** Who asks for them; undefined for the identity that the app has everywhere else. */
  clientSecret: ClientSecret | undefined;
}

/** Either a config or every problem at once; problems name settings and never show their values. */
export type ConfigResult = { config: Readonly<Config> } | { problems: readonly string[] };

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

function toConfig(settings: Settings): Config {
  const table = settings.MANIFEST_TABLE;
  return {
    manifests:
      settings.MANIFEST_STORAGE_CONNECTION_STRING === undefined
        ? { endpoint: settings.MANIFEST_TABLE_ENDPOINT ?? '', table }
        : { connectionString: settings.MANIFEST_STORAGE_CONNECTION_STRING, table },
    media: { connectionString: settings.MEDIA_STORAGE_CONNECTION_STRING, accounts: settings.MEDIA_STORAGE_ACCOUNTS },
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
    publicUrl: settings.PUBLIC_URL,
    links: { keys: settings.LINK_KEYS, days: settings.LINK_DAYS },
    imageDelivery: settings.IMAGE_DELIVERY,
    corsAllowedOrigins: settings.CORS_ALLOWED_ORIGINS,
    manifestCacheSeconds: settings.MANIFEST_CACHE_SECONDS,
    topic: toTopic(settings),
    scan: { calls: settings.SCAN_CALLS, schedule: settings.SCAN_SCHEDULE },
    managedIdentityClientId: settings.AZURE_CLIENT_ID,
  };
}

function toTopic({ PUBLISH_TOPIC_ENDPOINT: endpoint, PUBLISH_TOPIC_KEY: key }: Settings): Config['topic'] {
  return endpoint === undefined ? undefined : { endpoint, key };
}

function toMediaServices(settings: Settings): MediaServicesConfig | undefined {
  const [subscriptionId, resourceGroup, account] = ACCOUNT_SETTINGS.map((name) => settings[name]);
  if (subscriptionId === undefined || resourceGroup === undefined || account === undefined) return undefined;
  return {
    endpoint: settings.MEDIA_SERVICES_ENDPOINT,
    subscriptionId,
    resourceGroup,
    account,
    apiKey: settings.MEDIA_SERVICES_API_KEY,
    scopes: settings.MEDIA_SERVICES_SCOPE ?? [`${settings.MEDIA_SERVICES_ENDPOINT}/.default`],
    clientSecret: toClientSecret(settings),
  };
}

function toClientSecret(settings: Settings): ClientSecret | undefined {
  const [tenantId, clientId, clientSecret] = SECRET_SETTINGS.map((name) => settings[name]);
  if (tenantId === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { tenantId, clientId, clientSecret };
}
