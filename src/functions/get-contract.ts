import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('getContract', {
  route: 'openapi.json',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: doors.getContract,
});
