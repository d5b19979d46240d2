import type { EventSchema } from './events/event-schema.js';

/** What the encoder must be told. Defaults for all else are in `encoderDefaults`. */
export interface EncoderOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** A loopback address: the API speaks plain HTTP. */
  readonly hostname?: string | undefined;
  /** Holds assets, transforms, jobs, undelivered events, dead letters, and the running jobs' temporary files. */
  readonly dataFolder: string;
  readonly storageConnectionString: string;
  readonly subscriptionId?: string | undefined;
  readonly resourceGroup?: string | undefined;
  readonly accountName?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Where job events go; may hold a key. Without it no events are raised. */
  readonly webhookUrl?: string | undefined;
  readonly eventSchema?: EventSchema | undefined;
  /** With or without `Microsoft.Media.`; the default leaves out the StateChange twins and progress. */
  readonly includedEventTypes?: readonly string[] | undefined;
  readonly jobTimeLimitSeconds?: number | undefined;
  /** Multiplies Event Grid's retry times: 0.01 makes ten seconds a tenth of one. */
  readonly retryScale?: number | undefined;
  /** How many items a page of a list holds. */
  readonly pageSize?: number | undefined;
  /** Default: `FFMPEG_PATH`, the PATH, the npm package, in this order. */
  readonly ffmpegPath?: string | undefined;
  /** Gets one line at a time, without keys, tokens and signatures. */
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

/** Refuses what would open an unauthenticated-by-TLS API to the network. */
export function assertLoopback(hostname: string): void {
  if (/^(127(\.\d{1,3}){3}|localhost|::1)$/.test(hostname)) return;
  throw new Error(`the local encoder listens on loopback addresses only, not on '${hostname}'`);
}
