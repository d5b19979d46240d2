import fc from 'fast-check';
import { readContinuation, toContinuation } from '../../../src/application/reading/list-thumbnails.js';
import type { Video } from '../../../src/domain/video.js';
import { aVideo } from '../../builders.js';
import { anyManifests } from '../domain/any-manifests.js';

const videos: fc.Arbitrary<Video> = fc
  .tuple(fc.string({ minLength: 1, maxLength: 20 }), anyManifests)
  .map(([id, manifests]) => aVideo(manifests, { id }));
const asked = fc.stringMatching(/^[a-z]{1,8}=\w{1,8}$/);
const skips = fc.integer({ min: 0, max: 10_000_000 });

/** What of a video's manifests callers see. */
const stateOf = ({ manifests }: Video): string => JSON.stringify(manifests.map(({ revision }) => revision).sort());

describe('a continuation', () => {
  it('continues the list that it came from, whatever is written to the rows', () => {
    fc.assert(
      fc.property(videos, asked, skips, (video, question, skip) => {
        const continuation = toContinuation(video, question, skip);
        expect(continuation).toMatch(/^[\w-]{1,100}$/);
        const rewritten = { ...video, manifests: video.manifests.map((one) => ({ ...one, version: 'another' })) };
        expect(readContinuation(rewritten, question, continuation)).toBe(skip);
      }),
    );
  });

  it('is invalid for other manifests, videos or questions', () => {
    fc.assert(
      fc.property(videos, videos, asked, asked, skips, (video, other, question, another, skip) => {
        fc.pre(stateOf(video) !== stateOf(other) && video.id !== other.id && question !== another);
        const continuation = toContinuation(video, question, skip);
        const stale = expect.objectContaining({ code: 'stale-continuation' }) as unknown;
        const refusalOf = (of: Video, by: string): unknown => {
          try {
            return readContinuation(of, by, continuation);
          } catch (error) {
            return error;
          }
        };
        expect(refusalOf({ ...video, manifests: other.manifests }, question)).toEqual(stale);
        expect(refusalOf({ ...video, id: other.id }, question)).toEqual(stale);
        expect(refusalOf(video, another)).toEqual(stale);
      }),
    );
  });

  it('is invalid when any letter is changed, removed or added', () => {
    const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    fc.assert(
      fc.property(videos, skips, fc.nat(), fc.constantFrom(...alphabet), (video, skip, at, letter) => {
        const continuation = toContinuation(video, 'limit=10', skip);
        const location = at % continuation.length;
        const changed = continuation.slice(0, location) + letter + continuation.slice(location + 1);
        for (const text of [changed, continuation.slice(0, location), continuation + letter, `${continuation}=`]) {
          if (text === continuation) continue;
          expect(() => readContinuation(video, 'limit=10', text)).toThrow(/begin again/);
        }
      }),
    );
  });
});
