import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { path as ffmpeg } from '@ffmpeg-installer/ffmpeg';

/** A clip, and the times that its frames show: `at` is when a frame comes on show, `shown` the time in its bar code. */
export interface TimedClip {
  readonly kind: string;
  readonly file: string;
  readonly frames: readonly { readonly at: number; readonly shown: number }[];
  readonly stepSeconds: number;
  readonly seconds: number;
}

const codecs = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  h264WithBFrames: ['-c:v', 'libx264', '-bf', '3', '-g', '50', '-pix_fmt', 'yuv420p'],
  vp8: ['-c:v', 'libvpx', '-b:v', '1M', '-g', '20', '-auto-alt-ref', '1', '-lag-in-frames', '10'],
  mpeg2: ['-c:v', 'mpeg2video', '-b:v', '4M', '-g', '10'],
};
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=d=${seconds}`];

/** Frames whose sixteen columns are the bits of their time in hundredths of a second. */
const coded = (rate: string, seconds: number, from = 0, size = '128x32', more = '') => [
  ...['-f', 'lavfi', '-i'],
  `nullsrc=s=${size}:r=${rate}:d=${seconds},geq=lum='if(bitand(round((T+${from})*100),pow(2,floor(X*16/W))),225,26)':cb=128:cr=128${more}`,
];

const at = (times: readonly number[], shift = 0) =>
  times.map((time) => ({ at: Math.max(0, time), shown: time + shift }));
const even = (framesPerSecond: number, seconds: number, shift = 0) =>
  at(
    Array.from({ length: Math.round(framesPerSecond * seconds) }, (_, n) => n / framesPerSecond),
    shift,
  );

/** An MP4 turned by 90 degrees in its track header's matrix: ffmpeg's option for that differs between versions. */
export function turned(movie: Buffer): Buffer {
  const matrix = (a: number, b: number) =>
    Buffer.from(new Uint8Array(Int32Array.of(a, b, 0, -b, a, 0, 0, 0, 1 << 30).buffer)).swap32();
  const copy = Buffer.from(movie);
  matrix(0, 1 << 16).copy(copy, copy.indexOf(matrix(1 << 16, 0), copy.indexOf('tkhd')));
  return copy;
}

/** Makes the clips in a folder, with the ffmpeg from npm. */
export function timedClips(folder: string): TimedClip[] {
  const make = (name: string, ...args: string[]) => {
    execFileSync(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, name], { cwd: folder });
    return join(folder, name);
  };
  /** Two clips one after the other, the second of them with later clocks. */
  const joined = (name: string, second: string[], secondSize: string) => {
    const ts = (part: string, args: string[], size: string, from: number) =>
      readFileSync(make(part, ...coded('10', 5, from, size), ...args, '-output_ts_offset', String(from)));
    const parts = [ts(`1-${name}`, codecs.h264, '128x32', 0), ts(`2-${name}`, second, secondSize, 5)];
    writeFileSync(join(folder, name), Buffer.concat(parts));
    return join(folder, name);
  };
  const webm = (name: string, sizes: [string, string]) => {
    sizes.forEach((size, i) => make(`${i}-${name}`, ...coded('10', 5, i * 5, size), ...codecs.vp8));
    writeFileSync(join(folder, `${name}.txt`), sizes.map((_, i) => `file ${i}-${name}\n`).join(''));
    return make(name, '-f', 'concat', '-i', `${name}.txt`, '-c', 'copy');
  };
  const chosen = (numbers: number[]) => `,select='${numbers.map((n) => `eq(n,${n})`).join('+')}'`;
  const irregular = [0, 1, 2, 9, 14, 15, 31, 32, 47];
  const vfr = [...coded('10', 5, 0, '128x32', chosen(irregular)), '-vsync', 'vfr', ...codecs.h264];
  const variable = at(irregular.map((n) => n / 10));
  const slides = [...coded('1', 15, 0, '128x32', chosen([0, 5, 10])), ...sound(15), '-vsync', 'vfr', ...codecs.h264];
  const plain = make('plain.mp4', ...coded('25', 6), ...codecs.h264WithBFrames);
  const sideways = make('sideways.mp4', ...coded('25', 2, 0, '128x32', ',transpose=cclock'), ...codecs.h264);
  writeFileSync(join(folder, 'turned.mp4'), turned(readFileSync(sideways)));
  const interlaced = [...codecs.mpeg2, '-flags', '+ilme+ildct', '-top', '1'];
  const ntsc = 30_000 / 1_001;
  const slow = (name: string, rate: number, seconds: number) =>
    make(name, ...coded(`1/${1 / rate}`, seconds), ...codecs.h264);
  const rows: [string, string, TimedClip['frames'], number, number][] = [
    ['25 frames a second', plain, even(25, 6), 0.47, 6],
    ['29.97', make('ntsc.mp4', ...coded('30000/1001', 4), ...codecs.h264), even(ntsc, 4), 0.1, 4.004],
    ['29.97 in Matroska', make('ntsc.mkv', ...coded('30000/1001', 4), ...codecs.h264), even(ntsc, 4), 0.3, 4],
    ['one frame a second', slow('one.mp4', 1, 6), even(1, 6), 0.5, 6],
    ['one frame in 2 seconds', slow('half.mp4', 1 / 2, 12), even(1 / 2, 12), 1, 12],
    ['one frame in 5 seconds', slow('fifth.mp4', 1 / 5, 20), even(1 / 5, 20), 1.9, 20],
    ['one frame in 12 seconds', slow('twelfth.mp4', 1 / 12, 36), even(1 / 12, 36), 5, 36],
    ['slides', make('slides.mkv', ...slides, '-c:a', 'pcm_s16le'), at([0, 5, 10]), 1, 15],
    ['slides in MP4', make('slides.mp4', ...slides, '-c:a', 'aac'), at([0, 5, 10]), 3.3, 15],
    ['a variable rate', make('vfr.mp4', ...vfr), variable, 0.25, 4.8],
    ['a variable rate in Matroska', make('vfr.mkv', ...vfr), variable, 0.3, 4.8],
    ['a WebM that becomes larger', webm('larger.webm', ['128x32', '256x64']), even(10, 10), 0.7, 10],
    ['a WebM that becomes smaller', webm('smaller.webm', ['256x64', '128x32']), even(10, 10), 0.7, 10],
    ['other parameter sets', joined('size.ts', codecs.h264, '192x48'), even(10, 10), 0.9, 10],
    [
      'another pixel format',
      joined('pixels.ts', [...codecs.h264.slice(0, 4), '-pix_fmt', 'yuv444p'], '128x32'),
      even(10, 10),
      0.9,
      10,
    ],
    ['an edit list', make('edited.mp4', '-ss', '1.3', '-i', 'plain.mp4', '-c', 'copy'), even(25, 4.7, 1.32), 0.4, 4.7],
    [
      'pictures later than the sound',
      make('late.mkv', ...sound(8), '-itsoffset', '5', ...coded('10', 3), ...codecs.h264, '-c:a', 'pcm_s16le'),
      even(10, 3).map(({ at: begin, shown }) => ({ at: begin === 0 ? 0 : begin + 5, shown })),
      0.7,
      8,
    ],
    ['a single frame', make('single.mp4', ...coded('25', 0.04), ...codecs.h264), at([0]), 0.01, 0.04],
    ['interlaced', make('interlaced.ts', ...coded('25', 4), ...interlaced), even(25, 4), 0.36, 4],
    ['turned', join(folder, 'turned.mp4'), even(25, 2), 0.2, 2],
    ['no duration', make('live.webm', ...coded('10', 4), ...codecs.vp8, '-live', '1'), even(10, 4), 0.3, 4],
    [
      'a late clock',
      make('late.ts', ...coded('20', 5), ...codecs.h264, '-output_ts_offset', '100'),
      even(20, 5),
      0.6,
      5,
    ],
    ['no times', make('raw.h264', ...coded('25', 4), ...codecs.h264), even(25, 4), 0.5, 4],
    ['MPEG-4 in AVI', make('x.avi', ...coded('25', 4), '-c:v', 'mpeg4', '-q:v', '2'), even(25, 4), 0.5, 4],
    ['Flash video', make('x.flv', ...coded('25', 4), ...codecs.h264), even(25, 4), 0.5, 4],
    ['a program stream', make('x.mpg', ...coded('25', 4), ...codecs.mpeg2), even(25, 4), 0.5, 4],
    [
      'fragments',
      make('x.mp4', ...coded('25', 4), ...codecs.h264, '-movflags', 'frag_keyframe+empty_moov'),
      even(25, 4),
      0.5,
      4,
    ],
  ];
  return rows.map(([kind, file, frames, stepSeconds, seconds]) => ({ kind, file, frames, stepSeconds, seconds }));
}
