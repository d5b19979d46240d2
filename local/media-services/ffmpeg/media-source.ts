import type { Size } from '../presets/layer-size.js';

/** A video stream. `displayed` is the size after rotation, with square pixels. */
export interface VideoStream {
  readonly index: number;
  readonly codec: string;
  readonly profile: string | undefined;
  readonly fourCc: string | undefined;
  readonly pixelFormat: string | undefined;
  readonly coded: Size;
  readonly displayed: Size;
  readonly sampleAspect: readonly [number, number];
  readonly frameRate: number;
  readonly bitsPerSecond: number | undefined;
  readonly timeBase: number | undefined;
}

export interface AudioStream {
  readonly index: number;
  readonly codec: string;
  readonly samplingRate: number;
  readonly channelLayout: string;
  readonly sampleFormat: string | undefined;
  readonly bitsPerSecond: number | undefined;
}

/** An input file as ffmpeg describes it. `durationSeconds` is undefined where the file has no duration. */
export interface MediaSource {
  readonly format: string;
  readonly durationSeconds: number | undefined;
  readonly startSeconds: number;
  readonly bitsPerSecond: number | undefined;
  readonly streamCount: number;
  readonly video: readonly VideoStream[];
  readonly audio: readonly AudioStream[];
  readonly metadata: Readonly<Record<string, string>>;
}
