import { untilWritten } from '../../../src/application/until-written.js';

/** A write that loses so many races, and what happened in which order. */
function aRace(lost: number) {
  const steps: string[] = [];
  let version = 0;
  const readAgain = () => {
    steps.push('read');
    return Promise.resolve(++version);
  };
  const attempt = (known: number) => {
    steps.push(`write on ${known}`);
    return Promise.resolve(known < lost ? undefined : 'done');
  };
  const pause = (round: number) => {
    steps.push(`pause ${round}`);
    return Promise.resolve();
  };
  return { steps, readAgain, attempt, pause };
}

describe('writing on condition', () => {
  it('pauses after a lost race and reads after the pause, so that what it knows is fresh', async () => {
    const { steps, readAgain, attempt, pause } = aRace(2);
    expect(await untilWritten(0, readAgain, attempt, pause)).toBe('done');
    const lost = ['write on 0', 'pause 1', 'read', 'write on 1', 'pause 2', 'read'];
    expect(steps).toEqual([...lost, 'write on 2']);
  });

  it('pauses between rounds alone, not after the last', async () => {
    const { steps, readAgain, attempt, pause } = aRace(Infinity);
    await expect(untilWritten(0, readAgain, attempt, pause)).rejects.toMatchObject({ code: 'lost-race' });
    expect(steps.filter((step) => step.startsWith('write'))).toHaveLength(5);
    expect(steps.filter((step) => step.startsWith('pause'))).toEqual(['pause 1', 'pause 2', 'pause 3', 'pause 4']);
  });

  it('pauses for a random time that grows with the rounds', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    try {
      const { readAgain, attempt } = aRace(2);
      await untilWritten(0, readAgain, attempt);
      expect(timers.mock.calls.map(([, ms]) => ms)).toEqual([12.5, 25]);
    } finally {
      random.mockRestore();
      timers.mockRestore();
    }
  });
});
