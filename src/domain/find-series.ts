import { filenameMatcher, type FilenameMatcher, type NumberedName } from './filename-pattern.js';
import type { FoundSeries } from './found-series.js';
import { guessSeries } from './guess-series.js';
import { kindOf, type ImageRule } from './image-rule.js';
import { isImage, isWebVtt, splitFolder, stem, type ListedBlob } from './image-listing.js';
import { numberedSeries } from './numbered-series.js';
import { blobName } from './series.js';

/**
 * Which blobs of a place are images of the video, as series (design 3.3). `rules` come from the job's preset; undefined
 * means that nobody remembers it, and the names alone must tell. No artefact of Media Services lists its images, so
 * the listing is trusted for what exists, and the rules for what it means.
 */
export function findSeries(blobs: readonly ListedBlob[], rules: readonly ImageRule[] | undefined): FoundSeries[] {
  const vttNames = blobs.filter(isWebVtt).map(({ name }) => name);
  const matchers = (rules ?? []).map((rule) => ({ rule, ...filenameMatcher(rule) }));
  matchers.sort((a, b) => b.literalLength - a.literalLength);

  const byRule = new Map<ImageRule, NumberedName[]>();
  const rest: string[] = [];
  for (const { name } of blobs.filter(isImage)) {
    const { folder, file } = splitFolder(name);
    const hit = firstHit(matchers, file);
    if (hit === undefined) rest.push(name);
    else push(byRule, hit.rule, { ...hit.parts, prefix: folder + hit.parts.prefix });
  }

  const ruled = [...byRule].flatMap(([rule, names]) =>
    numberedSeries(names).map((series): FoundSeries => ({ kind: kindOf(rule), names: series, rule })),
  );
  return [...ruled, ...guessSeries(rest, vttNames, { presetKnown: rules !== undefined, alone: byRule.size === 0 })].map(
    (found) => withVtt(found, vttNames),
  );
}

function firstHit(matchers: readonly (FilenameMatcher & { rule: ImageRule })[], file: string) {
  for (const { rule, match } of matchers) {
    const parts = match(file);
    if (parts !== undefined) return { rule, parts };
  }
  return undefined;
}

/** A sprite's WebVTT has the stem of its first sheet, or is the only one in the folder. */
function withVtt(found: FoundSeries, vttNames: readonly string[]): FoundSeries {
  if (found.kind !== 'Sprite' || found.vttName !== undefined) return found;
  const sheet = blobName(found.names, found.names.ranges[0]?.[0] ?? 0);
  const beside = vttNames.filter((name) => splitFolder(name).folder === splitFolder(sheet).folder);
  const vttName = beside.find((name) => stem(name) === stem(sheet)) ?? (beside.length === 1 ? beside[0] : undefined);
  return vttName === undefined ? found : { ...found, vttName };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
