import { EVENTS } from './events.js';
import type { SeededFault } from './fault.js';
import { HOST_AND_SETTINGS } from './host-and-settings.js';
import { INTERFACES } from './interfaces.js';
import { LANGUAGE } from './language.js';
import { REACH } from './reach.js';
import { STORAGE_AND_ROLES } from './storage-and-roles.js';
import { TYPES } from './types.js';
import { WATCHING } from './watching.js';

export const SEEDED_FAULTS: readonly SeededFault[] = [
  ...LANGUAGE,
  ...TYPES,
  ...INTERFACES,
  ...STORAGE_AND_ROLES,
  ...HOST_AND_SETTINGS,
  ...EVENTS,
  ...REACH,
  ...WATCHING,
];
