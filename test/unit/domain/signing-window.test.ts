import fc from 'fast-check';
import { delegationKeyBounds, signingWindow } from '../../../src/domain/signing-window.js';
import { NOW } from '../../builders.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DEFAULTS = { windowMs: 20 * MINUTE, minimumLifeMs: 20 * MINUTE, maximumLifeMs: 60 * MINUTE, epochMinutes: 0 };
const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const policies = fc.record({
  windowMs: fc.integer({ min: 1, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
  minimumLifeMs: fc.integer({ min: 2, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
  maximumLifeMs: fc.integer({ min: 2, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
  epochMinutes: fc.integer({ min: 0, max: 24 * 60 }),
});

describe('a signing window', () => {
  it('holds the present, and begins and ends at whole seconds', () => {
    fc.assert(
      fc.property(moments, fc.string(), policies, (now, seed, policy) => {
        const { start } = signingWindow(now, seed, policy);
        expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(start.getTime() + policy.windowMs).toBeGreaterThan(now.getTime());
        expect(start.getTime() % 1000).toBe(0);
      }),
    );
  });

  it('is the same for every moment in it, and differs for the moments around it', () => {
    fc.assert(
      fc.property(
        moments,
        fc.string(),
        policies,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (now, seed, policy, part) => {
          const window = signingWindow(now, seed, policy);
          const from = window.start.getTime();
          const at = (ms: number) => signingWindow(new Date(ms), seed, policy);
          expect(at(from + Math.floor(part * policy.windowMs))).toEqual(window);
          expect(at(from - 1).start.getTime()).toBe(from - policy.windowMs);
          expect(at(from + policy.windowMs).start.getTime()).toBe(from + policy.windowMs);
        },
      ),
    );
  });

  it('leaves at least the minimum life, and has begun 15 minutes before the present', () => {
    fc.assert(
      fc.property(moments, fc.string(), policies, (now, seed, policy) => {
        const { notBefore, start, expires } = signingWindow(now, seed, policy);
        expect(expires.getTime() - now.getTime()).toBeGreaterThanOrEqual(policy.minimumLifeMs);
        expect(start.getTime() - notBefore.getTime()).toBe(15 * MINUTE);
      }),
    );
  });

  it('spans 55 minutes by default', () => {
    const { notBefore, expires } = signingWindow(NOW, 'seed', DEFAULTS);
    expect(expires.getTime() - notBefore.getTime()).toBe(55 * MINUTE);
  });

  it('starts at different times for different videos', () => {
    const starts = Array.from({ length: 50 }, (_, i) => signingWindow(NOW, `video-${i}`, DEFAULTS).start.getTime());
    expect(new Set(starts).size).toBeGreaterThan(40);
  });
});

describe('a requested lifetime', () => {
  const lifeOf = (ttlSeconds: number, policy = DEFAULTS) => signingWindow(NOW, 'x', policy, { ttlSeconds }).lifeMs;

  it.each([
    [1, 20],
    [20 * 60, 20],
    [20 * 60 + 1, 40],
    [59 * 60, 60],
    [60 * 60 + 1, 60],
    [1e12, 60],
  ])('of %d seconds becomes %d minutes: a multiple of the minimum life, up to the maximum', (ttlSeconds, minutes) => {
    expect(lifeOf(ttlSeconds)).toBe(minutes * MINUTE);
  });

  it('is never shortened below the request or the minimum, unless the maximum demands it', () => {
    fc.assert(
      fc.property(moments, policies, fc.integer({ min: 1, max: 2 * 24 * 3600 }), (now, policy, ttlSeconds) => {
        const { expires, lifeMs } = signingWindow(now, 'x', policy, { ttlSeconds });
        const asked = Math.min(ttlSeconds * 1000, policy.maximumLifeMs);
        expect(lifeMs).toBeGreaterThanOrEqual(Math.max(policy.minimumLifeMs, asked));
        expect(lifeMs).toBeLessThanOrEqual(Math.max(policy.minimumLifeMs, policy.maximumLifeMs));
        expect(expires.getTime() - now.getTime()).toBeGreaterThanOrEqual(lifeMs);
      }),
    );
  });

  it('does not move the window', () => {
    const { start } = signingWindow(NOW, 'x', DEFAULTS);
    expect(signingWindow(NOW, 'x', DEFAULTS, { ttlSeconds: 3600 }).start).toEqual(start);
  });

  it('ends with the permalink that leads to the URL, and browsers cache the image no longer', () => {
    const window = signingWindow(NOW, 'x', DEFAULTS);
    const soon = new Date(window.expires.getTime() - 25 * MINUTE);
    expect(signingWindow(NOW, 'x', DEFAULTS, { notAfter: soon })).toMatchObject({ expires: soon, lifeMs: 0 });
    const later = new Date(window.expires.getTime() - 5 * MINUTE);
    expect(signingWindow(NOW, 'x', DEFAULTS, { notAfter: later })).toMatchObject({
      expires: later,
      lifeMs: 15 * MINUTE,
    });
    const never = new Date(window.expires.getTime() + 1);
    expect(signingWindow(NOW, 'x', DEFAULTS, { notAfter: never })).toEqual(window);
  });
});

describe('the validity of a delegation key', () => {
  it('covers the window with all its signatures, within seven days', () => {
    fc.assert(
      fc.property(moments, fc.string(), policies, (now, seed, policy) => {
        const window = signingWindow(now, seed, policy, { ttlSeconds: 2 * 24 * 3600 });
        const { start, expiry } = delegationKeyBounds(window, policy);
        expect(start.getTime()).toBeLessThanOrEqual(window.notBefore.getTime());
        expect(expiry.getTime()).toBeGreaterThanOrEqual(window.expires.getTime());
        expect(expiry.getTime() - start.getTime()).toBeLessThanOrEqual(7 * DAY);
        // A key may begin in the future only where it cannot be asked for: it never does.
        expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
      }),
    );
  });

  it("runs from the day before the window's UTC day to the third after it", () => {
    const window = signingWindow(new Date('2026-11-20T23:59:59Z'), 'x', DEFAULTS);
    expect(delegationKeyBounds(window, DEFAULTS)).toEqual({
      start: new Date('2026-11-19T00:00:00Z'),
      expiry: new Date('2026-11-23T00:00:00Z'),
    });
  });

  it('follows from the start of the window, not from the present', () => {
    const started = { start: new Date('2026-11-20T23:55:00Z'), notBefore: NOW, expires: NOW, lifeMs: 0 };
    expect(delegationKeyBounds(started, DEFAULTS).start).toEqual(new Date('2026-11-19T00:00:00Z'));
  });

  it('moves with the epoch, so that the same day has another key', () => {
    const window = signingWindow(NOW, 'x', DEFAULTS);
    const bounds = [0, 1, 2, 1440].map((epochMinutes) => delegationKeyBounds(window, { ...DEFAULTS, epochMinutes }));
    expect(bounds[1]?.start).toEqual(new Date('2026-11-19T00:01:00Z'));
    expect(new Set(bounds.slice(0, 3).map(({ start }) => start.getTime())).size).toBe(3);
  });
});
