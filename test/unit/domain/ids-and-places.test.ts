import {
  failureOf,
  hasActiveOutput,
  hasAwaitedOutput,
  isSameOutput,
  JOB_STATES,
  mergeState,
} from '../../../src/domain/output-state.js';
import { describeLocation, locationHash, locationRefusal } from '../../../src/domain/location.js';
import { canonicalVideoId, guidIn, guidOfContainer, videoIdProblem } from '../../../src/domain/video-id.js';
import { anOutputState, aLocation, GUID, minutesAfter, NOW } from '../../builders.js';

describe('a video id', () => {
  it.each(['v', 'x'.repeat(512), 'Ünïcode 名前 😀', 'a/b', ' ', '..'])('may be %j', (id) => {
    expect(videoIdProblem(id)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(513), '512'],
    // In NFC each is two.
    ['\u0958'.repeat(300), 'this one has 600'],
    ['a\nb', 'control'],
    ['a\u0085b', 'control'],
    ['\ud800', 'well-formed'],
  ])('may not be %j', (id, reason) => {
    expect(videoIdProblem(id)).toContain(reason);
  });

  it.each([
    [GUID.toUpperCase(), GUID],
    [`nb:cid:UUID:${GUID.toUpperCase()}`, GUID],
    ['Summer', 'Summer'],
    [`x${GUID.toUpperCase()}`, `x${GUID.toUpperCase()}`],
    ['nb:cid:UUID:summer', 'nb:cid:UUID:summer'],
    ['cafe\u0301', 'caf\u00e9'],
    ['\u1112\u1161\u11ab', '\ud55c'],
  ])('is normalised from %s to %s', (id, kept) => {
    expect(canonicalVideoId(id)).toBe(kept);
  });

  it('is also read from a GUID inside a name', () => {
    expect(guidIn(`output-${GUID.toUpperCase()}.1`)).toBe(GUID);
    expect(guidIn('output-7640689F')).toBeUndefined();
  });

  it('is the GUID of a container only where the container is named after that GUID alone', () => {
    expect(guidOfContainer(`asset-${GUID}`)).toBe(GUID);
    for (const name of [`asset-copy-${GUID}`, `asset-${GUID}-2`, GUID, 'asset-cat']) {
      expect(guidOfContainer(name)).toBeUndefined();
    }
  });
});

describe('a location', () => {
  const allowed = [{ name: 'contosomedia', containerPatterns: ['asset-*', 'v.deo', '*'] }];

  it('may be read when the settings name its account and match its container', () => {
    expect(locationRefusal(aLocation(), allowed)).toBeUndefined();
    expect(
      locationRefusal(aLocation({ container: 'x' }), [{ name: 'contosomedia', containerPatterns: ['v.deo', 'x'] }]),
    ).toBeUndefined();
  });

  it.each(['$logs', '$blobchangefeed', '$webs', '$', 'azure-webjobs-hosts'])(
    'may never be in %s, whatever the pattern',
    (container) => {
      const named = [{ name: 'contosomedia', containerPatterns: ['$*', '*', container] }];
      expect(locationRefusal(aLocation({ container }), named)).toContain('platform');
    },
  );

  it.each(['$web', '$root'])('may be in %s where a pattern is that very name', (container) => {
    const accounts = (...containerPatterns: string[]) => [{ name: 'contosomedia', containerPatterns }];
    expect(locationRefusal(aLocation({ container }), accounts('asset-*', container))).toBeUndefined();
    for (const pattern of ['*', '$*', `${container}*`, container.slice(1), container === '$web' ? '$root' : '$web']) {
      expect(locationRefusal(aLocation({ container }), accounts(pattern))).toContain('its very name');
    }
  });

  it.each([
    [['asset-*'], 'myasset-1'],
    [['asset-*'], 'asset'],
    [['v.deo'], 'video'],
    [[], 'asset-1'],
  ])('is not matched by %j when the container is %s', (containerPatterns, container) => {
    expect(locationRefusal(aLocation({ container }), [{ name: 'contosomedia', containerPatterns }])).toContain(
      container,
    );
  });

  it('differs when any part of it differs', () => {
    const locations = [
      aLocation(),
      aLocation({ account: 'x' }),
      aLocation({ container: 'x' }),
      aLocation({ prefix: 'x/' }),
    ];
    expect(new Set(locations.map(locationHash)).size).toBe(4);
    expect(describeLocation(aLocation({ prefix: 'x/' }))).toBe(`contosomedia/asset-${GUID}/x/`);
  });
});

describe('the state of an output', () => {
  const reported = { at: minutesAfter(1), state: 'Finished', location: 'hash', finishedSeenAt: NOW } as const;

  it('is the later of two, and at one instant the more advanced one', () => {
    const known = anOutputState();
    const later = anOutputState({ at: new Date(NOW.getTime() + 1), state: 'Queued' });
    const further = anOutputState({ state: 'Finished' });
    expect(mergeState(known, later)).toEqual(later);
    expect(mergeState(known, further)).toEqual(further);
    expect(mergeState(known, anOutputState({ at: minutesAfter(-1), state: 'Finished' }))).toBe(known);
    expect(mergeState(known, anOutputState())).toBe(known);
  });

  it.each(JOB_STATES)('is active or not: %s', (state) => {
    const isActive = ['Queued', 'Scheduled', 'Processing', 'Canceling'].includes(state);
    expect(hasActiveOutput([anOutputState({ state })], NOW)).toBe(isActive);
  });

  it('is active for a day', () => {
    expect(hasActiveOutput([anOutputState()], minutesAfter(24 * 60 - 1))).toBe(true);
    expect(hasActiveOutput([anOutputState()], minutesAfter(24 * 60))).toBe(false);
  });

  it('is the state of the job only while no state of its outputs is known', () => {
    const job = anOutputState({ output: '' });
    expect(hasActiveOutput([job], NOW)).toBe(true);
    expect(hasActiveOutput([job, anOutputState({ state: 'Error' })], NOW)).toBe(false);
    expect(hasActiveOutput([job, anOutputState({ job: 'job-2', state: 'Error' })], NOW)).toBe(true);
  });

  it('keeps the location and the time from which its images are awaited, whichever report has them', () => {
    const early = anOutputState({ at: NOW, state: 'Processing' });
    const late = anOutputState({ at: minutesAfter(2), state: 'Finished' });
    const kept = { location: 'hash', finishedSeenAt: NOW };
    expect(mergeState(early, anOutputState(reported))).toMatchObject({ at: minutesAfter(1), ...kept });
    expect(mergeState(anOutputState(reported), late)).toMatchObject({ at: minutesAfter(2), ...kept });
    expect(mergeState(late, anOutputState(reported))).toMatchObject({ at: minutesAfter(2), ...kept });
  });

  it('stays the same object when an older report comes', () => {
    const known = anOutputState(reported);
    expect(mergeState(known, anOutputState({ at: NOW, state: 'Processing' }))).toBe(known);
  });

  it('counts as awaited where one output of several is', () => {
    const states = [anOutputState({ state: 'Error' }), anOutputState(reported)];
    expect(hasAwaitedOutput(states, minutesAfter(24 * 60 - 1))).toBe(true);
    expect(hasAwaitedOutput(states, minutesAfter(24 * 60))).toBe(false);
  });

  it.each(['transform', 'job', 'output'])('is of another output where the %s differs', (part) => {
    expect(isSameOutput(anOutputState(), anOutputState())).toBe(true);
    expect(isSameOutput(anOutputState(), anOutputState({ [part]: 'other' }))).toBe(false);
  });

  it('gives the error of the newest failure, and at one instant that of the first output by name', () => {
    const failed = (output: string, minute = 0) =>
      anOutputState({ output, at: minutesAfter(minute), error: { code: 'x', message: output } });
    expect(failureOf([failed('a'), failed('c', 1), failed('b', 1), anOutputState()])).toBe('b');
    expect(failureOf([failed('b', 1), failed('c', 1), failed('a')])).toBe('b');
  });
});
