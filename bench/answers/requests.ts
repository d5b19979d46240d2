import { HUNDRED_THOUSAND, MANY, STEP_SECONDS, THOUSAND } from './write-videos.js';

/** What callers ask, again and again. */
export interface Question {
  name: string;
  /** Below `/api/`, for the nth request. */
  path: (n: number) => string;
  /** What the first answer has to look like: errors are quick, and empty answers too. */
  holds: (body: string) => boolean;
  /** Asks as one who has the answer already. */
  matchesIfNoneMatch?: boolean;
}

const LIST = `Videos/${THOUSAND.id}/Thumbnails`;
const ENDS = THOUSAND.images * STEP_SECONDS;

export const QUESTIONS: readonly Question[] = [
  { name: 'list of 1,000', path: () => LIST, holds: (body) => listed(body) === THOUSAND.images + 1 },
  {
    name: 'list of 1,000, signed anew each time',
    path: (n) => `${LIST}?kind=Thumbnail&to=${ENDS + n}`,
    holds: (body) => listed(body) === THOUSAND.images,
  },
  {
    name: 'another moment (at) of 100,000 images each time',
    path: (n) => `Videos/${HUNDRED_THOUSAND.id}/Thumbnails?at=${momentOf(n)}`,
    holds: (body) => listed(body) === 1,
  },
  {
    name: 'WebVTT of 1,000 cues',
    path: () => `Videos/${THOUSAND.id}/Thumbnails.vtt`,
    holds: (body) => body.split(' --> ').length === THOUSAND.images + 1,
  },
  { name: 'list of 1,000, not modified (304)', path: () => LIST, holds: () => true, matchesIfNoneMatch: true },
  {
    name: 'posters of 50 videos',
    path: () => `Thumbnails?videoIds=${MANY.map(({ id }) => id).join(',')}&kind=Poster`,
    holds: (body) => (JSON.parse(body) as { Results: unknown[] }).Results.length === MANY.length,
  },
];

function listed(body: string): number {
  return (JSON.parse(body) as unknown[]).length;
}

/** All over the video, in milliseconds of their own, so that no answer is in memory from a request before. */
function momentOf(n: number): string {
  const image = (n * 7919) % HUNDRED_THOUSAND.images;
  return (image * STEP_SECONDS + (n % 2000) / 1000).toFixed(3);
}
