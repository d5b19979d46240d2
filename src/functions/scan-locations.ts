import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.timer('scanLocations', { schedule: doors.scanSchedule, handler: doors.scanLocations });
