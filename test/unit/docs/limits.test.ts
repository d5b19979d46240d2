import { readFileSync } from 'node:fs';
import { LIMITS } from '../../../src/domain/limits.js';

const page = readFileSync('docs/limits.md', 'utf8');

/** The second cells of the table below a heading. */
function numbersBelow(heading: string): string[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) => row.split('|')[2]?.trim() ?? '');
}

describe('the page of limits', () => {
  it('has the numbers of the code, in its order', () => {
    expect(numbersBelow('Recording')).toEqual(Object.values(LIMITS).map((limit) => limit.toLocaleString('en-US')));
  });
});
