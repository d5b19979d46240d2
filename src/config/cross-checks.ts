import type { Settings } from './schema.js';

/** What is missing beside settings that are valid one by one. */
export function missingSettings(settings: Settings): string[] {
  return [
    ...missingStorage(settings),
    ...allOrNone(settings, ACCOUNT_SETTINGS, 'the Media Services account'),
    ...allOrNone(settings, SECRET_SETTINGS, 'the client secret'),
    ...oneIdentity(settings),
    ...missingTopic(settings),
  ];
}

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

export const ACCOUNT_SETTINGS = [
  'MEDIA_SERVICES_SUBSCRIPTION_ID',
  'MEDIA_SERVICES_RESOURCE_GROUP',
  'MEDIA_SERVICES_ACCOUNT',
] as const;

export const SECRET_SETTINGS = [
  'MEDIA_SERVICES_TENANT_ID',
  'MEDIA_SERVICES_CLIENT_ID',
  'MEDIA_SERVICES_CLIENT_SECRET',
] as const;

/** All or none: half an account would look like one without jobs, half a secret like no secret. */
function allOrNone(settings: Settings, names: readonly (keyof Settings)[], what: string): string[] {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map((name) => `${name}: is missing, though others of ${what} are set`);
}

function oneIdentity({ MEDIA_SERVICES_API_KEY: key, MEDIA_SERVICES_CLIENT_SECRET: secret }: Settings): string[] {
  if (key === undefined || secret === undefined) return [];
  return ['MEDIA_SERVICES_API_KEY: is set beside MEDIA_SERVICES_CLIENT_SECRET; only one can be who asks'];
}

/** A key alone says that changes are to be published, and none would be. */
function missingTopic({ PUBLISH_TOPIC_ENDPOINT: endpoint, PUBLISH_TOPIC_KEY: key }: Settings): string[] {
  return key !== undefined && endpoint === undefined
    ? ['PUBLISH_TOPIC_ENDPOINT: is missing, though PUBLISH_TOPIC_KEY is set']
    : [];
}
