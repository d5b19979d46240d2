const VIDEO_ID = '{videoId}';

/** Says whether a text matches a pattern, and what stands for its `{videoId}`. */
export type WildcardMatcher = (text: string) => { videoId: string | undefined } | undefined;

/**
 * Matches texts with a pattern in which `*` is any run of characters, and `{videoId}` one that is not empty. Each takes as much as
 * it can, the first one first, as in a regular expression. But what lies between them is found from the right, each piece at the
 * last place that leaves room for the others: no piece is searched for twice.
 */
export function wildcardMatcher(pattern: string): WildcardMatcher {
  const parts = pattern.split(/(\*|\{videoId\})/);
  const last = parts.length - 1;
  if (last === 0) return (text) => (text === pattern ? { videoId: undefined } : undefined);
  return (text) => {
    let videoId: string | undefined;
    let [begin, end] = [text.length, text.length];
    for (let i = last; i >= 0; i -= 2) {
      const piece = parts[i] ?? '';
      const latest = end - piece.length;
      const at = i === 0 ? 0 : i === last ? latest : text.lastIndexOf(piece, latest);
      if (at < 0 || at > latest || !text.startsWith(piece, at)) return undefined;
      if (parts[i + 1] === VIDEO_ID) videoId = text.slice(at + piece.length, begin);
      begin = at;
      end = parts[i - 1] === VIDEO_ID ? at - 1 : at;
    }
    return { videoId };
  };
}
