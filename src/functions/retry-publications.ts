import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.timer('retryPublications', { schedule: doors.retrySchedule, handler: doors.retryPublications });
