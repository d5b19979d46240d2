import * as z from 'zod';
import { connectionStringOf, publicUrl, serviceUrl } from './urls.js';
import { adminKeys, linkKeys, mediaAccounts, origins } from './lists.js';
import { marker } from './marker.js';

const optional = z.string().min(1).optional();
const whole = (min: number, max: number, otherwise: number) =>
  z.coerce.number('must be a number').int('must be whole').min(min).max(max).default(otherwise);
/** A version of the storage API; older ones know no user delegation key, or not all that we sign with one. */
const sasVersion = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && text >= '2020-12-06',
    'must be a version such as 2025-11-05, from 2020-12-06 on',
  );

/** What tokens are asked for, as Entra ID spells it: `https://service.example/.default`; several by spaces. */
const scopes = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== ''))
  .refine(
    (list) => list.every((scope) => URL.canParse(scope)),
    'must be scopes, such as https://service.example/.default',
  );

/** Calls of one run; fewer than a few rows may cost would get nowhere. 0 is no run at all. */
const scanCalls = z.coerce
  .number('must be a number')
  .int('must be whole')
  .max(100_000)
  .refine((calls) => calls === 0 || calls >= 20, 'must be 0, or 20 and more')
  .default(200);

/** An NCRONTAB expression: the platform reads it; what surely is none would leave the app without its functions. */
const scanSchedule = z
  .string()
  .regex(/^[\w*/,-]+( [\w*/,-]+){5}$/, 'must be six fields, from the second to the day of the week')
  .default('0 17 * * * *');

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
  MEDIA_SERVICES_SCOPE: scopes.optional(),
  MEDIA_SERVICES_TENANT_ID: optional,
  MEDIA_SERVICES_CLIENT_ID: optional,
  MEDIA_SERVICES_CLIENT_SECRET: optional,
  VIDEO_ID_KEY: z.string().min(1).default('videoId'),
  MARKER_BLOB: marker.optional(),
  IMAGES_READY: z.enum(['on', 'off']).default('off'),
  SIGNING_WINDOW_MINUTES: whole(1, 24 * 60, 20),
  SIGNING_MINIMUM_LIFE_MINUTES: whole(2, 24 * 60, 20),
  SIGNING_MAXIMUM_LIFE_MINUTES: whole(2, 24 * 60, 60),
  SIGNING_EPOCH: whole(0, 24 * 60, 0),
  SAS_VERSION: sasVersion.default('2025-11-05'),
  HTTP_AUTH_LEVEL: z.enum(['function', 'anonymous']).default('function'),
  ADMIN_KEYS: adminKeys.default([]),
  PUBLIC_URL: publicUrl.optional(),
  LINK_KEYS: linkKeys.default([]),
  // Fewer than the days for which a tombstone keeps the links of a deleted video dead.
  LINK_DAYS: whole(1, 60, 30),
  IMAGE_DELIVERY: z.enum(['redirect', 'proxy']).default('redirect'),
  CORS_ALLOWED_ORIGINS: origins.default([]),
  MANIFEST_CACHE_SECONDS: whole(0, 3600, 5),
  PUBLISH_TOPIC_ENDPOINT: serviceUrl.optional(),
  PUBLISH_TOPIC_KEY: optional,
  SCAN_CALLS: scanCalls,
  SCAN_SCHEDULE: scanSchedule,
  AZURE_CLIENT_ID: optional,
});

export type Settings = z.infer<typeof settingsSchema>;
