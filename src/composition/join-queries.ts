import { LRUCache } from 'lru-cache';
import { makeSasSigner } from '../adapters/blob/sas-signer.js';
import { inItsShare } from '../adapters/patience.js';
import { makeCheckReadiness } from '../application/check-readiness.js';
import { makeFindImage } from '../application/find-image.js';
import {
  cachedFindVideo,
  createFindVideo,
  type FindVideo,
  type KeptFindVideo,
} from '../application/reading/find-video.js';
import { createDeleteVideo, type DeleteVideo } from '../application/recording/delete-video.js';
import { makeGetThumbnail } from '../application/get-thumbnail.js';
import { makeGetVideoStatus } from '../application/get-video-status.js';
import { makeListMany } from '../application/list-many.js';
import { makeListThumbnails } from '../application/list-thumbnails.js';
import type { SigningPorts } from '../application/sign-video.js';
import type { Config } from '../config.js';
import { delegationKeyBounds, signingWindow } from '../domain/signing-window.js';
import type { Video } from '../domain/video.js';
import type { QueryDoor } from '../doors.js';
import type { Answer } from '../http/answer.js';
import { makeDeleteVideoHandler } from '../http/delete-video.js';
import { makeGetThumbnailHandler } from '../http/get-thumbnail.js';
import { makeGetVideoStatusHandler } from '../http/get-video-status.js';
import { makeReadinessHandler } from '../http/health.js';
import { makeListManyHandler } from '../http/list-many.js';
import { makeListThumbnailsHandler } from '../http/list-thumbnails.js';
import { makeShowImage, makeShowThumbnailHandler } from '../http/show-image.js';
import { joinBringImage, joinLinks } from './join-links.js';
import { joinStoryboards } from './join-storyboards.js';
import { linksOf } from './links.js';
import { joinContactSheet } from './join-contact-sheet.js';
import type { Plumbing } from './plumbing.js';

/** Bounds in bytes of what is kept in memory between requests. */
const VIDEOS_KEPT = 32 * 1024 * 1024;
const BODIES_KEPT = 32 * 1024 * 1024;

/** The rooms that answer requests, by the door that opens to each. */
export function joinQueries(config: Readonly<Config>, plumbing: Plumbing): Record<QueryDoor, Answer> {
  const { accounts, store, clock, telling } = plumbing;
  const links = linksOf(config);
  const signing: SigningPorts = {
    signer: makeSasSigner(accounts, config.signing, config.signing.sasVersion),
    clock,
    policy: config.signing,
    ...(links && { links }),
  };
  const { findVideo, drop } = keptInMemory(config, createFindVideo(store));
  const deleteVideo = clearingMemory(
    createDeleteVideo({ store, clock, startPublishing: telling.startPublishing }),
    drop,
  );
  const bodies = new LRUCache<string, string>({ maxSize: BODIES_KEPT });
  const listThumbnails = makeListThumbnails({ findVideo, ...signing });
  const bringImage = joinBringImage(config, plumbing, signing);
  const showImage = makeShowImage(makeFindImage({ findVideo, clock }), bringImage);
  return {
    listThumbnails: makeListThumbnailsHandler(listThumbnails, bodies),
    listManyThumbnails: makeListManyHandler(makeListMany({ listThumbnails, inItsShare }), bodies),
    getThumbnail: makeGetThumbnailHandler(makeGetThumbnail({ findVideo, ...signing }), showImage),
    showThumbnail: makeShowThumbnailHandler(showImage),
    ...joinStoryboards(findVideo, signing, bodies),
    ...joinContactSheet(config, findVideo, signing, accounts),
    ...joinLinks(config, findVideo, signing, bringImage, bodies, accounts),
    getVideoStatus: makeGetVideoStatusHandler(makeGetVideoStatus({ findVideo, clock })),
    deleteVideo: makeDeleteVideoHandler(deleteVideo, config.adminKeys),
    getReadiness: makeReadinessHandler(makeCheckReadiness(dependencies(config, plumbing), clock)),
  };
}

function keptInMemory({ manifestCacheSeconds }: Config, findVideo: FindVideo): KeptFindVideo {
  if (manifestCacheSeconds === 0) return { findVideo, drop: () => undefined };
  return cachedFindVideo(
    findVideo,
    new LRUCache<string, Video>({ maxSize: VIDEOS_KEPT, ttl: manifestCacheSeconds * 1000 }),
  );
}

/** Also drops what this instance keeps in memory: all of it, since a video is kept under any of its names. */
function clearingMemory(deleteVideo: DeleteVideo, drop: () => void): DeleteVideo {
  // Also when it failed: the tombstone may be there.
  return (id, log) => deleteVideo(id, log).finally(drop);
}

/** What has to answer before the app can. */
function dependencies({ signing }: Readonly<Config>, { accounts, store, clock }: Plumbing) {
  const keyBounds = () => delegationKeyBounds(signingWindow(clock(), '', signing), signing);
  return [
    { part: 'manifest table', ask: () => store.ping() },
    ...accounts.map(({ name, keys }) => ({
      part: `signing key of '${name}'`,
      ask: async () => (await keys.ask(keyBounds())).serverTime,
    })),
  ];
}
