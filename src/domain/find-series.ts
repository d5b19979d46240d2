import { filenameMatcher, type FilenameMatcher, type NumberedName } from './filename-pattern.js';
import type { FoundSeries } from './found-series.js';
import { guessSeries, isFaceCrop } from './guess-series.js';
import { kindOf, type ImageRule } from './image-rule.js';
import { isImage, isWebVtt, splitFolder, type ListedBlob } from './image-listing.js';
import { distinctRules, partOf, withNumbering } from './layers.js';
import { numberedSeries } from './numbered-series.js';
import { sheetAt, sheetsWithVtt, vttBeside, vttFiles, vttOfSeries, type VttFiles } from './sprite-vtt.js';

/**
 * Which blobs of a place are images of the video, as series (design 3.3). `rules` come from the job's preset; undefined
 * means that nobody remembers it, and the names alone must tell. No artefact of Media Services lists its images, so
 * the listing is trusted for what exists, and the rules for what it means.
 */
export function findSeries(blobs: readonly ListedBlob[], rules: readonly ImageRule[] | undefined): FoundSeries[] {
  const vtts = vttFiles(blobs.filter(isWebVtt).map(({ name }) => name));
  const matchers = distinctRules(rules ?? []).map((one) => ({ ...one, ...filenameMatcher(one.rule) }));
  matchers.sort((a, b) => b.literalLength - a.literalLength);

  const byRule = new Map<Matcher, NumberedName[]>();
  const rest: string[] = [];
  for (const { name } of blobs.filter(isImage)) {
    const { folder, file } = splitFolder(name);
    const hit = firstHit(matchers, file);
    if (hit === undefined) rest.push(name);
    else push(byRule, hit.matcher, { ...hit.parts, prefix: folder + hit.parts.prefix });
  }

  const ruled = [...byRule].flatMap(([{ rule, layers }, names]) =>
    numberedSeries(names).map((series): FoundSeries => {
      const isMixed = layers > 1 && !/\{resolution\}/i.test(rule.filenamePattern);
      return { kind: kindOf(rule), names: series, rule, ...(isMixed && { layers }) };
    }),
  );
  const guessed = guessSeries(rest, vtts, { presetKnown: rules !== undefined, alone: byRule.size === 0 });
  return [...withNumbering(ruled).flatMap((found) => withVtt(found, vtts)), ...guessed];
}

type Matcher = FilenameMatcher & { rule: ImageRule; layers: number };

function firstHit(matchers: readonly Matcher[], file: string) {
  for (const matcher of matchers) {
    // Where the pattern does not ask for them by name, they are what another processor left.
    if (isFaceCrop(file) && !/_thumb\{index\}/i.test(matcher.rule.filenamePattern)) continue;
    const parts = matcher.match(file);
    if (parts !== undefined) return { matcher, parts };
  }
  return undefined;
}

/** A sprite's WebVTT has the name of its sheet, or that of the series, or the label's, or is the only one in the folder. */
function withVtt(found: FoundSeries, vtts: VttFiles): FoundSeries[] {
  const { kind, names, rule } = found;
  if (kind !== 'Sprite') return [found];
  const own = sheetsWithVtt(vtts, names);
  if (own.size > 0) {
    const others = partOf(names, (index) => !own.has(index));
    const sheets = [...own].map(([index, vttName]) => ({
      ...found,
      names: sheetAt(names, index),
      vttName,
    }));
    return others.ranges.length > 0 ? [...sheets, { ...found, names: others }] : sheets;
  }
  const vttName = vttOfSeries(vtts, names) ?? vttBeside(vtts, names, rule?.label ?? '');
  return [vttName === undefined ? found : { ...found, vttName }];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
