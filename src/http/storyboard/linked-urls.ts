import { makeUrlsOfStoryboards, type MakeImageUrls } from '../../application/get-storyboard.js';
import { revisionsOf, type SigningPorts } from '../../application/sign-video.js';
import { imageNameOf } from '../../domain/image-name.js';
import type { Link } from '../../domain/link.js';
import { BadRequest } from '../problem.js';
import type { Asked } from '../request.js';

const CHOICES = ['sas', 'permalink', 'relative'] as const;
/** Signed URLs, which die soon; those of the same link, whole; or the same as names beside the file. */
export type LinkedUrls = (typeof CHOICES)[number];

/** Which URLs a storyboard under a link shall have. Throws `BadRequest`. */
export function readLinkedUrls({ url }: Pick<Asked, 'url'>): LinkedUrls | undefined {
  const given = new URL(url).searchParams.getAll('urls');
  const choice = CHOICES.find((one) => one === given[0]);
  if (given.length === 0 || (choice !== undefined && given.length === 1)) return choice;
  throw new BadRequest([{ name: 'urls', reason: `must be one of ${CHOICES.join(', ')}` }]);
}

/** What makes the URLs in a storyboard under a link: none of them outlives the link. `root` is the link without a name. */
export function linkedUrls(ports: SigningPorts, { expires }: Link, root: string, urls: LinkedUrls): MakeImageUrls {
  if (urls === 'sas') return makeUrlsOfStoryboards(ports)({ notAfter: expires });
  const base = urls === 'permalink' ? root : '';
  return (video) => ({
    tag: [urls, root, revisionsOf(video)].join('\n'),
    expires,
    urlOf: (image) => base + imageNameOf(image),
  });
}
