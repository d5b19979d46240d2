import type { Settings } from './schema.js';

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

/** What is missing beside settings that are valid one by one. */
export function missingSettings(settings: Settings): string[] {
  const has = (name: keyof Settings): boolean => settings[name] !== undefined;
  /** All or none: half an account would look like one without jobs, half a secret like no secret. */
  const allOrNone = (names: readonly (keyof Settings)[], what: string): string[] =>
    names
      .filter((name) => names.some(has) && !has(name))
      .map((name) => `${name}: is missing, though others of ${what} are set`);

  const problems: string[] = [];
  if (!has('MANIFEST_TABLE_ENDPOINT') && !has('MANIFEST_STORAGE_CONNECTION_STRING')) {
    problems.push('MANIFEST_TABLE_ENDPOINT: is missing (or MANIFEST_STORAGE_CONNECTION_STRING, for development)');
  }
  if (settings.MEDIA_STORAGE_ACCOUNTS.length === 0 && !has('MEDIA_STORAGE_CONNECTION_STRING')) {
    problems.push('MEDIA_STORAGE_ACCOUNTS: is missing (or MEDIA_STORAGE_CONNECTION_STRING, for development)');
  }
  problems.push(...allOrNone(ACCOUNT_SETTINGS, 'the Media Services account'));
  problems.push(...allOrNone(SECRET_SETTINGS, 'the client secret'));
  if (has('MEDIA_SERVICES_API_KEY') && has('MEDIA_SERVICES_CLIENT_SECRET')) {
    problems.push('MEDIA_SERVICES_API_KEY: is set beside MEDIA_SERVICES_CLIENT_SECRET; only one can be who asks');
  }
  // A key alone says that changes are to be published, and none would be.
  if (has('PUBLISH_TOPIC_KEY') && !has('PUBLISH_TOPIC_ENDPOINT')) {
    problems.push('PUBLISH_TOPIC_ENDPOINT: is missing, though PUBLISH_TOPIC_KEY is set');
  }
  return problems;
}
