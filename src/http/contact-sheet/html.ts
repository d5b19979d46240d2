/** HTML that is safe to put into a page; only `html` makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: nothing for `undefined` and `false`, so that parts can be left out. */
export type Content = Html | string | number | false | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template whose values are text, whatever they hold: between tags, and in attributes with quotes around them. The one
 * place where HTML is made of values (https://html.spec.whatwg.org/#escapingString); nothing else may be a page's.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.reduce((text, part, i) => text + toText(values[i - 1]) + part));
}

function toText(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(toText).join('');
  return escape(String(content));
}

/** A lone surrogate or a NUL is no character that a page can hold: a browser would make the same of it. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\0', '\uFFFD')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
