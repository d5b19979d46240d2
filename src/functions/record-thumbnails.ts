import { app } from '@azure/functions';
import { doors } from '../composition.js';

app.eventGrid('recordThumbnails', { handler: doors.recordThumbnails });
