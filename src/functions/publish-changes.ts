import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.timer('publishChanges', { schedule: doors.publishSchedule, handler: doors.publishChanges });
