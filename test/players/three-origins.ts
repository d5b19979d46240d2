import { BlobServiceClient } from '@azure/storage-blob';
import { startProxy } from '../../bench/proxy.js';
import { waitForThumbnails } from '../../local/ask-api.js';
import { encodeVideo } from '../../local/encode-video.js';
import type { Thumbnail } from '../e2e/app.js';
import { temporaryFolder, type Later } from '../e2e/clean-up.js';
import { startEncodingApp } from '../e2e/encoding-app.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { makeColouredClip, SHOT_SECONDS } from './coloured-clip.js';
import { startPageServer, type PageServer } from './page-server.js';

/** A web site, this service and Blob Storage, each at an origin of its own, as they are for a page in the world. */
export interface ThreeOrigins {
  pages: PageServer;
  /** The API with its prefix, `http://host:port/api`. */
  apiUrl: string;
  /** The storage that signed URLs lead to; it stands before Azurite and notes what is asked of it. */
  storageOrigin: string;
  /** Path and query, decoded, of what was downloaded there by signed URLs since `forgetDownloads()`: the app itself uses a key. */
  downloads(): readonly string[];
  forgetDownloads(): void;
  /** Lets pages of this origin, or of any with `*`, read what storage answers; at first it is the page server's. */
  allowImagesTo(origin: string): Promise<unknown>;
  /** That storage, with its key. */
  storage: BlobServiceClient;
  /** Encodes the clip, one image a shot (and one tile, when a sprite is wanted), and waits until the API lists them. */
  encode(videoId: string, options?: { spriteColumns?: number }): Promise<Thumbnail[]>;
  /** What the API gives as permalinks of a video. */
  linksOf(videoId: string): Promise<VideoLinks>;
}

/** Permalinks into a video that has all that they lead to here. */
export interface VideoLinks {
  WebVtt: string;
  Storyboard: string;
  ContactSheet: string;
}

/** The rule that infra/modules/media-account.bicep gives to a storage account, but for the origins. */
const CORS_RULE = { allowedMethods: 'GET,HEAD', allowedHeaders: '*', exposedHeaders: 'ETag', maxAgeInSeconds: 3600 };

/** Starts everything; the pages may read answers and images across origins, and nobody else's may. */
export async function startThreeOrigins(later: Later): Promise<ThreeOrigins> {
  const clip = await makeColouredClip(await temporaryFolder(later));
  const pages = await startPageServer(later, clip);
  const account = accountForTests();
  const downloads: string[] = [];
  const proxy = await startProxy(account.blobUrl, {
    onCall: ({ method, target }) => {
      if (method === 'GET' && /[?&]sig=/.test(target)) downloads.push(target);
    },
  });
  later(() => proxy.stop());
  const connectionString = account.connectionString.replace(account.blobUrl, proxy.url);
  const settings = {
    CORS_ALLOWED_ORIGINS: pages.origin,
    MEDIA_STORAGE_CONNECTION_STRING: connectionString,
    // A day, so that no window ends while a test runs.
    SIGNING_WINDOW_MINUTES: '1440',
  };
  const stack = await startEncodingApp(later, settings);
  const storage = BlobServiceClient.fromConnectionString(connectionString);
  const allowImagesTo = (origin: string) => storage.setProperties({ cors: [{ ...CORS_RULE, allowedOrigins: origin }] });
  await allowImagesTo(pages.origin);
  return {
    pages,
    apiUrl: `${stack.apiUrl}/api`,
    storageOrigin: new URL(proxy.url).origin,
    downloads: () => downloads,
    forgetDownloads: () => {
      downloads.length = 0;
    },
    allowImagesTo,
    storage,
    encode: async (videoId, { spriteColumns } = {}) => {
      const wish = { file: clip, videoId, everyMs: SHOT_SECONDS * 1000, heights: [90], spriteColumns };
      await encodeVideo(stack.encoderUrl, wish, { uploading: () => undefined, encoding: () => undefined });
      return (await waitForThumbnails(stack, videoId, 30_000)).thumbnails;
    },
    linksOf: async (videoId) =>
      (await (await fetch(`${stack.apiUrl}/api/Videos/${videoId}/Links`)).json()) as VideoLinks,
  };
}
