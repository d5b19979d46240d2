import { randomFrom } from './random.js';

/** More than one delivery makes: so a kill may come between any two calls. */
const MAX_CALLS = 40;

/** Says when a host is to be killed; is told what has happened. */
export interface CrashPoints {
  /** A delivery was taken. */
  onDelivered(): void;
  /** The host has sent a call; true when it is to be killed now. */
  onCall(): boolean;
}

/**
 * Points drawn from the seed: after `every` deliveries, give or take a half, and then at any call. So hosts die in the midst
 * of their work, with calls sent whose answers they never see, and not only when they have just finished something.
 */
export function crashPoints(seed: number, every: number): CrashPoints {
  const random = randomFrom(seed);
  const draw = () => ({
    deliveries: Math.ceil(every * (0.5 + random())),
    calls: Math.ceil(random() * MAX_CALLS),
  });
  let left = draw();
  return {
    onDelivered: () => {
      left.deliveries--;
    },
    onCall: () => {
      if (left.deliveries > 0 || --left.calls > 0) return false;
      left = draw();
      return true;
    },
  };
}
