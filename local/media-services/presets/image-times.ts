import { lengthSeconds, parsePosition, type Timeline } from './position.js';

/** The timing of an image codec. */
export interface TimingRule {
  readonly start: string;
  readonly step?: string | undefined;
  readonly range?: string | undefined;
}

/** Times in seconds from the start of the video; `endSeconds` is the end of the last image's time range. */
export interface ImageTimes {
  readonly seconds: readonly number[];
  readonly stepSeconds: number;
  readonly endSeconds: number;
}

/** The reason why a rule has no images for a video; the message becomes the job's error. */
export class TimingError extends Error {}

/** The documented defaults of Image.step and Image.range. */
const defaultStep = '10%';
const defaultRange = '100%';

/** Durations have two or three decimals, so a time this close to the end counts as the end. */
const tolerance = 1e-6;

function position(text: string, name: string) {
  const parsed = parsePosition(text);
  if (!parsed) throw new TimingError(`${name} '${text}' is no duration, percentage or frame count`);
  return parsed;
}

/** Whether a rule makes exactly one image of any video: `{Best}`, or a range of one frame. */
export function isSingle(rule: TimingRule): boolean {
  return parsePosition(rule.start)?.unit === 'best' || rule.range?.trim() === '1';
}

/**
 * t(k) = start + (k − 1) × step while t < min(start + range, duration), and before the pictures end, as the documentation of Media
 * Services describes it; `range` is relative to `start`, and 1 frame means a single image.
 * Throws TimingError for no images and for more than `maxImages`.
 */
export function imageTimes(rule: TimingRule, timeline: Timeline, maxImages: number): ImageTimes {
  const start = position(rule.start, 'start');
  // The documentation counts frames from 1, so frame 1 is at 0 seconds.
  const startSeconds =
    start.unit === 'frames' ? Math.max(0, start.value - 1) / timeline.frameRate : lengthSeconds(start, timeline);
  const stepSeconds = lengthSeconds(position(rule.step ?? defaultStep, 'step'), timeline);
  const rangeSeconds = lengthSeconds(position(rule.range ?? defaultRange, 'range'), timeline);
  const { durationSeconds, cutOffSeconds = durationSeconds, picturesEndSeconds = cutOffSeconds } = timeline;
  const lastSeconds = picturesEndSeconds > startSeconds ? picturesEndSeconds : cutOffSeconds;
  const endSeconds = Math.min(startSeconds + rangeSeconds, lastSeconds);

  if (startSeconds >= cutOffSeconds - tolerance) {
    const reason = cutOffSeconds < durationSeconds ? ', at which the file is cut off' : '';
    throw new TimingError(`start '${rule.start}' is not within the video's ${cutOffSeconds} seconds${reason}`);
  }
  if (isSingle(rule)) return { seconds: [startSeconds], stepSeconds, endSeconds };
  if (!(stepSeconds > 0) || !(endSeconds > startSeconds)) throw new TimingError('step and range must be more than 0');

  const count = Math.max(1, Math.ceil((endSeconds - startSeconds - tolerance) / stepSeconds));
  if (count > maxImages) {
    throw new TimingError(
      `start, step and range ask for ${count} images; the local encoder makes at most ${maxImages}`,
    );
  }
  return { seconds: Array.from({ length: count }, (_, k) => startSeconds + k * stepSeconds), stepSeconds, endSeconds };
}
