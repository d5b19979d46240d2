import { randomFrom } from './random.js';

/** More than one delivery makes: so a kill may come between any two calls. */
const MOST_CALLS = 40;

/** Says when a host is to be killed; is told what has happened. */
export interface KillPoints {
  /** A delivery was taken. */
  taken(): void;
  /** The host has sent a call; true when it is to be killed now. */
  isAt(): boolean;
}

/**
 * Points drawn from the seed: after `every` deliveries, give or take a half, and then at any call. So hosts die in the midst
 * of their work, with calls sent whose answers they never see, and not only when they have just finished something.
 */
export function killPoints(seed: number, every: number): KillPoints {
  const random = randomFrom(seed);
  const draw = () => ({
    deliveries: Math.ceil(every * (0.5 + random())),
    calls: Math.ceil(random() * MOST_CALLS),
  });
  let left = draw();
  return {
    taken: () => {
      left.deliveries--;
    },
    isAt: () => {
      if (left.deliveries > 0 || --left.calls > 0) return false;
      left = draw();
      return true;
    },
  };
}
