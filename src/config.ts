import * as z from 'zod';
import { adminKeys } from './settings/admin-keys.js';
import { connectionStringOf } from './settings/connection-string.js';
import { marker, type Marker } from './settings/marker.js';
import { mediaAccounts, type MediaAccountSetting } from './settings/media-accounts.js';
import { origins } from './settings/origins.js';
import { reconcileCalls, reconcileSchedule } from './settings/reconcile.js';
import { sasVersion } from './settings/sas-version.js';
import { serviceUrl } from './settings/secure-url.js';

/** Everything the app settings decide, checked once at load. */
export interface Config {
  manifests: { connectionString: string; table: string } | { endpoint: string; table: string };
  media: { connectionString: string | undefined; accounts: readonly MediaAccountSetting[] };
  mediaServices: MediaServicesConfig | undefined;
  events: { videoIdKey: string; marker: Marker | undefined; imagesReady: boolean };
  signing: { windowMs: number; minimumLifeMs: number; epochMinutes: number; sasVersion: string };
  httpAuthLevel: 'function' | 'anonymous';
  adminKeys: readonly string[];
  corsAllowedOrigins: readonly string[];
  manifestCacheSeconds: number;
  reconcile: { calls: number; schedule: string };
  managedIdentityClientId: string | undefined;
}

export interface MediaServicesConfig {
  endpoint: string;
  subscriptionId: string;
  resourceGroup: string;
  account: string;
  /** For services that lend a token for a key; without it, Entra ID. */
  apiKey: string | undefined;
}

/** Either a config or every problem at once; problems name settings and never show their values. */
export type ConfigResult = { config: Readonly<Config> } | { problems: readonly string[] };

const optional = z.string().min(1).optional();
const whole = (min: number, max: number, otherwise: number) =>
  z.coerce.number('must be a number').int('must be whole').min(min).max(max).default(otherwise);
/** The settings that the app reads, with their defaults. docs/settings.md describes each; a test compares the two. */
export const settingsSchema = z.object({
  MANIFEST_TABLE_ENDPOINT: serviceUrl.optional(),
  MANIFEST_STORAGE_CONNECTION_STRING: connectionStringOf('Table').optional(),
  MANIFEST_TABLE: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{2,62}$/, 'must be a name for a table')
    .default('thumbnails'),
  MEDIA_STORAGE_ACCOUNTS: mediaAccounts.default([]),
  MEDIA_STORAGE_CONNECTION_STRING: connectionStringOf('Blob').optional(),
  MEDIA_SERVICES_ENDPOINT: serviceUrl.default('https://management.azure.com'),
  MEDIA_SERVICES_SUBSCRIPTION_ID: optional,
  MEDIA_SERVICES_RESOURCE_GROUP: optional,
  MEDIA_SERVICES_ACCOUNT: optional,
  MEDIA_SERVICES_API_KEY: optional,
  VIDEO_ID_KEY: z.string().min(1).default('videoId'),
  MARKER_BLOB: marker.optional(),
  IMAGES_READY: z.enum(['on', 'off']).default('off'),
  SIGNING_WINDOW_MINUTES: whole(1, 24 * 60, 20),
  SIGNING_MINIMUM_LIFE_MINUTES: whole(2, 24 * 60, 20),
  SIGNING_EPOCH: whole(0, 24 * 60, 0),
  SAS_VERSION: sasVersion.default('2025-11-05'),
  HTTP_AUTH_LEVEL: z.enum(['function', 'anonymous']).default('function'),
  ADMIN_KEYS: adminKeys.default([]),
  CORS_ALLOWED_ORIGINS: origins.default([]),
  MANIFEST_CACHE_SECONDS: whole(0, 3600, 5),
  RECONCILE_CALLS: reconcileCalls,
  RECONCILE_SCHEDULE: reconcileSchedule,
  AZURE_CLIENT_ID: optional,
});

/** App settings → one frozen, typed Config, or every problem at once. Settings that are empty count as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = settingsSchema.safeParse(given);
  if (!result.success)
    return { problems: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  const settings = result.data;
  const problems = [...missingStorage(settings), ...partialMediaServices(settings)];
  return problems.length > 0 ? { problems } : { config: Object.freeze(toConfig(settings)) };
}

type Settings = z.infer<typeof settingsSchema>;

function missingStorage(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.MANIFEST_TABLE_ENDPOINT === undefined && settings.MANIFEST_STORAGE_CONNECTION_STRING === undefined) {
    problems.push('MANIFEST_TABLE_ENDPOINT: is missing (or MANIFEST_STORAGE_CONNECTION_STRING, for development)');
  }
  if (settings.MEDIA_STORAGE_ACCOUNTS.length === 0 && settings.MEDIA_STORAGE_CONNECTION_STRING === undefined) {
    problems.push('MEDIA_STORAGE_ACCOUNTS: is missing (or MEDIA_STORAGE_CONNECTION_STRING, for development)');
  }
  return problems;
}

const ACCOUNT_SETTINGS = [
  'MEDIA_SERVICES_SUBSCRIPTION_ID',
  'MEDIA_SERVICES_RESOURCE_GROUP',
  'MEDIA_SERVICES_ACCOUNT',
] as const;

/** All of an account's names or none: half an account would look like one that has forgotten everything. */
function partialMediaServices(settings: Settings): string[] {
  const missing = ACCOUNT_SETTINGS.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === ACCOUNT_SETTINGS.length) return [];
  return missing.map((name) => `${name}: is missing, though others of the Media Services account are set`);
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
      epochMinutes: settings.SIGNING_EPOCH,
      sasVersion: settings.SAS_VERSION,
    },
    httpAuthLevel: settings.HTTP_AUTH_LEVEL,
    adminKeys: settings.ADMIN_KEYS,
    corsAllowedOrigins: settings.CORS_ALLOWED_ORIGINS,
    manifestCacheSeconds: settings.MANIFEST_CACHE_SECONDS,
    reconcile: { calls: settings.RECONCILE_CALLS, schedule: settings.RECONCILE_SCHEDULE },
    managedIdentityClientId: settings.AZURE_CLIENT_ID,
  };
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
  };
}
