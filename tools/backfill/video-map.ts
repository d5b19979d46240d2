import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { readToldTimes, type ToldTimes } from '../../src/domain/told-times.js';
import { canonicalVideoId, videoIdProblem } from '../../src/domain/video-id.js';

/** What the operator says of each container: its video id, and the times of its images; one of the two may be left out. */
export type VideoMap = ReadonlyMap<string, MapRow>;
export interface MapRow {
  videoId?: string;
  times?: ToldTimes;
}

const row = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });
const CONTAINER = /^(?:[a-z0-9](?:-?[a-z0-9])*|\$web|\$root)$/;
/** Container names contain none of these, so the first one is the delimiter of the file. */
const DELIMITER = /[,;\t]/;
/** The heading of the first column; `container-7` is a container name. */
const HEADER = /^containers?(?:[ _-]?(?:name|id))?$/i;
const TIMES: readonly string[] = ['start', 'every', 'duration'];
const PROBLEMS_SHOWN = 10;

/**
 * Parses a CSV file of containers and video ids, as spreadsheets write it: comma, semicolon or tab, quotes, and an optional
 * line of headings that begins with `container`; under the headings `start`, `every` and `duration` are times. Throws with the first ten
 * problems and their lines.
 */
export function readVideoMap(csv: string, file: string): VideoMap {
  const rows = readRows(csv, file);
  const map = new Map<string, MapRow>();
  const lines = new Map<string, number>();
  const problems: string[] = [];
  let headings: string[] = [];
  for (const [i, { record, info }] of rows.entries()) {
    const [container = '', videoId = ''] = record;
    if (i === 0 && HEADER.test(container)) {
      headings = record.map((heading) => heading.toLowerCase());
      continue;
    }
    const told = readTimes(record, headings);
    const row = {
      ...(videoId !== '' && { videoId: canonicalVideoId(videoId) }),
      ...(told.times && { times: told.times }),
    };
    const before = lines.get(container);
    const wrong = [...problemsOf(container, videoId, told.times), ...told.problems];
    if (wrong.length > 0) problems.push(`line ${info.lines}: ${wrong.join('; ')}`);
    else if (before !== undefined && !isDeepStrictEqual(map.get(container), row)) {
      const what = map.get(container)?.videoId === row.videoId ? 'other times' : 'another video id';
      problems.push(`line ${info.lines}: '${container}' has ${what} in line ${before}`);
    } else if (before === undefined) {
      map.set(container, row);
      lines.set(container, info.lines);
    }
  }
  if (problems.length === 0) return map;
  const rest = problems.length > PROBLEMS_SHOWN ? [`and ${problems.length - PROBLEMS_SHOWN} more`] : [];
  throw new Error([`${file} cannot be used:`, ...problems.slice(0, PROBLEMS_SHOWN), ...rest].join('\n  '));
}

/** The cells behind the video id, by their headings. */
function readTimes(record: readonly string[], headings: readonly string[]): ReturnType<typeof readToldTimes> {
  const words: Record<string, string> = {};
  for (const [i, cell] of record.entries()) {
    if (i < 2 || cell === '') continue;
    const heading = headings[i] ?? '';
    if (!TIMES.includes(heading)) return { problems: [`column ${i + 1} has none of the headings ${TIMES.join(', ')}`] };
    words[heading] = cell;
  }
  return readToldTimes(words);
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

function problemsOf(container: string, videoId: string, times: ToldTimes | undefined): string[] {
  if (container.length > 63 || !CONTAINER.test(container)) return [`'${container}' is not a container name`];
  const problem = videoId === '' && times !== undefined ? undefined : videoIdProblem(videoId);
  return problem === undefined ? [] : [problem];
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
