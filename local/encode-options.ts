import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { fromCaller, readDataFolder } from './data-option.js';
import { canonicalVideoId, videoIdProblem } from '../src/domain/video-id.js';

export const ENCODE_HELP = `Encodes a video's thumbnails and shows them as the API answers them.

  npm run encode -- FILE [options]          (npm start must run in another terminal)

  --video-id ID       what callers ask for; default: the file's name without its ending
  --every 5           one thumbnail every 5 seconds, the default (500ms, 5s, 2m)
  --height 360,720    heights in pixels, 16 to 4320, one series each; default 360
  --sprite COLUMNS    also one sheet of small images, 1 to 50 in a row; its WebVTT lies beside it
  --replace           let the new images take the place of those that the video has; files stay in storage
  --json              print all that the API answers for the video, not a table (npm run --silent)
  --data FOLDER       the data folder of npm start; default .stillframe
  --help              show this
`;

/** The file to encode and the images to make of it. */
export interface EncodeOptions {
  file: string;
  videoId: string;
  everyMs: number;
  heights: number[];
  spriteColumns: number | undefined;
  replace: boolean;
  json: boolean;
  dataFolder: string;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };

/** Parses the command line; returns `help` for --help. Throws an error that names the wrong option. */
export function readEncodeOptions(args: string[]): EncodeOptions | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'video-id': text,
      every: text,
      height: text,
      sprite: text,
      replace: flag,
      json: flag,
      data: text,
      help: flag,
    },
  });
  if (values.help === true) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined) throw new Error('Which file? Say: npm run encode -- FILE [options]');
  if (more.length > 0) throw new Error(`One file at a time; '${more.join(' ')}' is left over.`);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) {
    throw new Error(`${file} is an address. Download the video first: encode takes a file of this machine.`);
  }
  const videoId = values['video-id'] ?? basename(file, extname(file));
  const problem = videoIdProblem(videoId);
  if (problem !== undefined) throw new Error(`--video-id: ${problem}.`);
  if (/[/\\]/.test(videoId)) throw new Error('--video-id: an id with / or \\ cannot be in the path of a request.');
  return {
    file: fromCaller(file),
    videoId: canonicalVideoId(videoId),
    everyMs: readEvery(values.every ?? '5s'),
    heights: [...new Set((values.height ?? '360').split(',').map((part) => readInteger('--height', part, 16, 4320)))],
    spriteColumns: values.sprite === undefined ? undefined : readInteger('--sprite', values.sprite, 1, 50),
    replace: values.replace === true,
    json: values.json === true,
    dataFolder: readDataFolder(values.data),
  };
}

function readEvery(value: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(value.trim()) ?? [];
  const ms = Math.round(Number(amount) * (UNITS[unit ?? 's'] ?? NaN));
  if (!(ms >= 40)) throw new Error(`--every: '${value}' is not a time such as 5, 500ms or 2m (40 ms at least).`);
  return ms;
}

function readInteger(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (!/^\s*\d+\s*$/.test(value) || number < min || number > max) {
    throw new Error(`${name}: '${value}' is not a whole number from ${min} to ${max}.`);
  }
  return number;
}
