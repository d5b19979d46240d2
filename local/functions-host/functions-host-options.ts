import type { ListedFunction } from './list-functions.js';

export interface FunctionsHostOptions {
  /** The folder with host.json and package.json. */
  appRoot: string;
  /** 0 picks a free one. */
  port: number;
  /** 127.0.0.1 by default: the host is for the machine it runs on. */
  hostname?: string;
  /** Turns key checks on. Off by default, as with Core Tools. */
  auth?: boolean;
  /** "Executing" and "Executed" lines. */
  verbose?: boolean;
  /** Overrides local.settings.json. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Where the keys are kept; `.stillframe` in the app by default. */
  dataFolder?: string;
  log?: (line: string) => void;
  /** The compiled worker.js; by default that of the build in the current folder. */
  workerFile?: string | URL;
}

export interface FunctionsHost {
  port: number;
  url: string;
  /** The loaded functions; empty when the app could not be loaded. */
  readonly functions: readonly ListedFunction[];
  /** Resolves when the host has stopped, with a message when it stopped because of crashes. */
  stopped: Promise<string | undefined>;
  /** Stops listening, waits for calls in flight (10 s), runs appTerminate hooks (5 s). Can be called twice. */
  stop(): Promise<void>;
}
