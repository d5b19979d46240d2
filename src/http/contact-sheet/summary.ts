import type { FoundSheet } from '../../application/reading/select-images.js';
import type { SheetUrls } from '../../application/reading/image-urls.js';
import type { Manifest } from '../../domain/manifest.js';
import { html, type Html } from './html.js';
import { clockTime, counted, dateAndTime } from './format.js';

export function summary({ status, images, manifests }: FoundSheet, urls: SheetUrls | undefined): Html {
  const durationMs = Math.max(0, ...manifests.map((manifest) => manifest.durationMs ?? 0));
  const kinds = [
    images.Poster > 0 && counted(images.Poster, 'poster'),
    images.Thumbnail > 0 && counted(images.Thumbnail, 'thumbnail'),
    images.Sprite > 0 && counted(images.Sprite, 'sprite sheet'),
  ];
  const newest = manifests.map(({ recordedAt }) => recordedAt).sort((a, b) => b.getTime() - a.getTime())[0];
  return html`<dl class="summary">
    ${row('Status', status)} ${row('Images', kinds.filter((kind) => kind !== false).join(', ') || 'none')}
    ${durationMs > 0 && row('Duration', clockTime(durationMs))} ${newest && row('Recorded', instant(newest))}
    ${urls && row('URLs end', instant(urls.shown.expires))}
  </dl>`;
}

function row(term: string, description: Html | string): Html {
  return html`<div>
    <dt>${term}</dt>
    <dd>${description}</dd>
  </div>`;
}

/** What left the images, and when: one line for each location. */
export function recordings(manifests: readonly Manifest[]): Html | undefined {
  if (manifests.length === 0) return undefined;
  const items = manifests.map(({ source: { assetName, transform, job }, location, recordedAt, unservable }) => {
    const by = transform === undefined || job === undefined ? undefined : html`, by job ${transform}/${job}`;
    const cannot = unservable === undefined ? undefined : html`. Cannot be shown: ${unservable}`;
    return html`<li>
      ${assetName ?? `${location.container}/${location.prefix}`}${by}, recorded ${instant(recordedAt)}${cannot}
    </li> `;
  });
  return html`<section aria-labelledby="recordings">
    <header><h2 id="recordings">Recordings</h2></header>
    <ul class="records" role="list">
      ${items}
    </ul>
  </section>`;
}

/** The epoch stands for an unknown time. */
export function instant(at: Date): Html {
  return at.getTime() === 0
    ? html`at a time that is not known`
    : html`<time datetime="${at.toISOString()}">${dateAndTime(at)}</time>`;
}
