import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { canonicalVideoId, videoIdProblem } from '../../src/domain/video-id.js';

/** The video id of each container, as the operator has set it. */
export type VideoMap = ReadonlyMap<string, string>;

const row = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });
const CONTAINER = /^(?:[a-z0-9](?:-?[a-z0-9])*|\$web|\$root)$/;
/** Container names contain none of these, so the first one is the delimiter of the file. */
const DELIMITER = /[,;\t]/;
/** The heading of the first column; `container-7` is a container name. */
const HEADER = /^containers?(?:[ _-]?(?:name|id))?$/i;
const PROBLEMS_SHOWN = 10;

/**
 * Parses a CSV file of containers and video ids, as spreadsheets write it: comma, semicolon or tab, quotes, and an optional
 * line of headings that begins with `container`. Throws with the first ten problems and their lines.
 */
export function readVideoMap(csv: string, file: string): VideoMap {
  const rows = readRows(csv, file);
  const map = new Map<string, string>();
  const lines = new Map<string, number>();
  const problems: string[] = [];
  for (const [i, { record, info }] of rows.entries()) {
    const [container = '', videoId = '', ...more] = record;
    if (i === 0 && HEADER.test(container)) continue;
    const before = lines.get(container);
    const problem = more.some((cell) => cell !== '') ? 'has more than two columns' : problemOf(container, videoId);
    const id = canonicalVideoId(videoId);
    if (problem !== undefined) problems.push(`line ${info.lines}: ${problem}`);
    else if (before !== undefined && map.get(container) !== id)
      problems.push(`line ${info.lines}: '${container}' has another video id in line ${before}`);
    else if (before === undefined) {
      map.set(container, id);
      lines.set(container, info.lines);
    }
  }
  if (problems.length === 0) return map;
  const rest = problems.length > PROBLEMS_SHOWN ? [`and ${problems.length - PROBLEMS_SHOWN} more`] : [];
  throw new Error([`${file} cannot be used:`, ...problems.slice(0, PROBLEMS_SHOWN), ...rest].join('\n  '));
}

function readRows(csv: string, file: string): z.infer<typeof row>[] {
  try {
    // Spreadsheets write empty rows as lines of delimiters.
    const empty = { skip_empty_lines: true, skip_records_with_empty_values: true };
    const options = { trim: true, relax_column_count: true, info: true, ...empty };
    return z.array(row).parse(parse(csv, { ...options, delimiter: DELIMITER.exec(csv)?.[0] ?? ',' }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Error(`${file} is not a CSV file: ${error.message}`, { cause: error });
  }
}

function problemOf(container: string, videoId: string): string | undefined {
  if (container.length > 63 || !CONTAINER.test(container)) return `'${container}' is not a container name`;
  return videoIdProblem(videoId);
}

/**
 * Reads the text of a map. Other encodings than UTF-8, which spreadsheets may write, are rejected, since their letters would be
 * read as other video ids.
 */
export async function readMapFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(`--map: ${file} cannot be read.`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`--map: ${file} is not UTF-8. A spreadsheet writes that as "CSV UTF-8".`, { cause });
  }
}
