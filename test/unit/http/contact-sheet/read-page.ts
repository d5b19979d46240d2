/** The values of an attribute wherever it stands in a page, as they are written. */
export function attributes(body: string, name: string): string[] {
  return [...body.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

/** What a page says, without its tags, its style and its script. */
export function wordsOf(body: string): string {
  return body
    .replace(/<(style|script)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' ,', ',');
}

/** Every tag with the names of its attributes: what a browser builds of a page. */
export function structureOf(body: string): string[] {
  return [...body.matchAll(/<\/?[a-z!][^>"]*(?:"[^"]*"[^>"]*)*>/gi)].map(([tag]) => tag.replace(/="[^"]*"/g, ''));
}

/** The directives of a page's policy, by name. */
export function directives(headers: Record<string, string>): Record<string, string> {
  const policy = headers['Content-Security-Policy'] ?? '';
  return Object.fromEntries(
    policy.split('; ').map((one): [string, string] => {
      const [name = '', ...values] = one.split(' ');
      return [name, values.join(' ')];
    }),
  );
}
