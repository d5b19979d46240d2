import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.timer('reconcileManifests', { schedule: doors.reconcileSchedule, handler: doors.reconcileManifests });
