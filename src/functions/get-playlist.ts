import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getPlaylist', {
  route: 'Videos/{id}/Thumbnails.m3u8',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getPlaylist,
});
