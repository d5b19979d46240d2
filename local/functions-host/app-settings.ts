import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const localSettings = z.object({
  IsEncrypted: z.boolean().default(false),
  Values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

export type AppSettings = Readonly<Record<string, string>>;

/**
 * The app settings of a worker: the environment over `Values` of local.settings.json, which is optional, as with Core
 * Tools.
 */
export function readAppSettings(appRoot: string, env: Readonly<Record<string, string | undefined>>): AppSettings {
  const settings: Record<string, string> = {
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_WORKER_RUNTIME: 'node',
    AzureWebJobsScriptRoot: appRoot,
  };
  for (const [name, value] of Object.entries(readLocalSettings(appRoot))) settings[name] = String(value);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) settings[name] = value;
  return settings;
}

function readLocalSettings(appRoot: string): z.infer<typeof localSettings>['Values'] {
  const file = join(appRoot, 'local.settings.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {}; // The file is optional.
  }
  let parsed: z.infer<typeof localSettings>;
  try {
    parsed = localSettings.parse(JSON.parse(text));
  } catch (cause) {
    // Values may be secrets, so the message does not contain them.
    throw new Error(`${file} cannot be read: it must be JSON with text, numbers or booleans in "Values".`, { cause });
  }
  if (parsed.IsEncrypted) throw new Error(`${file} is encrypted; decrypt it with "func settings decrypt".`);
  return parsed.Values;
}
