import type { Settings } from './schema.js';

/** What is missing beside the settings that are there, each of which is well by itself. */
export function missingSettings(settings: Settings): string[] {
  return [...missingStorage(settings), ...partialMediaServices(settings), ...missingTopic(settings)];
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

/** All of an account's names or none: half an account would look like one that has forgotten everything. */
function partialMediaServices(settings: Settings): string[] {
  const missing = ACCOUNT_SETTINGS.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === ACCOUNT_SETTINGS.length) return [];
  return missing.map((name) => `${name}: is missing, though others of the Media Services account are set`);
}

/** A key alone says that somebody is to be told, and nobody would be. */
function missingTopic({ PUBLISH_TOPIC_ENDPOINT: endpoint, PUBLISH_TOPIC_KEY: key }: Settings): string[] {
  return key !== undefined && endpoint === undefined
    ? ['PUBLISH_TOPIC_ENDPOINT: is missing, though PUBLISH_TOPIC_KEY is set']
    : [];
}
