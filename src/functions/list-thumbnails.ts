import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('listThumbnails', {
  route: 'Videos/{id}/Thumbnails',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.listThumbnails,
});
