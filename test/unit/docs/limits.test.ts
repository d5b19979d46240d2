import { readFileSync } from 'node:fs';
import { MAX_VIDEOS } from '../../../src/application/reading/list-many.js';
import { MAX_PAGE } from '../../../src/application/reading/list-thumbnails.js';
import { MAX_ALIASES, MAX_FORMER_OWNERS } from '../../../src/domain/decide.js';
import { LIMITS } from '../../../src/domain/limits.js';
import { MAX_IMAGES } from '../../../src/domain/storyboard.js';
import { MAX_VIDEO_ID_LENGTH } from '../../../src/domain/video-id.js';
import { TEXT_CHARACTERS } from '../../../src/telemetry/log.js';

const page = readFileSync('docs/limits.md', 'utf8');

/** The second cells of the table below a heading. */
function numbersBelow(heading: string): string[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) => row.split('|')[2]?.trim() ?? '');
}

describe('the page of limits', () => {
  const WILDCARDS = 4;
  it.each([
    ['In limits.ts', Object.values(LIMITS)],
    [
      'Requests, names and logs',
      [
        MAX_VIDEO_ID_LENGTH,
        MAX_ALIASES,
        MAX_FORMER_OWNERS,
        WILDCARDS,
        MAX_VIDEOS,
        MAX_PAGE,
        MAX_IMAGES,
        TEXT_CHARACTERS,
      ],
    ],
  ])('has the numbers of the code, in its order: %s', (heading, limits) => {
    expect(numbersBelow(heading)).toEqual(limits.map((limit) => limit.toLocaleString('en-US')));
  });
});
