import { LIMITS } from './limits.js';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const GUID_ANYWHERE = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** How Media Services v2, and the connector's sample, write the id of an asset. */
const V2_PREFIX = /^nb:cid:UUID:/i;

/** Longest video id, in UTF-16 code units: what one Table Storage key holds. */
export const MAX_VIDEO_ID_LENGTH = 512;

/** What is wrong with `text` as a video id, in words for the caller; undefined when nothing is. */
export function videoIdProblem(text: string): string | undefined {
  if (text.length === 0) return 'a video id must not be empty';
  // NFC may be longer than what was sent. A text that is too long is never folded.
  const { length } = text.length > MAX_VIDEO_ID_LENGTH ? text : text.normalize();
  if (length > MAX_VIDEO_ID_LENGTH)
    return `a video id has at most ${MAX_VIDEO_ID_LENGTH} characters, this one has ${length}`;
  if (/\p{Cc}/u.test(text)) return 'a video id has no control characters';
  if (!text.isWellFormed()) return 'a video id must be well-formed Unicode';
  return undefined;
}

/** The one spelling under which ids are kept and compared: NFC, GUIDs in lower case, `nb:cid:UUID:<guid>` as `<guid>`. */
export function canonicalVideoId(id: string): string {
  const bare = id.replace(V2_PREFIX, '');
  return GUID.test(bare) ? bare.toLowerCase() : id.normalize();
}

/** How earlier versions may have kept this id: as file names of macOS spell it. Undefined for an id with one spelling. */
export function decomposedVideoId(id: string): string | undefined {
  const decomposed = id.normalize('NFD');
  return decomposed === id ? undefined : decomposed;
}

/** The GUID of a container that Media Services made and named `asset-<guid>`. */
export function guidOfContainer(name: string): string | undefined {
  const guid = name.startsWith('asset-') ? name.slice('asset-'.length) : '';
  return GUID.test(guid) ? guid.toLowerCase() : undefined;
}

/** The first GUID inside a name, in lower case: encoders name output assets by it. */
export function guidIn(name: string): string | undefined {
  return GUID_ANYWHERE.exec(name)?.[0].toLowerCase();
}

export type CorrelationData = Readonly<Record<string, unknown>>;

/** Whether a value of JSON may be correlation data. A schema that looks at each member takes 0.1 s for 80,000. */
export function isCorrelationData(value: unknown): value is CorrelationData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The video that a job's correlation data names under `key`, whatever its case; undefined when none of its first members does. */
export function correlatedVideo(
  data: CorrelationData | null | undefined,
  key: string,
): { videoId: string } | { problem: string } | undefined {
  const name = nameOf(data ?? {}, key.toLowerCase());
  const value = name === undefined ? undefined : data?.[name];
  if (name === undefined || value == null || value === '') return undefined;
  if (typeof value !== 'string') return { problem: `correlation data '${name}': a video id is a text` };
  const problem = videoIdProblem(value);
  if (problem !== undefined) return { problem: `correlation data '${name}': ${problem}` };
  return { videoId: canonicalVideoId(value) };
}

function nameOf(data: CorrelationData, key: string): string | undefined {
  let members = 0;
  for (const name in data) {
    if (name.toLowerCase() === key) return name;
    if (++members === LIMITS.jsonEntries) return undefined;
  }
  return undefined;
}
