import { lengthSeconds, parsePosition, type Timeline } from './position.js';

/** The three texts of an image codec that say when its images are taken. */
export interface TimingRule {
  readonly start: string;
  readonly step?: string | undefined;
  readonly range?: string | undefined;
}

/** Nominal times in seconds from the start of the video; `endSeconds` is where the last one's stretch ends. */
export interface ImageTimes {
  readonly seconds: readonly number[];
  readonly stepSeconds: number;
  readonly endSeconds: number;
}

/** Why a rule has no images on a given video; the message is meant for the job's error. */
export class TimingError extends Error {}

/** The documented defaults of Image.step and Image.range. */
const defaultStep = '10%';
const defaultRange = '100%';

/** Durations come with two or three decimals; a time this close to the end belongs to the end. */
const tolerance = 1e-6;

function position(text: string, name: string) {
  const parsed = parsePosition(text);
  if (!parsed) throw new TimingError(`${name} '${text}' is no duration, percentage or frame count`);
  return parsed;
}

/** True for a rule that makes exactly one image whatever the video: `{Best}`, or a range of one frame. */
export function isSingle(rule: TimingRule): boolean {
  return parsePosition(rule.start)?.unit === 'best' || rule.range?.trim() === '1';
}

/**
 * t(k) = start + (k − 1) × step while t < min(start + range, duration), and before the pictures end. Media Services' own rule, as far as its
 * documentation and samples tell; `range` is relative to `start`, and 1 frame means a single image.
 * Throws TimingError when no image would come of it, or more than `most`.
 */
export function imageTimes(rule: TimingRule, timeline: Timeline, most: number): ImageTimes {
  const start = position(rule.start, 'start');
  // "10 to start at the 10th frame": frames are counted from one, so frame 1 is at 0 seconds.
  const startSeconds =
    start.unit === 'frames' ? Math.max(0, start.value - 1) / timeline.frameRate : lengthSeconds(start, timeline);
  const stepSeconds = lengthSeconds(position(rule.step ?? defaultStep, 'step'), timeline);
  const rangeSeconds = lengthSeconds(position(rule.range ?? defaultRange, 'range'), timeline);
  const { durationSeconds, picturesEndSeconds = durationSeconds } = timeline;
  const lastSeconds = picturesEndSeconds > startSeconds ? picturesEndSeconds : durationSeconds;
  const endSeconds = Math.min(startSeconds + rangeSeconds, lastSeconds);

  if (startSeconds >= timeline.durationSeconds - tolerance) {
    throw new TimingError(`start '${rule.start}' is not within the video's ${timeline.durationSeconds} seconds`);
  }
  if (isSingle(rule)) return { seconds: [startSeconds], stepSeconds, endSeconds };
  if (!(stepSeconds > 0) || !(endSeconds > startSeconds)) throw new TimingError('step and range must be more than 0');

  const count = Math.max(1, Math.ceil((endSeconds - startSeconds - tolerance) / stepSeconds));
  if (count > most) {
    throw new TimingError(`start, step and range ask for ${count} images; the local encoder makes at most ${most}`);
  }
  return { seconds: Array.from({ length: count }, (_, k) => startSeconds + k * stepSeconds), stepSeconds, endSeconds };
}
