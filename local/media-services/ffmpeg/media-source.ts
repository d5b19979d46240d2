import type { Size } from '../presets/layer-size.js';

/** A video stream. */
export interface VideoStream {
  readonly index: number;
  readonly codec: string;
  readonly profile: string | undefined;
  readonly fourCc: string | undefined;
  readonly pixelFormat: string | undefined;
  readonly coded: Size;
  /** The size after rotation, with square pixels. */
  readonly displayed: Size;
  /** The filters that turn a decoded frame as it is to be displayed. */
  readonly turns: readonly string[];
  readonly isInterlaced: boolean;
  /** Whether its colours have numbers that the standards reserve, which newer filters reject. */
  readonly hasReservedColors: boolean;
  /** A cover, which is one frame for the whole duration. */
  readonly isCover: boolean;
  readonly isDefault: boolean;
  readonly sampleAspect: readonly [number, number];
  readonly frameRate: number;
  /** As the file declares it. */
  readonly frameCount: number | undefined;
  readonly bitsPerSecond: number | undefined;
  readonly timeBase: number | undefined;
}

export interface AudioStream {
  readonly index: number;
  readonly codec: string;
  readonly samplingRate: number;
  readonly channels: number;
  readonly channelLayout: string | undefined;
  readonly sampleFormat: string | undefined;
  readonly bitsPerSecond: number | undefined;
}

/** An input file as ffprobe describes it. `durationSeconds` is undefined where the file has no duration. */
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

/** The stream that images are taken from: covers last, then as players choose, by the default flag and the pixels. */
export function mainVideo({ video }: MediaSource): VideoStream | undefined {
  const rank = ({ isCover, isDefault, coded }: VideoStream) =>
    (isCover ? 0 : 2e12) + (isDefault ? 1e12 : 0) + coded.width * coded.height;
  return [...video].sort((a, b) => rank(b) - rank(a))[0];
}
