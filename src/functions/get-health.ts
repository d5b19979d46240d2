import { app } from '@azure/functions';
import { answer } from '../http/answer.js';
import { health } from '../http/health.js';

app.http('getHealth', {
  route: 'health',
  methods: ['GET', 'HEAD'],
  authLevel: 'anonymous',
  handler: answer(health),
});
