import { join } from 'node:path';
import type { Snapshot } from './snapshot.js';

const FOLDER = join('infra', 'check', 'types', 'snapshot');

/** One file a resource type: `Microsoft.Web.sites.json`. */
export function snapshotFile(root: string, type: string): string {
  return join(root, FOLDER, `${type.replaceAll('/', '.')}.json`);
}

export function printSnapshot(snapshot: Snapshot): string {
  return `${JSON.stringify(snapshot, null, 1)}\n`;
}

export function snapshotFolder(root: string): string {
  return join(root, FOLDER);
}
