import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const page = readFileSync('docs/cost.md', 'utf8');

/** The cells of the rows below a heading, without the head of the table. */
function table(heading: string): string[][] {
  const [, section = ''] = page.split(`### ${heading}\n`);
  const rows = section.split(/\n#+ /)[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const bare = (cell = ''): string => cell.replaceAll('`', '');
const values = Object.fromEntries(
  [...table('Quantities'), ...table('Prices')].map(([symbol, , example]) => [bare(symbol), Number(example)]),
);
const lines = table('What it comes to');
const [sum] = lines.splice(-1);

describe('the price of a month', () => {
  it('is made of named values that are all numbers', () => {
    expect(Object.keys(values).length).toBeGreaterThan(25);
    expect(Object.entries(values).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
  });

  it.each(lines)('is calculated correctly: %s', (_, formula, example) => {
    const cents = Number(runInNewContext(bare(formula), { ...values })).toFixed(2);
    expect(cents).toBe(example);
  });

  it('is the sum of its lines', () => {
    const cents = lines.reduce((total, [, , example]) => total + Math.round(Number(example) * 100), 0);
    expect((cents / 100).toFixed(2)).toBe(sum?.[2]);
  });

  it('uses every value', () => {
    const formulas = lines.map(([, formula]) => formula).join(' ');
    expect(Object.keys(values).filter((name) => !new RegExp(`\\b${name}\\b`).test(formulas))).toEqual([]);
  });
});
