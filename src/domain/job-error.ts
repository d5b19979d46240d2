/** Why an output of a job failed, as Media Services says it, fit to be shown to callers. */
export interface JobError {
  code: string;
  message: string;
}

const MAX_READ = 1000;
const MAX_SHOWN = 200;
/** A path in quotes, which may hold spaces. */
const QUOTED_PATH = /(["'])(?:[a-z]:)?[/\\].*?\1/gis;
/** URLs, paths, queries, `AccountKey=…`, and runs as long as a signature: they may name machines or hold secrets. */
const PRIVATE_WORD = /:\/\/|\\|(?:^|\W)\/.|\/.*\/|[?&][^?&=]*=|=\S{16}|[\w+/%-]{43}/;

/** Cuts an error to what callers may see: one short line without addresses, paths or queries. */
export function toJobError(code: string | undefined, message: string | undefined): JobError | undefined {
  const words = (message ?? '')
    .slice(0, MAX_READ)
    .replace(QUOTED_PATH, ' … ')
    .split(/[\s\p{Cc}\p{Bidi_Control}]+/u)
    .filter((word) => word !== '')
    .map((word) => (PRIVATE_WORD.test(word) ? '…' : word));
  const text = words.join(' ');
  if (text === '') return undefined;
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1).trimEnd()}…` : text;
  return { code: /^\w{1,64}$/.exec(code ?? '')?.[0] ?? 'Unknown', message: shown.toWellFormed() };
}
