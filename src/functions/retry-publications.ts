import { timerFunction } from '../runtime.js';

/** What an invocation could not publish is rare and not urgent; one query finds it. */
const EVERY_15_MINUTES = '0 */15 * * * *';

export const retryPublications = timerFunction({
  name: 'retryPublications',
  schedule: ({ topic }) => (topic === undefined ? undefined : EVERY_15_MINUTES),
  handler: (app) => app.retryPublications,
});
