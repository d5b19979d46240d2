import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** An event that was not delivered, with what Event Grid says of that. */
export interface DeadLetter {
  file: string;
  /** As it lies in the file. */
  letter: Readonly<Record<string, unknown>>;
  /** As it was before Event Grid gave it up. */
  event: Readonly<Record<string, unknown>>;
  id: string;
  type: string;
  subject: string;
  why: string;
}

/**
 * What Event Grid adds to a dead letter; in CloudEvents the names are in lower case.
 * https://learn.microsoft.com/azure/event-grid/manage-event-delivery#view-dead-lettered-events
 */
const ADDED = ['deadletterreason', 'deliveryattempts', 'lastdeliveryoutcome', 'publishtime', 'lastdeliveryattempttime'];

/** In either schema an event has an id and a type. */
const letter = z
  .looseObject({ id: z.string(), eventType: z.string().optional(), type: z.string().optional() })
  .refine(({ eventType, type }) => (eventType ?? type) !== undefined);
const file = z.union([z.array(letter), letter.transform((one) => [one])]);

/** The files of dead letters at a path: itself, or all `.json` below it, in the order of their names. */
export async function findFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** The events in a file: a list of them in either schema, or one. Throws a sentence for anything else. */
export async function readDeadLetters(path: string): Promise<DeadLetter[]> {
  const text = await readFile(path, 'utf8');
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success) throw new Error('holds no list of events');
  return parsed.data.map((one) => {
    const added = new Map(Object.entries(one).map(([name, value]) => [name.toLowerCase(), value]));
    const said = (name: string): string => toText(added.get(name));
    const event = Object.fromEntries(Object.entries(one).filter(([name]) => !ADDED.includes(name.toLowerCase())));
    const why = [said('deadletterreason'), said('lastdeliveryoutcome')].filter((part) => part !== '').join(', ');
    return {
      ...{ file: path, letter: one, event, why, id: one.id },
      type: one.eventType ?? one.type ?? '',
      subject: toText(one['subject']),
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
