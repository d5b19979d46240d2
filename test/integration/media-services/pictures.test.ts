import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path as npmFfmpeg } from '@ffmpeg-installer/ffmpeg';
import { path as npmFfprobe } from '@ffprobe-installer/ffprobe';
import { findFfmpeg, findFfprobe, type Ffmpeg } from '../../../local/media-services/ffmpeg/find-ffmpeg.js';
import { probe } from '../../../local/media-services/ffmpeg/probe.js';
import { writeSeries } from '../../../local/media-services/ffmpeg/write-series.js';
import { imageTimes, type TimingRule } from '../../../local/media-services/presets/image-times.js';
import { timedClips, type TimedClip } from './timed-clips.js';

const folder = mkdtempSync(join(tmpdir(), 'stillframe-pictures-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Every ffmpeg at hand, with its ffprobe: npm's, the one on the PATH and the one that is named. */
const found = [npmFfmpeg, findFfmpeg({ PATH: process.env['PATH'] }), findFfmpeg(process.env)];
const programs = [...new Set(found.filter(existsSync))].map((ffmpeg) => ({
  ffmpeg,
  ffprobe: ffmpeg === npmFfmpeg ? npmFfprobe : findFfprobe(process.env, ffmpeg),
}));
const clips = timedClips(folder);

/** The times in the bar codes of numbered images. */
function shownTimes(job: string, files: string): number[] {
  const bits = ['-vf', 'scale=16:1:flags=area,format=gray', '-f', 'rawvideo', '-'];
  const pixels = execFileSync(npmFfmpeg, ['-v', 'error', '-nostdin', '-i', files, ...bits], { cwd: job });
  return Array.from({ length: pixels.length / 16 }, (_, n) =>
    [...pixels.subarray(16 * n, 16 * n + 16)].reduce((sum, value, bit) => sum + (value > 128 ? 2 ** bit : 0), 0),
  ).map((hundredths) => hundredths / 100);
}

/** A function that takes images of a clip: what time each is of, and which its frame shows. */
async function encoderOf(clip: TimedClip, programs: Ffmpeg) {
  const job = mkdtempSync(join(folder, 'job-'));
  copyFileSync(clip.file, join(job, 'input'));
  const run = { ...programs, folder: job, signal: new AbortController().signal };
  const { source, video, ends } = await probe(run);
  if (!video) throw new Error('no video');
  const size = { width: 128, height: 32 };
  return async (name: string, rule: TimingRule) => {
    const times = imageTimes(rule, { ...ends, frameRate: video.frameRate }, 1_000);
    const files = `${name}-%09d.png`;
    const layers = [{ size: { picture: size, canvas: size }, format: 'png', files }] as const;
    await writeSeries(run, { ...video, format: source.format }, layers, times);
    const shown = shownTimes(job, files);
    return times.seconds.map((time, i) => ({ time, shown: shown[i] }));
  };
}

/** The frame that is on show at a time; containers round to milliseconds. */
const onShow = ({ frames }: TimedClip, time: number) =>
  Math.round((frames.findLast(({ at }) => at <= time + 0.00055)?.shown ?? -1) * 100) / 100;

describe.each(programs)('with $ffmpeg, each image', (ffmpeg) => {
  it.each(clips)('is the frame on show at its time: $kind', async (clip) => {
    const { stepSeconds, seconds } = clip;
    const images = await encoderOf(clip, ffmpeg);
    const series = await images('series', { start: 'PT0S', step: `PT${stepSeconds}S` });
    expect(series).toEqual(series.map(({ time }) => ({ time, shown: onShow(clip, time) })));
    expect(series).toHaveLength(Math.ceil(seconds / stepSeconds - 0.01));

    const one = (seconds * 0.72).toFixed(2);
    const sought = await images('sought', { start: `PT${one}S`, range: '1' });
    expect(sought).toEqual([{ time: Number(one), shown: onShow(clip, Number(one)) }]);
  });
});
