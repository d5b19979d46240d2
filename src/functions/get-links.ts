import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getLinks', {
  route: 'Videos/{id}/Links',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.getLinks,
});
