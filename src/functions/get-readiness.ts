import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getReadiness', {
  route: 'health/ready',
  methods: ['GET', 'HEAD'],
  authLevel: 'function',
  handler: doors.getReadiness,
});
