import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getVideoStatus', {
  route: 'Videos/{id}/Status',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getVideoStatus,
});
