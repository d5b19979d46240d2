import type { HttpResponseInit } from '@azure/functions';
import type { FoundSheet, GetContactSheet } from '../../application/reading/select-images.js';
import type { SheetUrls } from '../../application/reading/image-urls.js';
import type { SheetQuery } from '../../domain/contact-sheet.js';
import type { Thumbnail } from '../../domain/thumbnail.js';
import type { NoImages, Video } from '../../domain/video.js';
import { memoize } from '../../memoize.js';
import type { Log } from '../../telemetry/log-events.js';
import { RETRY_AFTER } from '../problem.js';
import { entityTag, represent } from '../represent.js';
import type { RequestLike } from '../request.js';
import type { SheetImageUrls } from './figures.js';
import { html, type Html } from './html.js';
import { page, pageHeaders } from './page.js';
import { anchorOf, seriesSection, titleOf } from './series-sections.js';
import { storyboardSection } from './storyboard-section.js';
import { instant, recordings, summary } from './summary.js';

const MISSING: Record<NoImages, string> = {
  pending: 'A job is at work on this video. There are no images yet.',
  failed: 'There are no images: the encoding failed, was canceled or never ended.',
  'no-thumbnails': 'There are no images: the encoding made none.',
};

/**
 * Answers with the contact sheet of a video as a page; URLs are made where there is something to show. The entity tag is
 * that of the page itself, since more goes into it than into a list, and a person does not ask for it as often.
 */
export async function answerContactSheet(
  { getContactSheet, imageOrigins }: { getContactSheet: GetContactSheet; imageOrigins: readonly string[] },
  { video, query }: { video: Video; query: SheetQuery },
  makeUrls: () => Promise<SheetUrls>,
  request: Pick<RequestLike, 'headers'>,
  log: Log,
): Promise<HttpResponseInit> {
  const found = getContactSheet(video, query);
  const { missing } = found;
  const urls = missing === undefined ? await makeUrls() : undefined;
  let signed = 0;
  // Each image's URL is made once, however often the image shows.
  const idOf = ({ id }: Thumbnail) => id;
  const shown = memoize((image: Thumbnail) => {
    signed += 1;
    return urls?.shown.urlOf(image) ?? '';
  }, idOf);
  const copied = urls?.copied === undefined ? shown : memoize(urls.copied.urlOf, idOf);
  const body = sheetPage(found, urls, { shown, copied });
  const logged = (outcome: string) => {
    log('contact-sheet-served', { videoId: video.id, outcome, signed });
  };
  const headers = pageHeaders(imageOrigins);
  if (urls !== undefined) {
    return represent(request, { tag: entityTag(body), expires: urls.shown.expires, headers, make: () => body }, logged);
  }
  const later = missing === 'pending' && { 'Retry-After': RETRY_AFTER };
  const response = { status: 200, headers: { ...headers, 'Cache-Control': 'no-store', ...later }, body };
  return represent(request, { outcome: missing ?? 'answered', response }, logged);
}

/** The contact sheet of a video as a page. URLs are made only for the images that the page shows. */
function sheetPage(found: FoundSheet, urls: SheetUrls | undefined, imageUrls: SheetImageUrls): string {
  const { videoId, sheet, missing, failureReason: reason } = found;
  return page(
    `${videoId} · contact sheet`,
    html`<a class="skip" href="#images">Skip to the images</a>
      <header>
        <p class="kicker">Contact sheet</p>
        <h1><bdi>${videoId}</bdi></h1>
        ${summary(found, urls)}
        ${sheet.isOneSeries ? html`<p class="pages"><a data-own href="?">All series of this video</a></p>` : jumps(found)}
      </header>
      <main id="images">
        ${missing && notice(reason === undefined ? MISSING[missing] : `There are no images: the encoding failed. ${reason}`)}
        ${missing === undefined && found.isPending && notice('A job is still at work on this video: there may be more images soon.')}
        ${urls && endNotice(urls)} ${storyboardSection(sheet.poster, sheet.cues, imageUrls, urls?.track)}
        ${sheet.series.map((series) => seriesSection(series, sheet.isOneSeries, imageUrls))} ${otherPages(found)}
        ${recordings(found.manifests)}
      </main>
      ${urls && footer(urls)}`,
  );
}

function jumps({ sheet }: FoundSheet): Html | undefined {
  if (sheet.series.length < 2) return undefined;
  const links = sheet.series.map((series) => html`<a href="#${anchorOf(series)}">${titleOf(series)}</a> `);
  return html`<nav class="jump" aria-label="Series">${links}</nav>`;
}

function notice(text: string): Html {
  return html`<p class="notice">${text} <a href="">Ask again</a></p>`;
}

/** Shown when the time has come: by then no image that was not loaded can be. */
function endNotice({ shown: { expires } }: SheetUrls): Html {
  return html`<p class="notice" role="alert" hidden data-ends="${expires.toISOString()}">
    The URLs on this page have ended. <a href="">Get fresh ones</a>
  </p>`;
}

function otherPages({ sheet: { page: number, pages, series, isOneSeries } }: FoundSheet): Html | undefined {
  if (pages < 2) return undefined;
  const key = isOneSeries ? series[0]?.key : undefined;
  const link = (to: number, text: string): Html | false => {
    const query = new URLSearchParams({ ...(key !== undefined && { series: key }), page: String(to) });
    return to >= 1 && to <= pages && html`<a data-own href="?${query.toString()}">${text}</a>`;
  };
  return html`<nav class="pages" aria-label="Pages">
    ${link(number - 1, 'Previous page')}
    <span class="soft">Page ${number} of ${pages}</span>
    ${link(number + 1, 'Next page')}
  </nav>`;
}

function footer({ shown, copied, page: link }: SheetUrls): Html {
  const { expires } = copied ?? shown;
  const what = copied === undefined ? 'Copied URLs are signed' : 'Copied URLs are permalinks';
  return html`<footer class="soft">
    <p>${what}: everyone who has one sees the image, until ${instant(expires)}.</p>
    ${link !== undefined && html`<p>This page has a link of its own, for people without a key. <button type="button" hidden data-copy="${link}" aria-label="Copy link to this page">Copy link</button></p>`}
  </footer>`;
}
