import type { AudioStream, MediaSource, VideoStream } from './media-source.js';

/** "00:01:10.30" in seconds. */
function clockSeconds(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

const kilobits = (text: string) => {
  const found = /(?<!\d)(\d+) kb\/s/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * 1_000;
};

/** ffmpeg prints 29.97 for 30000/1001; long videos need the exact rate for frame counts. */
function exactRate(rate: number): number {
  const ntsc = Math.round(rate) * (1_000 / 1_001);
  return Math.abs(ntsc - rate) < 0.006 ? ntsc : rate;
}

function frameRateOf(line: string): number {
  const [, digits, kilo] = /(?<![\d.])([\d.]+)(k?) (?:fps|tbr)/.exec(line) ?? [];
  const rate = Number(digits ?? 0) * (kilo ? 1_000 : 1);
  // Frame counts need a rate also where there is none, as in a slide show; 25 is ffmpeg's default.
  return rate > 0 && rate <= 1_000 ? exactRate(rate) : 25;
}

function readVideo(index: number, line: string, details: string): VideoStream | undefined {
  const [, width, height] = /, (\d{1,6})x(\d{1,6})[ ,]/.exec(`${line},`) ?? [];
  if (!Number(width) || !Number(height)) return undefined;
  const coded = { width: Number(width), height: Number(height) };
  const [, sarX = 1, sarY = 1] = (/SAR (\d+):(\d+)/.exec(line) ?? []).map(Number);
  const squareWidth = Math.max(1, Math.round((coded.width * (sarX || 1)) / (sarY || 1)));
  const rotation = Number(/displaymatrix: rotation of (-?[\d.]+) degrees/.exec(details)?.[1] ?? 0);
  const isTurned = Math.abs(Math.round(rotation / 90)) % 2 === 1;
  const timeBase = /(?<![\d.])([\d.]+)(k?) tbn/.exec(line);
  const codec = line.split(',')[0] ?? '';
  return {
    index,
    codec: codec.trim().split(' ')[0] ?? '',
    profile: /\(([A-Z][^/)]*)\)/.exec(codec)?.[1],
    fourCc: /\((\S{4}) \/ 0x/.exec(codec)?.[1],
    pixelFormat: /, ([a-z]+\d*[a-z]*\d*[a-z]*)/.exec(line)?.[1],
    coded,
    displayed: isTurned ? { width: coded.height, height: squareWidth } : { width: squareWidth, height: coded.height },
    sampleAspect: [sarX || 1, sarY || 1],
    frameRate: frameRateOf(line),
    bitsPerSecond: kilobits(line),
    timeBase: timeBase ? Number(timeBase[1]) * (timeBase[2] ? 1_000 : 1) : undefined,
  };
}

function readAudio(index: number, line: string): AudioStream {
  const [codec = '', rate = '', layout = '', format] = line.split(', ');
  return {
    index,
    codec: codec.trim().split(' ')[0] ?? '',
    samplingRate: Number.parseInt(rate, 10) || 0,
    channelLayout: layout.trim(),
    sampleFormat: format?.trim().split(' ')[0],
    bitsPerSecond: kilobits(line),
  };
}

/** The pairs of the first `Metadata:` block, which belongs to the file. */
function readMetadata(header: string): Record<string, string> {
  const pairs = [...header.matchAll(/^ {4}(\w[\w .-]*): (.*)$/gm)].slice(0, 50);
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key.trimEnd(), value.slice(0, 500)]));
}

/** Parses the output of `ffmpeg -i`; undefined when ffmpeg could not open its input. (The npm build has no ffprobe.) */
export function readSource(stderr: string): MediaSource | undefined {
  const format = /^Input #0, (.+), from '/m.exec(stderr)?.[1];
  const duration = /^ {2}Duration: (\S+),(?: start: (-?[\d.]+),)? bitrate: (.*)$/m.exec(stderr);
  if (format === undefined || !duration) return undefined;
  const streams = stderr.split(/^ {2,4}Stream #0:/m).slice(1);
  const parsed = streams.map((text) => {
    const [, index, type, line = ''] = /^(\d+)(?:\D[^:]*)?: (Video|Audio|\w+): (.*)/.exec(text) ?? [];
    return { index: Number(index), type, line, details: text };
  });
  // The cover of a music file is a video stream with one picture.
  const moving = parsed.filter(({ type, line }) => type === 'Video' && !line.includes('(attached pic)'));
  return {
    format,
    durationSeconds: clockSeconds(duration[1]),
    startSeconds: Number(duration[2] ?? 0),
    bitsPerSecond: kilobits(duration[3] ?? ''),
    streamCount: streams.length,
    video: moving.flatMap(({ index, line, details }) => readVideo(index, line, details) ?? []),
    audio: parsed.filter(({ type }) => type === 'Audio').map(({ index, line }) => readAudio(index, line)),
    metadata: readMetadata(stderr.slice(stderr.indexOf('Input #0'), duration.index)),
  };
}
