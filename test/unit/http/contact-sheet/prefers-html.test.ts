import { prefersHtml } from '../../../../src/http/contact-sheet/page.js';

describe('a caller', () => {
  it.each([
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'text/html',
    'TEXT/HTML; charset=utf-8',
    'text/*, application/json;q=0.9',
    'application/json;q=0.5, text/html;q=0.6',
    '*/*;q=0.1, text/html;q=0.2',
  ])('gets a page with an Accept header that prefers HTML: %s', (accept) => {
    expect(prefersHtml(accept)).toBe(true);
  });

  it.each([
    null,
    '',
    '*/*',
    'application/json',
    'application/problem+json, text/html;q=0.9',
    'application/json, text/html;q=0.9',
    'text/html;q=0',
    'application/*, text/*',
    'image/jpeg',
    ';;;q=,,,',
    `text/html${';'.repeat(10_000)} q=0`,
  ])('gets a problem otherwise: %.60j', (accept) => {
    expect(prefersHtml(accept)).toBe(false);
  });
});
