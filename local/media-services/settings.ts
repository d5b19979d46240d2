import type { EventSchema } from './events/event-schema.js';

/** The options of the encoder; defaults are in `encoderDefaults`. */
export interface EncoderOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** A loopback address, since the API is plain HTTP. */
  readonly hostname?: string | undefined;
  /** For assets, transforms, jobs, undelivered events, dead letters, and temporary files of running jobs. */
  readonly dataFolder: string;
  readonly storageConnectionString: string;
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
  readonly accountName?: string | undefined;
  readonly apiKey?: string | undefined;
  /** The URL that receives job events; may contain a key. Default: no events. */
  readonly webhookUrl?: string | undefined;
  readonly eventSchema?: EventSchema | undefined;
  /** With or without `Microsoft.Media.`; the default has no StateChange events and no progress. */
  readonly includedEventTypes?: readonly string[] | undefined;
  readonly jobTimeLimitSeconds?: number | undefined;
  /** Multiplies Event Grid's retry times. */
  readonly retryScale?: number | undefined;
  /** The number of items of a page. */
  readonly pageSize?: number | undefined;
  /** Default: `findFfmpeg`; its ffprobe is `findFfprobe`. */
  readonly ffmpegPath?: string | undefined;
  /** Receives log lines, which contain no keys, tokens or signatures. */
  readonly log?: ((line: string) => void) | undefined;
}

export const encoderDefaults = {
  hostname: '127.0.0.1',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'stillframe',
  accountName: 'stillframe',
  apiKey: 'local',
  eventSchema: 'EventGrid',
  jobTimeLimitSeconds: 600,
  retryScale: 1,
  /** The service's own page size. */
  pageSize: 1_000,
} as const;

/** Throws for addresses that would expose the plain HTTP API to the network. */
export function assertLoopback(hostname: string): void {
  if (/^(127(\.\d{1,3}){3}|localhost|::1)$/.test(hostname)) return;
  throw new Error(`the local encoder listens on loopback addresses only, not on '${hostname}'`);
}
