import { failureOf, hasAwaitedOutput, isSameOutput, mergeState } from '../../../src/domain/output-state.js';
import { anOutputState, minutesAfter, NOW } from '../../builders.js';

describe('the state of an output', () => {
  const reported = { at: minutesAfter(1), state: 'Finished', location: 'hash', finishedSeenAt: NOW } as const;

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
