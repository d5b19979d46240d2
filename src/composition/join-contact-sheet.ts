import type { FindVideo } from '../application/reading/find-video.js';
import { makeSheetUrls } from '../application/sheet-urls.js';
import { makeShowContactSheet } from '../application/show-contact-sheet.js';
import type { SigningPorts } from '../application/sign-video.js';
import type { Config } from '../config.js';
import { makeAnswerContactSheet } from '../http/contact-sheet/answer-contact-sheet.js';
import { makeShowContactSheetHandler } from '../http/contact-sheet/show-contact-sheet.js';

/** What the page has to know of an account: where its images are. */
export interface HasAddress {
  client: { url: string };
}

type SheetSettings = Pick<Config, 'imageDelivery' | 'publicUrl'>;

/** The room that shows contact sheets. */
export function joinContactSheet(
  settings: SheetSettings,
  findVideo: FindVideo,
  signing: SigningPorts,
  accounts: readonly HasAddress[],
) {
  const show = makeShowContactSheet({ findVideo, clock: signing.clock });
  const answer = makeAnswerContactSheet(show, imageOrigins(settings, accounts));
  return {
    showContactSheet: makeShowContactSheetHandler(answer, makeSheetUrls(signing, settings.imageDelivery)),
  };
}

/** Where images of a page may come from: the accounts of the settings, or this app where it brings them itself. */
export function imageOrigins({ imageDelivery, publicUrl }: SheetSettings, accounts: readonly HasAddress[]) {
  const urls = accounts.map(({ client }) => client.url);
  const own = imageDelivery === 'proxy' && publicUrl !== undefined ? [publicUrl] : [];
  return [...new Set([...urls, ...own].map((url) => new URL(url).origin))];
}
