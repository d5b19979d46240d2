import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getStoryboard', {
  route: 'Videos/{id}/Storyboard.json',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getStoryboard,
});
