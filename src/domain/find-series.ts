import { filenameMatcher, numberedSeries, type FilenameMatcher, type NumberedName } from './filename-pattern.js';
import { distinctRules, withNumbering, type FoundSeries } from './found-series.js';
import { guessSeries, isFaceCrop } from './guess-series.js';
import { isImage, isWebVtt, splitFolder, type ListedBlob } from './image-listing.js';
import { kindOf, type ImageRule } from './image-rule.js';
import { vttFiles, vttsOfSprite } from './sheets.js';

/**
 * Which blobs of a location are images of the video, as series. No artefact of Media Services lists its images, so the listing is
 * trusted for what exists, and the rules of the job's preset for what it means; without rules the names alone decide.
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
    if (hit === undefined) {
      rest.push(name);
      continue;
    }
    const names = byRule.get(hit.matcher) ?? [];
    names.push({ ...hit.parts, prefix: folder + hit.parts.prefix });
    byRule.set(hit.matcher, names);
  }

  const ruled = [...byRule].flatMap(([{ rule, labels }, names]) =>
    numberedSeries(names).map((series): FoundSeries => {
      const layers = labels.length;
      const isMixed = layers > 1 && !/\{resolution\}/i.test(rule.filenamePattern);
      const vttNames = rule.isSprite ? vttsOfSprite(vtts, series, labels) : [];
      return {
        ...{ kind: kindOf(rule), names: series, rule },
        ...(isMixed && { layers }),
        ...(vttNames.length > 0 && { vttNames }),
      };
    }),
  );
  const guessed = guessSeries(rest, vtts, { presetKnown: rules !== undefined, alone: byRule.size === 0 });
  return [...withNumbering(ruled), ...guessed];
}

type Matcher = FilenameMatcher & { rule: ImageRule; labels: readonly string[] };

function firstHit(matchers: readonly Matcher[], file: string) {
  for (const matcher of matchers) {
    // Where the pattern does not ask for them by name, they are what another processor left.
    if (isFaceCrop(file) && !/_thumb\{index\}/i.test(matcher.rule.filenamePattern)) continue;
    const parts = matcher.match(file);
    if (parts !== undefined) return { matcher, parts };
  }
  return undefined;
}
