import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('followLink', {
  route: 'Links/{token}/{name}',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: doors.followLink,
});
