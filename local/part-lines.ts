import { z } from 'zod';

const recorded = z.object({
  event: z.literal('manifest-recorded'),
  videoId: z.string(),
  outcome: z.enum(['created', 'replaced']),
  posters: z.number(),
  thumbnails: z.number(),
  sprites: z.number(),
});

/** Returns the text to print for a line of a part's output: recordings and errors; undefined for other lines. */
export function lineToShow(part: string, line: string): string | undefined {
  if (part === 'functions')
    return recordedLine(line) ?? (/^\[(warn|error)/.test(line) ? `functions  ${line}` : undefined);
  // The encoder's lines begin with the time and its name.
  const text = line.replace(/^[\d:]+ encoder\s+/, '');
  return part === 'encoder' && /\berror\b|gave up|dead/i.test(text) ? `encoder    ${text}` : undefined;
}

function recordedLine(line: string): string | undefined {
  const json = /^\[info\] recordThumbnails: (\{.*\})$/.exec(line)?.[1];
  if (json === undefined) return undefined;
  const { success, data } = recorded.safeParse(JSON.parse(json));
  if (!success) return undefined;
  const { posters, thumbnails, sprites } = data;
  const counts = Object.entries({ posters, thumbnails, sprites }).filter(([, count]) => count > 0);
  const images = counts.map(([kind, count]) => `${count} ${count === 1 ? kind.slice(0, -1) : kind}`).join(', ');
  return `recorded   ${data.videoId}: ${images === '' ? 'no images' : images}`;
}
