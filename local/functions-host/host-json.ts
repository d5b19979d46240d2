import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const hostJson = z.object({
  version: z.literal('2.0'),
  /** An allow list: when present, only these functions are loaded. */
  functions: z.array(z.string()).optional(),
  logging: z.object({ logLevel: z.record(z.string(), z.string()).default({}) }).prefault({}),
  extensions: z.object({ http: z.object({ routePrefix: z.string().default('api') }).prefault({}) }).prefault({}),
});

export type HostJson = z.infer<typeof hostJson>;

/** Reads the app's host.json. Throws an Error whose message names the file and what is wrong with it. */
export function readHostJson(appRoot: string): HostJson {
  const file = join(appRoot, 'host.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`No host.json in ${appRoot}: a function app needs one, with at least {"version":"2.0"}.`, {
      cause,
    });
  }
  return parseHostJson(text, file);
}

export function parseHostJson(text: string, file: string): HostJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not valid JSON: ${String(cause)}`, { cause });
  }
  const parsed = hostJson.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) =>
    issue.path[0] === 'version' ? 'it must have "version": "2.0"' : `${issue.path.join('.')}: ${issue.message}`,
  );
  throw new Error(`${file} is not valid: ${problems.join('; ')}.`);
}
