/** A weight has three decimals at most (RFC 9110, 12.4.2). */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** Whether who asks would rather have a page than a problem as JSON: browsers would, and nobody who says nothing of it. */
export function prefersHtml(accept: string | null): boolean {
  const weights = new Map((accept ?? '*/*').toLowerCase().split(',').map(readEntry));
  // The most specific range counts (RFC 9110, 12.5.1).
  const weightOf = (...ranges: string[]): number => {
    const range = ranges.find((one) => weights.has(one));
    return range === undefined ? 0 : (weights.get(range) ?? 0);
  };
  const page = weightOf('text/html', 'text/*', '*/*');
  return page > weightOf('application/problem+json', 'application/json', 'application/*', '*/*');
}

/** What is no weight counts as 1, as none does. */
function readEntry(entry: string): [range: string, weight: number] {
  const [range = '', ...parameters] = entry.split(';').map((part) => part.trim());
  const weight = parameters.map((one) => WEIGHT.exec(one)?.[1]).find((one) => one !== undefined);
  return [range, Number(weight ?? 1)];
}
