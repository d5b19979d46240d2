import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema } from '../../src/config/schema.js';
import { EVENT_TYPES } from '../../src/events/read-media-event.js';
import { readFunctions, type DeclaredFunction } from './read-function.js';

/** What the infrastructure has to agree with. All of it is taken from the code itself. */
export interface CodeFacts {
  functions: readonly DeclaredFunction[];
  /** The app settings that the code reads. */
  settings: readonly string[];
  /** The types of event that the code does anything with. */
  eventTypes: readonly string[];
}

export function readCode(root: string): CodeFacts {
  const folder = join(root, 'src', 'functions');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return {
    functions: files.flatMap((name) => readFunctions(join(folder, name), readFileSync(join(folder, name), 'utf8'))),
    settings: Object.keys(settingsSchema.shape),
    eventTypes: EVENT_TYPES,
  };
}
