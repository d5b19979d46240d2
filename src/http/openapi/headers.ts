import * as z from 'zod';

interface Header {
  description: string;
  schema: z.ZodType;
  /** Whether an answer that may have it always has it. */
  isAlways: boolean;
}

const always = (description: string, schema: z.ZodType): Header => ({ description, schema, isAlways: true });
const maybe = (description: string, schema: z.ZodType): Header => ({ description, schema, isAlways: false });

/** RFC 9110, 5.6.7: the one form in which times are sent. */
const httpDate = z.string().regex(/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/);

/** On every answer that the app makes; the last three where the request asks for it. */
const COMMON = {
  'X-Request-Id': always('The id by which the log knows this request.', z.guid()),
  'X-Content-Type-Options': always('The type is what it says.', z.literal('nosniff')),
  'Cross-Origin-Resource-Policy': always('Pages that isolate themselves may use it.', z.literal('cross-origin')),
  Vary: always('What of a request decides the form of the answer.', z.literal('Accept-Encoding, Origin')),
  'Cache-Control': always('Who may keep the answer, and for how long.', z.string().min(1)),
  Expires: always('The same for caches that know no Cache-Control.', httpDate),
  'Content-Encoding': maybe('How the body is compressed.', z.enum(['br', 'gzip'])),
  'Access-Control-Allow-Origin': maybe('The page that may read it, or *.', z.string().min(1)),
  'Access-Control-Expose-Headers': maybe('What a script of that page may read.', z.string().min(1)),
} satisfies Record<string, Header>;

const PREFLIGHT = {
  Allow: maybe('The methods of the app.', z.string().min(1)),
  'Access-Control-Allow-Methods': maybe('Methods that pages may use.', z.string().min(1)),
  'Access-Control-Allow-Headers': maybe('What pages may send.', z.string().min(1)),
  'Access-Control-Max-Age': maybe('Seconds for which a browser need not ask again.', z.string().regex(/^\d+$/)),
} satisfies Record<string, Header>;

/** Every header that the app itself sends; how a message is framed is between host and caller. */
export const HEADERS = {
  ...COMMON,
  ETag: maybe('Changes with the body, and with its coding; absent with `no-store`.', z.string().regex(/^"[!#-~]+"$/)),
  'X-Url-Expires': maybe(
    'When the first of the signed URLs inside ends; absent where there is none.',
    z.iso.datetime(),
  ),
  'X-Job-Error': maybe(
    'Why the job of a failed video failed, in ASCII (`?` for other characters); `Status` has the text as it is.',
    z.string().regex(/^[ -~]+$/),
  ),
  Link: maybe('The next page, relative to the requested URL.', z.string().regex(/^<\?[^>]+>; rel="next"$/)),
  'Retry-After': maybe('Seconds after which it is worth to ask again.', z.string().regex(/^\d+$/)),
  Location: always('Where the image can be fetched now.', z.url()),
  ...PREFLIGHT,
  'Content-Security-Policy': maybe('What the page may load and run.', z.string().min(1)),
  'Referrer-Policy': maybe('The page’s URL is not sent to other sites.', z.literal('no-referrer')),
  'X-Frame-Options': maybe('The page is shown in no other.', z.literal('DENY')),
  'Content-Disposition': maybe('An image is shown, not saved.', z.literal('inline')),
  'X-Robots-Tag': maybe('Search engines keep away.', z.literal('noindex, nofollow')),
} satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADERS;

export const COMMON_HEADERS = Object.keys(COMMON) as HeaderName[];
export const PREFLIGHT_HEADERS = Object.keys(PREFLIGHT) as HeaderName[];

export const PAGE_TYPE = 'text/html; charset=utf-8';

/** On every page beside those of every answer. */
export const PAGE_HEADERS = [
  'Content-Security-Policy',
  'Referrer-Policy',
  'X-Frame-Options',
  'X-Robots-Tag',
] satisfies HeaderName[];
