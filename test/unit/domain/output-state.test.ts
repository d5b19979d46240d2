import { mergeState } from '../../../src/domain/output-state.js';
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
});
