import fc from 'fast-check';
import { html } from '../../../../src/http/contact-sheet/html.js';

const MEANT: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a browser makes of the text of an element or an attribute. */
function decode(text: string): string {
  return text.replace(/&([a-z]+|#39);/g, (_, name: string) => MEANT[name] ?? '');
}

describe('the html template', () => {
  it('escapes any value, between tags and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { text } = html`<a href="${value}">${value}</a>`;
        const [, attribute = '', content = ''] = /^<a href="([^"<>']*)">([^"<>']*)<\/a>$/.exec(text) ?? [];
        const asBrowsersDo = value.toWellFormed().replaceAll('\0', '\uFFFD');
        expect([decode(attribute), decode(content)]).toEqual([asBrowsersDo, asBrowsersDo]);
      }),
    );
  });

  it.each([
    ['</title><script>alert(1)</script>', '&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onerror="alert(1)', '&quot; onerror=&quot;alert(1)'],
    ["' autofocus onfocus='x", '&#39; autofocus onfocus=&#39;x'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['<!--', '&lt;!--'],
  ])('keeps text inside its location: %s', (value, escaped) => {
    expect(html`${value}`.text).toBe(escaped);
  });

  it('inserts its own output unchanged, at any depth, and leaves out absent values', () => {
    const items = ['<', 2].map((item) => html`<li>${item}</li>`);
    const { text } = html`${items}${undefined}${false}${[html`<hr />`, ['&']]}`;
    expect(text).toBe('<li>&lt;</li><li>2</li><hr />&amp;');
  });
});
