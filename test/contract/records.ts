import { contentVersionOf, type Content } from '../../src/domain/content.js';
import { locationHash } from '../../src/domain/location.js';
import type { LocationRecord } from '../../src/domain/location-record.js';
import { aLocation, aRule, aSeries, aSprite, minutesAfter, NOW } from '../builders.js';

export const LOCATION = locationHash(aLocation());

/** Content of every kind: a numbered series, one whose names are kept one by one, and a sprite. */
export function someContent(parts: Partial<Content> = {}): Content {
  const irregular = aSeries({ prefix: 'a_', ranges: [[1, 2]], namesByIndex: { 1: '00.00.30_1_x', 2: '00.01.00_2_ü' } });
  const sprite = aSprite([{ startMs: 0, endMs: 5000, x: 0, y: 0, width: 160, height: 90 }]);
  const readBy = { job: NOW, operator: minutesAfter(-1) };
  return { series: [aSeries(), irregular, sprite], durationMs: 60_000, modifiedMs: NOW.getTime(), readBy, ...parts };
}

/** A record in which no field is empty, but for those of a container that is missing. */
export function aRecord(given: Partial<LocationRecord> & { isEmpty?: true } = {}): LocationRecord {
  const { isEmpty, ...parts } = given;
  const content = isEmpty ? undefined : (parts.content ?? someContent());
  return {
    location: aLocation(),
    claims: { inferred: { videoId: 'ü/#?', at: minutesAfter(-1) }, event: { videoId: 'video-1', at: NOW } },
    job: { transform: 'thumbs', job: 'job-1', at: NOW },
    asset: { name: 'output-1', at: NOW },
    rules: {
      job: { at: NOW, images: [aRule(), aRule({ start: { unit: 'best' } })] },
      operator: {
        at: minutesAfter(-1),
        times: { start: { unit: 'ms', value: 0 }, every: { unit: 'percent', value: 5 }, durationMs: 60_000 },
      },
    },
    recordedAt: NOW,
    ...(content !== undefined && { content }),
    contentVersion: contentVersionOf(content),
    deletions: { 'video-1': minutesAfter(-5) },
    aliases: ['output-1', 'ü/#?'],
    formerOwners: ['video-0'],
    publishedVersion: '',
    changedAt: minutesAfter(1),
    seq: 3,
    ownerSeq: 2,
    ...parts,
  };
}
