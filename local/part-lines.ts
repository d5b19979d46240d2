import { z } from 'zod';

const recorded = z.object({
  event: z.literal('manifest-recorded'),
  videoId: z.string(),
  outcome: z.enum(['created', 'replaced']),
  posters: z.number(),
  thumbnails: z.number(),
  sprites: z.number(),
});
/** What a sentence has of a line of the log; everything else is for queries. */
const problem = z.object({
  event: z.string(),
  reason: z.string().optional(),
  reasons: z.array(z.string()).optional(),
  videoId: z.string().optional(),
  asset: z.string().optional(),
  location: z.string().optional(),
  blob: z.string().optional(),
});

/**
 * Returns the text to print for a line of a part's output: recordings, errors and the ffmpeg in use; undefined for other lines. A terminal gets
 * problems as sentences, a pipe as they are logged.
 */
export function lineToShow(part: string, line: string, isTerminal: boolean): string | undefined {
  if (part === 'functions') {
    const [, level = '', json] = /^\[(info|warn|error)\] \w+: (\{.*\})$/.exec(line) ?? [];
    if (level === 'info') return recordedLine(json);
    if (!/^\[(warn|error)/.test(line)) return undefined;
    return (isTerminal ? problemLine(json) : undefined) ?? `functions  ${line}`;
  }
  // The encoder's lines begin with the time and its name.
  const text = line.replace(/^[\d:]+ encoder\s+/, '');
  return part === 'encoder' && /^decodes with|\berror\b|gave up|dead|ENOSPC/i.test(text)
    ? `encoder    ${text}`
    : undefined;
}

function read<T>(schema: z.ZodType<T>, json: string | undefined): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json ?? '')).data;
  } catch {
    return undefined;
  }
}

function recordedLine(json: string | undefined): string | undefined {
  const data = read(recorded, json);
  if (data === undefined) return undefined;
  const { posters, thumbnails, sprites } = data;
  const counts = Object.entries({ posters, thumbnails, sprites }).filter(([, count]) => count > 0);
  const images = counts.map(([kind, count]) => `${count} ${count === 1 ? kind.slice(0, -1) : kind}`).join(', ');
  return `recorded   ${data.videoId}: ${images === '' ? 'no images' : images}`;
}

/** `functions  Image unreadable: it is cut off (location a/b/, blob x.jpg)`. */
function problemLine(json: string | undefined): string | undefined {
  const data = read(problem, json);
  if (data === undefined) return undefined;
  const { event, reason, reasons = [], ...where } = data;
  const what = `${event.charAt(0).toUpperCase()}${event.slice(1).replaceAll('-', ' ')}`;
  const why = [reason, ...reasons].filter((one) => one !== undefined).join('; ');
  const named = Object.entries(where).map(([name, value]) => `${name === 'videoId' ? 'video' : name} ${value}`);
  return `functions  ${what}${why === '' ? '' : `: ${why}`}${named.length === 0 ? '' : ` (${named.join(', ')})`}`;
}
