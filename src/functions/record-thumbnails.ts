import { createReceiveEvent } from '../events/receive-event.js';
import { eventFunction } from '../runtime.js';

export const recordThumbnails = eventFunction({
  name: 'recordThumbnails',
  handler: (app) => createReceiveEvent(app.recordThumbnails, app.eventRules),
});
