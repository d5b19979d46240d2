import * as z from 'zod';
import { wildcardMatcher } from '../domain/wildcard.js';

/** Says whether a blob's path is that of a marker, and which video it names, where the pattern says. */
export type Marker = (path: string) => { videoId: string | undefined } | undefined;

const VIDEO_ID = '{videoId}';
/** Parts of a pattern: the macro, a wildcard, and text with none of their characters. */
const PARTS = /\{videoId\}|\*|[^{}*]+/g;

/**
 * `_done`, `*.ready`, `{videoId}/thumbs/_done`: the path of a marker blob. `*` is any run of characters within one
 * folder, `{videoId}` one folder's or file's part that names the video. A pattern without `{videoId}` is a file name in the
 * container's root: the container names the video, so its folders would all be that one video's.
 */
export const marker = z
  .string()
  .max(200)
  .transform((pattern, context): Marker => {
    const parts = pattern.match(PARTS) ?? [];
    const wildcards = parts.filter((part) => part === '*').length;
    const names = parts.filter((part) => part === VIDEO_ID).length;
    if (parts.join('') !== pattern || wildcards > 4 || names > 1 || /^\/|\/$|\/\/|\*\*/.test(pattern)) {
      const message = 'must be the path of a blob with at most 4 * and one {videoId}';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    if (names === 0 && pattern.includes('/')) {
      const message = 'must have {videoId} where it has a folder, for example {videoId}/_done';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
    const folders = pattern.split('/').map(wildcardMatcher);
    return (blob) => {
      const steps = blob.split('/', folders.length + 1);
      if (steps.length !== folders.length) return undefined;
      const matches = folders.map((matcher, i) => matcher(steps[i] ?? ''));
      if (matches.includes(undefined)) return undefined;
      return { videoId: matches.find((match) => match?.videoId !== undefined)?.videoId };
    };
  });
