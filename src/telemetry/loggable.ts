/** The query of an address, also where its `?` is encoded, once or again; it may be signed. */
const QUERY = /(\?|%(?:25)*3f)[^\s'"]*/gi;
/** What may be a signature or a key without a `?` before it. */
const SECRET = /((?:sig|signature|accountkey|accesskey)(?:=|%(?:25)*3d))[^\s'"&;]*/gi;
/** Characters of one text; a stack may have four times as many. */
export const TEXT_CHARACTERS = 1000;
const STACK_TIMES = 4;
/** Of a list. */
const ENTRIES = 20;
/** Characters of a line: the platform keeps 32,768. */
const LINE_CHARACTERS = 32_000;

/** Fields for one line of the log: texts and lists have a length, whatever is in them, and so has the line; no address has a query. */
export function loggableLine(fields: Readonly<Record<string, unknown>>): string {
  for (let most = TEXT_CHARACTERS; ; most /= 2) {
    const line = JSON.stringify(fields, (name, value: unknown) => loggable(name, value, most));
    if (line.length <= LINE_CHARACTERS) return line;
  }
}

/** What the host logs of a failure that is thrown: the same holds for it. */
export function loggableError(error: unknown): Error {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
  const most = TEXT_CHARACTERS * STACK_TIMES;
  const safe = new Error(loggableText(message, most));
  safe.stack = loggableText(stack ?? '', most);
  return safe;
}

function loggable(name: string, value: unknown, most: number): unknown {
  if (typeof value === 'string') return loggableText(value, name === 'stack' ? most * STACK_TIMES : most);
  if (!Array.isArray(value) || value.length <= ENTRIES) return value;
  return [...(value.slice(0, ENTRIES) as unknown[]), '…'];
}

function loggableText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(QUERY, '$1…').replace(SECRET, '$1…');
}
