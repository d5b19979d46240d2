import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('listManyThumbnails', {
  route: 'Thumbnails',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.listManyThumbnails,
});
