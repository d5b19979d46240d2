import Table from 'cli-table3';
import type { ListedThumbnail } from './ask-api.js';

/** About one screen. */
const MAX_ROWS = 24;
const NARROWEST = 12;

const COLUMNS = ['Kind', 'Height', 'Width', 'Index', 'Time', 'ID', 'Url'] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

/**
 * Formats thumbnails as a table in the API's order, with file names in place of signed URLs, no wider than the terminal: the
 * file names are cut, then columns are left out.
 */
export function thumbnailTable(
  thumbnails: readonly ListedThumbnail[],
  width: number | undefined = process.stdout.columns,
): string {
  const timesMs = thumbnails.map(({ Kind, Time, TimeMs = Kind === 'Poster' ? null : Time * 1000 }) => TimeMs);
  const digits = timesMs.some((ms) => ms !== null && ms % 1000 !== 0) ? 3 : 0;
  const rows = thumbnails.slice(0, MAX_ROWS).map((one, i): Row => {
    const { Kind, Height, Width, Index, ID, Url } = one;
    const [ms = null] = timesMs.slice(i, i + 1);
    const Time = ms === null ? '' : (ms / 1000).toFixed(digits);
    return { Kind, Height: String(Height), Width: String(Width), Index: String(Index), Time, ID, Url: shortUrl(Url) };
  });
  const left = thumbnails.length - MAX_ROWS;
  return fitted(rows, COLUMNS, width) + (left > 0 ? `\n… and ${left} more` : '');
}

function fitted(rows: readonly Row[], columns: readonly (keyof Row)[], width = Infinity): string {
  const natural = toTable(rows, columns);
  const [border = ''] = natural.split('\n');
  if (border.length <= width || columns.length === 1) return natural;
  const room = width - border.lastIndexOf('┬') - 2;
  if (columns.at(-1) !== 'Url' || room < NARROWEST) return fitted(rows, columns.slice(0, -1), width);
  const cutRows = rows.map((row) => ({ ...row, Url: cut(row.Url, room - 2) }));
  return toTable(cutRows, columns, room);
}

/** `room` is that of the last column, with a blank on each side. */
function toTable(rows: readonly Row[], columns: readonly (keyof Row)[], room?: number): string {
  const table = new Table({
    head: [...columns],
    colAligns: columns.map((name) => (['Kind', 'ID', 'Url'].includes(name) ? 'left' : 'right')),
    colWidths: columns.map((_, i) => (i === columns.length - 1 ? (room ?? null) : null)),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => columns.map((name) => row[name])));
  return table.toString();
}

/** Cut in the middle, since names differ at their ends. */
function cut(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const end = Math.ceil((length - 1) / 2);
  return [...characters.slice(0, length - 1 - end), '…', ...characters.slice(-end)].join('');
}

function shortUrl(url: string): string {
  const { pathname } = new URL(url);
  return `…/${decodeURIComponent(pathname.split('/').at(-1) ?? '')}?…`;
}
