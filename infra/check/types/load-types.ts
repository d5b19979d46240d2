import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshots, type ResourceTypes } from './read-snapshot.js';
import { snapshotFolder } from './snapshot-file.js';
import { snapshotSchema } from './snapshot.js';

/** Every type that resources are compared with: those of the snapshot, and those that it cannot have. */
export function loadTypes(root: string): ResourceTypes {
  return new Map([...load(snapshotFolder(root)), ...loadHandWritten(root)]);
}

export function loadHandWritten(root: string): ResourceTypes {
  return load(join(root, 'infra', 'check', 'types', 'by-hand'));
}

function load(folder: string): ResourceTypes {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return readSnapshots(files.map((name) => snapshotSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))));
}
