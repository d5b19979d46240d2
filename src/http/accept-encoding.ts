/** How a body may be sent, our favourite first: Brotli is smaller and quicker (content-coding.ts has the figures). */
const CODINGS = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof CODINGS)[number];

/** One entry of the header; a weight has three decimals at most (RFC 9110, 12.4.2). */
const ENTRY = /^([!#$%&'*+.^`|~\w-]+)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Less than any weight that can be said. */
const UNSAID = 0.0001;

/**
 * The codings that a caller takes, its favourites first and ours among equals (RFC 9110, 12.5.3). `identity` is taken
 * unless it is refused. A caller that says nothing takes anything, but gets what everybody can read.
 */
export function acceptedCodings(acceptEncoding: string | null): Coding[] {
  if (acceptEncoding === null) return ['identity', 'br', 'gzip'];
  const weights = new Map(acceptEncoding.split(',').flatMap(readEntry));
  const weightOf = (coding: Coding): number =>
    weights.get(coding) ?? weights.get('*') ?? (coding === 'identity' ? UNSAID : 0);
  return CODINGS.filter((coding) => weightOf(coding) > 0).sort((a, b) => weightOf(b) - weightOf(a));
}

/** Nothing for what is no entry; `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3). */
function readEntry(text: string): [name: string, weight: number][] {
  const [, name, weight = '1'] = ENTRY.exec(text.trim()) ?? [];
  if (name === undefined) return [];
  const known = name.toLowerCase();
  return [[known === 'x-gzip' ? 'gzip' : known, Number(weight)]];
}
