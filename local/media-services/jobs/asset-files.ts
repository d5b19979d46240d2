import { randomUUID } from 'node:crypto';
import { serialize } from 'tinyduration';
import type { AudioStream, MediaSource, VideoStream } from '../ffmpeg/media-source.js';
import type { Size } from '../presets/layer-size.js';
import type { InputBlob } from './input-blob.js';

/** Formats a duration as the documented files do: "PT1M10.304S", "PT0S" for none. */
export function isoDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds * 1_000));
  const text = serialize({
    hours: Math.floor(whole / 3_600_000),
    minutes: Math.floor(whole / 60_000) % 60,
    seconds: (whole % 60_000) / 1_000,
  });
  return text === 'PT' || text === 'P' ? 'PT0S' : text;
}

const rounded = (value: number) => Math.round(value * 1_000) / 1_000;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
function displayAspect({ width, height }: Size) {
  const common = divisor(width, height);
  return { DisplayAspectRatioNumerator: width / common, DisplayAspectRatioDenominator: height / common };
}

const bitrate = (value: number | undefined) => (value === undefined ? {} : { Bitrate: value, BitrateSpecified: true });

const videoTrack = (video: VideoStream, durationSeconds: number) => ({
  FourCC: video.fourCc ?? video.codec,
  Profile: video.profile,
  PixelFormat: video.pixelFormat,
  // Sizes are strings in these files; all other numbers are numbers.
  Width: String(video.coded.width),
  Height: String(video.coded.height),
  ...displayAspect(video.displayed),
  SampleAspectRatioNumerator: video.sampleAspect[0],
  SampleAspectRatioNumeratorSpecified: true,
  SampleAspectRatioDenominator: video.sampleAspect[1],
  SampleAspectRatioDenominatorSpecified: true,
  FrameRate: rounded(video.frameRate),
  ...bitrate(video.bitsPerSecond),
  Id: video.index + 1,
  Codec: video.codec,
  ...(video.timeBase ? { TimeBase: `1/${Math.round(video.timeBase)}` } : {}),
  NumberOfFrames: Math.round(durationSeconds * video.frameRate),
  NumberOfFramesSpecified: true,
  StartTime: 'PT0S',
  Duration: isoDuration(durationSeconds),
});

const audioTrack = (audio: AudioStream, durationSeconds: number) => ({
  SampleFormat: audio.sampleFormat,
  ChannelLayout: audio.channelLayout,
  Channels: audio.channels,
  SamplingRate: audio.samplingRate,
  ...bitrate(audio.bitsPerSecond),
  Id: audio.index + 1,
  Codec: audio.codec,
  StartTime: 'PT0S',
  Duration: isoDuration(durationSeconds),
});

/** `<guid>_metadata.json`, which describes the input; the GUID is random. */
export function metadataFile(input: InputBlob, source: MediaSource): { name: string; text: string } {
  const durationSeconds = source.durationSeconds ?? 0;
  const file = {
    VideoTracks: source.video.filter(({ isCover }) => !isCover).map((video) => videoTrack(video, durationSeconds)),
    AudioTracks: source.audio.map((audio) => audioTrack(audio, durationSeconds)),
    Metadata: Object.entries(source.metadata).map(([key, value]) => ({ key, value })),
    Name: input.name.split('/').at(-1),
    Uri: input.url,
    Size: input.bytes,
    Duration: isoDuration(durationSeconds),
    NumberOfStreams: source.streamCount,
    FormatNames: source.format,
    StartTime: isoDuration(source.startSeconds),
    ...(source.bitsPerSecond ? { OverallBitRate: source.bitsPerSecond, OverallBitRateSpecified: true } : {}),
  };
  return { name: `${randomUUID()}_metadata.json`, text: JSON.stringify({ AssetFile: [file] }, undefined, 2) };
}

/** An image series in the manifest, represented by its first file. */
export interface ManifestImage extends Size {
  readonly name: string;
  readonly bytes: number;
  readonly codec: string;
}

/**
 * `<base>_manifest.json`. The service listed MP4 files in it; this encoder lists the first file of each image series in the same
 * shape, so that readers find the video's duration.
 */
export function manifestFile(basename: string, images: readonly ManifestImage[], durationSeconds: number) {
  const files = images.map(({ name, bytes, width, height, codec }) => ({
    Sources: [{ Name: name }],
    VideoTracks: [
      { Id: 1, FourCC: codec, Width: String(width), Height: String(height), ...displayAspect({ width, height }) },
    ],
    AudioTracks: [],
    Name: name,
    Size: bytes,
    Duration: isoDuration(durationSeconds),
  }));
  return { name: `${basename}_manifest.json`, text: JSON.stringify({ AssetFile: files }, undefined, 2) };
}
