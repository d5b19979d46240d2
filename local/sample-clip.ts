import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findFfmpeg } from './media-services/ffmpeg/find-ffmpeg.js';

const SECONDS = 12;
const STILL = `r=25:d=0.04,format=yuva420p,geq=lum='p(X\\,Y)':a=`;
const REPEATED = `loop=${SECONDS * 25 - 1}:1`;

/** A colour channel of the sky at its top and at the horizon: at sunrise, what noon adds, and what the evening adds. */
function channel(top: readonly [number, number, number], horizon: readonly [number, number, number]): string {
  const [above, below] = [top, horizon].map(
    ([sunrise, noon, evening]) => `${sunrise}+${noon}*sin(PI*T/${SECONDS})+${evening}*T/${SECONDS}`,
  );
  return `'clip(lerp(${above ?? ''}\\,${below ?? ''}\\,Y/H*Y/H)\\,0\\,255)'`;
}

/** A range of hills, drawn once: its height in parts of the picture, and two waves of its crest (height, length). */
function hills(colour: string, height: number, [high, long]: [number, number], [low, short]: [number, number]): string {
  const crest = `H*(${height}+${high}*sin(X/${long})+${low}*sin(X/${short}+1))`;
  return `color=${colour}:s=960x360:${STILL}'255*clip(Y-${crest}\\,0\\,1)',${REPEATED}`;
}

/** The sky is two pixels wide, so that its formulas cost nothing. */
const SKY = `color=s=2x36:r=25:d=${SECONDS},format=rgb24,geq=r=${channel([30, 20, 50], [255, -60, -20])}:g=${channel(
  [22, 110, 0],
  [130, 100, -60],
)}:b=${channel([62, 140, 0], [70, 120, 50])},scale=640:360:flags=bicubic,setsar=1,format=yuv420p`;
const FROM_CENTRE = 'hypot(X-W/2\\,Y-H/2)';
const SUN = `color=0xFFEFCF:s=300x300:${STILL}'255*max(clip(25-${FROM_CENTRE}\\,0\\,1)\\,0.7*exp(-${FROM_CENTRE}/44)-0.03)',${REPEATED}`;

/** A day over hills: each moment looks different, and the encoders' filters of 2018 can draw it. */
const DAY = [
  `${SKY}[sky]`,
  `${SUN}[sun]`,
  `${hills('0x4A5680', 0.62, [0.06, 85], [0.03, 30])}[far]`,
  `${hills('0x2C385C', 0.73, [0.05, 115], [0.025, 41])}[middle]`,
  `${hills('0x121C34', 0.84, [0.045, 70], [0.02, 23])}[near]`,
  `[sky][sun]overlay=x='640*(0.12+0.76*t/${SECONDS})-150':y='360*(0.82-0.66*sin(PI*t/${SECONDS}))-150'[day]`,
  `[day][far]overlay=x='-6*t'[a]`,
  `[a][middle]overlay=x='-13*t'[b]`,
  `[b][near]overlay=x='-26*t',format=yuv420p[out0]`,
].join(';');

/** Makes a short clip of a day over hills, with a tone, for the first start. */
export async function makeSampleClip(file: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${file}.part`;
  const pictures = ['-f', 'lavfi', '-i', DAY];
  // Shorter than the pictures, since encoders pad audio and the file is as long as its longest stream.
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=220:duration=${SECONDS - 0.1}`];
  const codecs = [
    '-t',
    String(SECONDS),
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ];
  const args = ['-hide_banner', '-loglevel', 'error', '-y', ...pictures, ...sound, ...codecs, '-f', 'mp4', unfinished];
  await promisify(execFile)(findFfmpeg(process.env), args, { signal });
  await rename(unfinished, file);
}
