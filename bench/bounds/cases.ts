import type { HostileContainer } from './hostile-storage.js';
import { imageName, TINY_IMAGE } from '../tiny-image.js';

/** What is played: containers, the events about them, and the requests after that. */
export interface BoundsCase {
  name: string;
  containers: Readonly<Record<string, HostileContainer>>;
  events: readonly object[];
  requests?: readonly BoundsRequest[];
  settings?: Readonly<Record<string, string>>;
  /** Which outcome is right: the last log event of the recording. */
  expected: RegExp;
}

export interface BoundsRequest {
  functionName: string;
  params: Readonly<Record<string, string>>;
  /** How many are sent at once. */
  times: number;
}

const VIDEO = 'video-1';
const CONTAINER = 'asset-hostile';

function imagesReady(prefix = '', container = CONTAINER): object {
  return {
    specversion: '1.0',
    id: 'bounds',
    type: 'Stillframe.ImagesReady',
    source: '/bench',
    time: new Date().toISOString(),
    data: { videoId: VIDEO, container, prefix },
  };
}

function markerCreated(blob: string): object {
  return {
    id: 'bounds',
    topic: '/subscriptions/bench/resourceGroups/bench/providers/Microsoft.Storage/storageAccounts/devstoreaccount1',
    subject: `/blobServices/default/containers/${CONTAINER}/blobs/${blob}`,
    eventType: 'Microsoft.Storage.BlobCreated',
    eventTime: new Date().toISOString(),
    data: {},
  };
}

/** A container of these names: texts by name, and the same small image under every other. */
function container(names: readonly string[], texts: Readonly<Record<string, () => string>> = {}): HostileContainer {
  const made = new Map<string, Buffer>();
  const read = (name: string): Buffer => {
    const text = texts[name];
    if (text === undefined) return TINY_IMAGE;
    const bytes = made.get(name) ?? Buffer.from(text());
    made.set(name, bytes);
    return bytes;
  };
  return { nameAt: (place) => names[place], read };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const recorded = /manifest-recorded/;
const refused = /event-rejected/;

function webVtt(tiles: number, addressOf: (tile: number) => string): string {
  const time = (tile: number): string => {
    const [hours, minutes, seconds] = [Math.floor(tile / 3600), Math.floor(tile / 60) % 60, tile % 60];
    return `${[hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')}.000`;
  };
  const cues = range(tiles).map((tile) => {
    return `${time(tile - 1)} --> ${time(tile)}\n${addressOf(tile)}#xywh=${(tile % 10) * 16},0,16,9\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** Sheets of so many tiles each, every one with a WebVTT of its name. */
function sheets(count: number, tiles: number): HostileContainer {
  const names = range(count).map((i) => `sheet${String(i).padStart(6, '0')}`);
  const textOf = (name: string): Buffer => Buffer.from(webVtt(tiles, () => name.replace('.vtt', '.jpg')));
  // All names are of one length, and so are all texts.
  const vttBytes = textOf('sheet000001.vtt').length;
  const all = names.flatMap((name) => [`${name}.jpg`, `${name}.vtt`]);
  return {
    nameAt: (place) => all[place],
    read: (name) => (name.endsWith('.vtt') ? textOf(name) : TINY_IMAGE),
    sizeOf: (name) => (name.endsWith('.vtt') ? vttBytes : TINY_IMAGE.length),
  };
}

function one(name: string, held: HostileContainer, expected: RegExp, more: Partial<BoundsCase> = {}): BoundsCase {
  return { name, containers: { [CONTAINER]: held }, events: [imagesReady()], expected, ...more };
}

const list = (times: number): BoundsRequest => ({ functionName: 'listThumbnails', params: { id: VIDEO }, times });
const FOLDERS = range(110).map((i) => `folder${i}/`);

/** What was seen to stop the app, as large as it was seen or as a name, a file and an event can be; then the largest lawful ones. */
export const CASES: readonly BoundsCase[] = [
  one(
    'metadata with a duration of 1 MB of digits',
    container(['Thumbnail000001.jpg', 'clip_metadata.json'], {
      'clip_metadata.json': () => JSON.stringify({ AssetFile: [{ Duration: `PT${'1'.repeat(1024 * 1024 - 100)}` }] }),
    }),
    recorded,
  ),
  one(
    'metadata of 300,000 files',
    container(['Thumbnail000001.jpg', 'clip_metadata.json'], {
      'clip_metadata.json': () => `{"AssetFile":[${'{},'.repeat(300_000)}{}]}`,
    }),
    recorded,
  ),
  one('400 sheets with a WebVTT of 20,000 tiles each', sheets(400, 20_000), recorded),
  one(
    '5,000 long names of dashes',
    container(range(5000).map((i) => `${'1_'.repeat(400)}${'-'.repeat(200)}${i}_x.jpg`)),
    recorded,
  ),
  one('names with every zero-padding', container(range(1000).map((i) => `${'0'.repeat(i)}1.jpg`)), recorded),
  one(
    '150,000 images without two numbers in a row, and a WebVTT of 20,000 addresses',
    container([...range(150_000).map((i) => `clip${String(i * 2).padStart(6, '0')}.jpg`), 'clip.vtt'], {
      'clip.vtt': () => webVtt(20_000, (tile) => `clip${String(tile * 2 + 1).padStart(6, '0')}.jpg`),
    }),
    recorded,
  ),
  {
    name: '110 folders of 14,000 tiles in one video, then two queries',
    containers: {
      [CONTAINER]: container(
        FOLDERS.flatMap((folder) => [`${folder}sheet000001.jpg`, `${folder}sheet000001.vtt`]),
        Object.fromEntries(
          FOLDERS.map((folder) => [`${folder}sheet000001.vtt`, () => webVtt(14_000, () => 'sheet000001.jpg')]),
        ),
      ),
    },
    events: FOLDERS.map((folder) => imagesReady(folder)),
    requests: [list(1), list(1)],
    expected: refused,
  },
  {
    name: 'a marker of four wildcards and a blob name of dashes',
    containers: { [CONTAINER]: container([]) },
    events: [markerCreated('-'.repeat(1024))],
    settings: { MARKER_BLOB: '*-*-*-*-_done' },
    expected: /event-ignored/,
  },
  one('texts of 1 MB in an event', container([]), refused, {
    events: [{ ...imagesReady(), type: 'x'.repeat(500_000), id: 'y'.repeat(500_000) }],
    expected: /event-ignored/,
  }),
  one(
    'a listing that never ends',
    { nameAt: (i) => `blob-${String(i).padStart(12, '0')}.ts`, read: () => TINY_IMAGE },
    refused,
  ),
  one('images of 8 MB brought to 200 callers at once', container(['Poster.jpg']), recorded, {
    containers: {
      [CONTAINER]: {
        nameAt: (i) => ['Poster.jpg'][i],
        read: () => Buffer.concat([TINY_IMAGE, Buffer.alloc(8 * 1024 * 1024 - TINY_IMAGE.length - 64)]),
      },
    },
    requests: [{ functionName: 'getPosterImage', params: { id: VIDEO }, times: 200 }],
    settings: { IMAGE_DELIVERY: 'proxy' },
  }),
  one('lawful: 100,000 images', container(range(100_000).map(imageName)), recorded, { requests: [list(1), list(1)] }),
  one('lawful: 12,000 tiles on 12 sheets', sheets(12, 1000), recorded, { requests: [list(1)] }),
  one(
    'lawful: 100 series of 1,000 images',
    container(range(100).flatMap((series) => range(1000).map((i) => `s${series}-${String(i).padStart(6, '0')}.jpg`))),
    recorded,
    { requests: [list(1)] },
  ),
];
