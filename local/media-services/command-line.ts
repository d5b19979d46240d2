import { parseArgs } from 'node:util';
import type { EventSchema } from './events/event-schema.js';
import { encoderDefaults, type EncoderOptions } from './settings.js';

/** The default of --port, next to Azurite's ports. */
const defaultPort = 10_010;
const defaultData = '.stillframe/encoder';

export const usage = `Encodes thumbnails as Azure Media Services did, behind its REST API, on this machine alone.

  node dist/local/media-services/main.js [options]

  --port N              port on 127.0.0.1; 0 takes a free one (${defaultPort})
  --data FOLDER         assets, transforms, jobs and undelivered events (${defaultData})
  --subscription ID     subscription id (${encoderDefaults.subscriptionId})
  --resource-group NAME resource group (${encoderDefaults.resourceGroup})
  --account NAME        Media Services account (${encoderDefaults.accountName})
  --event-schema NAME   EventGrid or CloudEvents (${encoderDefaults.eventSchema})
  --event-types A,B     job events to raise; * for all (ends and output states)
  --job-time-limit S    seconds that a job may take (${encoderDefaults.jobTimeLimitSeconds})
  --retry-scale X       multiplies Event Grid's retry times (${encoderDefaults.retryScale})
  --help

  STORAGE_CONNECTION_STRING   storage account with its key (UseDevelopmentStorage=true)
  EVENT_WEBHOOK_URL           where job events go, with its key; none without it
  ENCODER_API_KEY             what POST /auth/token asks for (${encoderDefaults.apiKey})
  FFMPEG_PATH, FFPROBE_PATH   ffmpeg and ffprobe, where they are not on the PATH
`;

function number(text: string | undefined, name: string, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new Error(`--${name} must be a number from ${min} to ${max}, not '${text}'`);
  }
  return value;
}

function schemaOf(text: string | undefined): EventSchema | undefined {
  if (text === undefined || text === 'EventGrid' || text === 'CloudEvents') return text;
  throw new Error(`--event-schema must be EventGrid or CloudEvents, not '${text}'`);
}

function webhookOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  // Not quoted: the URL holds the endpoint's key.
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error('EVENT_WEBHOOK_URL must be an http or https URL');
  return text;
}

/** Parses the command line; secrets come from the environment. Throws an error that names the wrong option. */
export function readOptions(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): EncoderOptions | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      data: text,
      subscription: text,
      'resource-group': text,
      account: text,
      'event-schema': text,
      'event-types': text,
      'job-time-limit': text,
      'retry-scale': text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const port = number(values.port, 'port', 0, 65_535) ?? defaultPort;
  if (!Number.isInteger(port)) throw new Error('--port must be a whole number');
  return {
    port,
    dataFolder: values.data ?? defaultData,
    storageConnectionString: env['STORAGE_CONNECTION_STRING'] ?? 'UseDevelopmentStorage=true',
    subscriptionId: values.subscription,
    resourceGroup: values['resource-group'],
    accountName: values.account,
    apiKey: env['ENCODER_API_KEY'] ?? undefined,
    webhookUrl: webhookOf(env['EVENT_WEBHOOK_URL']),
    eventSchema: schemaOf(values['event-schema']),
    includedEventTypes: values['event-types']?.split(','),
    jobTimeLimitSeconds: number(values['job-time-limit'], 'job-time-limit', 1, 1_000_000),
    retryScale: number(values['retry-scale'], 'retry-scale', 0.000_001, 1_000),
  };
}
