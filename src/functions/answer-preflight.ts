import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.http('answerPreflight', {
  route: '{*path}',
  methods: ['OPTIONS'],
  authLevel: 'anonymous',
  handler: doors.answerPreflight,
});
