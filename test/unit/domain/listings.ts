import { readFileSync } from 'node:fs';
import { findRuledSeries } from '../../../src/domain/find-series.js';
import type { FoundSeries } from '../../../src/domain/found-series.js';
import { guessSeries } from '../../../src/domain/guess-series.js';
import type { ListedBlob } from '../../../src/domain/image-listing.js';
import type { ImageRule } from '../../../src/domain/image-rule.js';
import { blobName, indexesOf } from '../../../src/domain/series.js';
import { finish } from '../../steps.js';

export function blobs(...names: string[]): ListedBlob[] {
  return names.map((name) => ({ name, size: 1000 }));
}

/** `prefix` and `suffix` around six-digit numbers. */
export function numbered(prefix: string, suffix: string, first: number, last: number): string[] {
  const count = last - first + 1;
  return Array.from({ length: count }, (_, i) => prefix + String(first + i).padStart(6, '0') + suffix);
}

/** The series of a listing whose WebVTT files say nothing. */
export function findSeries(listed: readonly ListedBlob[], rules: readonly ImageRule[] | undefined): FoundSeries[] {
  const { series, rest } = finish(findRuledSeries(listed, rules));
  return [...series, ...guessed(rest, rules, series.length === 0).series];
}

export function guessed(names: readonly string[], rules?: readonly ImageRule[], alone = true) {
  return finish(guessSeries(names, { presetKnown: rules !== undefined, alone }));
}

/** What was found, as kind and names: `['Poster', 'Poster.jpg']`. */
export function found(names: readonly string[], rules?: readonly ImageRule[]): [string, ...string[]][] {
  return findSeries(blobs(...names), rules).map((series) => [series.kind, ...namesOf(series)]);
}

export function namesOf({ names }: FoundSeries): string[] {
  return [...indexesOf(names)].map((index) => blobName(names, index));
}

/** The names in a container that Media Services wrote for a built-in preset. */
export function realListing(): string[] {
  const text = readFileSync('test/fixtures/container/listing.cae.sample.json', 'utf8');
  return (JSON.parse(text) as { fileNames: string[] }).fileNames;
}
