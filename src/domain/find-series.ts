import { filenameMatcher, type FilenameMatcher } from './filename-pattern.js';
import { distinctRules, withNumbering, type FoundSeries } from './found-series.js';
import { isFaceCrop } from './guess-series.js';
import { isImage, isWebVtt, splitFolder, type ListedBlob } from './image-listing.js';
import { kindOf, type ImageRule } from './image-rule.js';
import { numberedSeries, type NumberedName } from './numbered-names.js';
import { vttFiles, vttsOfSprite, type VttFiles } from './webvtt-groups.js';
import { eachInSteps, type Steps } from './steps.js';

/** What the rules of a preset say about a listing. */
export interface RuledNames {
  series: FoundSeries[];
  /** Images of no rule: WebVTT files (sheets.ts) and names (guess-series.ts) tell what they are. */
  rest: string[];
  vtts: VttFiles;
}

/**
 * Which blobs of a location are images that a preset names, as series. No artefact of Media Services lists its images, so the listing is
 * trusted for what exists, and the rules of the job's preset for what it means.
 */
export function* findRuledSeries(
  blobs: readonly ListedBlob[],
  rules: readonly ImageRule[] | undefined,
): Steps<RuledNames> {
  const matchers = distinctRules(rules ?? []).map((one) => ({ ...one, ...filenameMatcher(one.rule) }));
  matchers.sort((a, b) => b.literalLength - a.literalLength);

  const byRule = new Map<Matcher, NumberedName[]>();
  const rest: string[] = [];
  const vttNames: string[] = [];
  yield* eachInSteps(blobs, (blob) => {
    if (isWebVtt(blob)) vttNames.push(blob.name);
    if (!isImage(blob)) return;
    const { folder, file } = splitFolder(blob.name);
    const hit = firstHit(matchers, file);
    if (hit === undefined) {
      rest.push(blob.name);
      return;
    }
    const names = byRule.get(hit.matcher) ?? [];
    names.push({ ...hit.parts, prefix: folder + hit.parts.prefix });
    byRule.set(hit.matcher, names);
  });

  const vtts = yield* vttFiles(vttNames);
  const series: FoundSeries[] = [];
  for (const [{ rule, labels }, names] of byRule) {
    const isMixed = labels.length > 1 && !/\{resolution\}/i.test(rule.filenamePattern);
    for (const own of yield* numberedSeries(names)) {
      const vttNames = rule.isSprite ? yield* vttsOfSprite(vtts, own, labels) : [];
      series.push({
        ...{ kind: kindOf(rule), names: own, rule },
        ...(isMixed && { layers: labels.length }),
        ...(vttNames.length > 0 && { vttNames }),
      });
    }
  }
  return { series: withNumbering(series), rest, vtts };
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
