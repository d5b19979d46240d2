import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('showContactSheet', {
  route: 'Videos/{id}/ContactSheet',
  methods: ['GET', 'HEAD'],
  authLevel: doors.httpAuthLevel,
  handler: doors.showContactSheet,
});
