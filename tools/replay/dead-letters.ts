import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** An event that Event Grid could not deliver, and the reason. */
export interface DeadLetter {
  file: string;
  /** The content of the file. */
  letter: Readonly<Record<string, unknown>>;
  /** The event without the members that Event Grid has added. */
  event: Readonly<Record<string, unknown>>;
  id: string;
  type: string;
  subject: string;
  why: string;
}

/**
 * The members that Event Grid adds to a dead letter; CloudEvents have them in lower case.
 * https://learn.microsoft.com/azure/event-grid/manage-event-delivery#view-dead-lettered-events
 */
const ADDED = ['deadletterreason', 'deliveryattempts', 'lastdeliveryoutcome', 'publishtime', 'lastdeliveryattempttime'];

/** Both schemas have an id and a type. */
const letter = z
  .looseObject({ id: z.string(), eventType: z.string().optional(), type: z.string().optional() })
  .refine(({ eventType, type }) => (eventType ?? type) !== undefined);
const file = z.union([z.array(letter), letter.transform((one) => [one])]);

/** The path itself if it is a file, else all `.json` files below it, sorted by name. */
export async function findFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Reads an event or a list of events in either schema. Throws for anything else. */
export async function readDeadLetters(path: string): Promise<DeadLetter[]> {
  const text = await readFile(path, 'utf8');
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success) throw new Error('is not a list of events');
  return parsed.data.map((one) => {
    const added = new Map(Object.entries(one).map(([name, value]) => [name.toLowerCase(), value]));
    const textOf = (name: string): string => toText(added.get(name));
    const event = Object.fromEntries(Object.entries(one).filter(([name]) => !ADDED.includes(name.toLowerCase())));
    const why = [textOf('deadletterreason'), textOf('lastdeliveryoutcome')].filter((part) => part !== '').join(', ');
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
