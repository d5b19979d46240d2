import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getWebVtt', {
  route: 'Videos/{id}/Thumbnails.vtt',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getWebVtt,
});
