import { timerFunction } from '../runtime.js';

export const scanLocations = timerFunction({
  name: 'scanLocations',
  schedule: ({ scan }) => scan.schedule,
  handler: (app) => app.scanLocations,
});
