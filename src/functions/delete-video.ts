import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('deleteVideo', {
  route: 'Videos/{id}',
  methods: ['DELETE'],
  authLevel: 'function',
  handler: doors.deleteVideo,
});
