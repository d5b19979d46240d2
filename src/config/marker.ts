import * as z from 'zod';

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
    const whole = new RegExp(`^${parts.map(toRegExp).join('')}$`, 's');
    return (blob) => {
      const match = whole.exec(blob);
      return match === null ? undefined : { videoId: match.groups?.['videoId'] };
    };
  });

function toRegExp(part: string): string {
  if (part === VIDEO_ID) return '(?<videoId>[^/]+)';
  return part === '*' ? '[^/]*' : part.replace(/[.+?^$()|[\]\\]/g, '\\$&');
}
