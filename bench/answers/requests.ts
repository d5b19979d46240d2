import { HUNDRED_THOUSAND, MANY, STEP_SECONDS, THOUSAND } from './write-videos.js';

/** What callers ask, again and again. */
export interface BenchRequest {
  name: string;
  /** Below `/api/`, for the nth request. */
  path: (n: number) => string;
  /** What the first answer has to look like: errors are quick, and empty answers too. */
  isExpected: (body: string) => boolean;
  /** Asks as one who has the answer already. */
  isConditional?: boolean;
}

const LIST = `Videos/${THOUSAND.id}/Thumbnails`;
const ENDS = THOUSAND.images * STEP_SECONDS;

export const REQUESTS: readonly BenchRequest[] = [
  { name: 'list of 1,000', path: () => LIST, isExpected: (body) => countOf(body) === THOUSAND.images + 1 },
  {
    name: 'list of 1,000, signed anew each time',
    path: (n) => `${LIST}?kind=Thumbnail&to=${ENDS + n}`,
    isExpected: (body) => countOf(body) === THOUSAND.images,
  },
  {
    name: 'another moment (at) of 100,000 images each time',
    path: (n) => `Videos/${HUNDRED_THOUSAND.id}/Thumbnails?at=${momentOf(n)}`,
    isExpected: (body) => countOf(body) === 1,
  },
  {
    name: 'WebVTT of 1,000 cues',
    path: () => `Videos/${THOUSAND.id}/Thumbnails.vtt`,
    isExpected: (body) => body.split(' --> ').length === THOUSAND.images + 1,
  },
  { name: 'list of 1,000, not modified (304)', path: () => LIST, isExpected: () => true, isConditional: true },
  {
    name: 'posters of 50 videos',
    path: () => `Thumbnails?videoIds=${MANY.map(({ id }) => id).join(',')}&kind=Poster`,
    isExpected: (body) => (JSON.parse(body) as { Results: unknown[] }).Results.length === MANY.length,
  },
];

function countOf(body: string): number {
  return (JSON.parse(body) as unknown[]).length;
}

/** All over the video, in milliseconds of their own, so that no answer is in memory from a request before. */
function momentOf(n: number): string {
  const image = (n * 7919) % HUNDRED_THOUSAND.images;
  return (image * STEP_SECONDS + (n % 2000) / 1000).toFixed(3);
}
