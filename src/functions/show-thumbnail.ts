import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('showThumbnail', {
  route: 'Videos/{id}/Thumbnail.jpg',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.showThumbnail,
});
