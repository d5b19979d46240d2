import { setTimeout as wait } from 'node:timers/promises';
import { afterAttempt } from '../../local/media-services/events/retry-schedule.js';

/** Of Event Grid's pauses, which begin with ten seconds: so half a minute of trouble is some six attempts. */
const SCALE = 0.01;

/** Delivers by Event Grid's schedule until it is taken. Throws where Event Grid would write a dead letter. */
export async function deliverAsEventGrid(
  deliver: () => Promise<number>,
  onAnswer: (status: number) => void,
): Promise<void> {
  const publishedMs = performance.now();
  for (let attempts = 1; ; attempts++) {
    const status = await deliver();
    onAnswer(status);
    const decision = afterAttempt({ status }, attempts, performance.now() - publishedMs, SCALE);
    if (decision.next === 'delivered') return;
    if (decision.next === 'dead-letter') {
      throw new Error(`given up after ${attempts} attempts: ${decision.reason}, ${decision.outcome}`);
    }
    await wait(decision.afterMs);
  }
}
