import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getThumbnail', {
  route: 'Videos/{id}/Thumbnails/{thumbnailId}',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getThumbnail,
});
