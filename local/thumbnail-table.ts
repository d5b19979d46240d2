import Table from 'cli-table3';
import type { ListedThumbnail } from './ask-api.js';

/** About one screen. */
const MAX_ROWS = 24;

/** Formats thumbnails as a table in the API's order, with file names in place of signed URLs. */
export function thumbnailTable(thumbnails: readonly ListedThumbnail[]): string {
  const table = new Table({
    head: ['Kind', 'Height', 'Width', 'Index', 'Time', 'ID', 'Url'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { Kind, Height, Width, Index, Time, ID, Url } of thumbnails.slice(0, MAX_ROWS)) {
    table.push([Kind, Height, Width, Index, Time, ID, shortUrl(Url)]);
  }
  const left = thumbnails.length - MAX_ROWS;
  return left > 0 ? `${table.toString()}\n… and ${left} more` : table.toString();
}

function shortUrl(url: string): string {
  const { pathname } = new URL(url);
  return `…/${decodeURIComponent(pathname.split('/').at(-1) ?? '')}?…`;
}
