import { readFileSync } from 'node:fs';
import { readConfig } from '../../../src/config/config.js';
import { settingsSchema } from '../../../src/config/schema.js';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('the settings', () => {
  it('are valid in the sample for local.settings.json', () => {
    const { Values } = JSON.parse(read('local.settings.sample.json')) as { Values: Record<string, string> };
    const result = readConfig(Values);
    expect(result).toHaveProperty('config.mediaServices.endpoint', 'http://127.0.0.1:10010');
    expect(result).toHaveProperty('config.manifests.connectionString', 'UseDevelopmentStorage=true');
  });

  it('have in the sample the names that the app reads', () => {
    const { Values } = JSON.parse(read('local.settings.sample.json')) as { Values: Record<string, string> };
    const ofTheHost = ['FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage'];
    const unknown = Object.keys(Values).filter((name) => !(name in settingsSchema.shape) && !ofTheHost.includes(name));
    expect(unknown).toEqual([]);
  });

  it('are in the table of docs/settings.md, each with its default', () => {
    const table = [...read('docs/settings.md').matchAll(/^\| `(\w+)`\s*\|\s*(?:`([^`]*)`)?\s*\|/gm)];
    const documented = Object.fromEntries(
      table.filter(([, name = '']) => !name.startsWith('STILLFRAME_')).map(([, name = '', value]) => [name, value]),
    );
    expect(Object.keys(documented).sort()).toEqual(Object.keys(settingsSchema.shape).sort());

    const defaults = settingsSchema.parse({});
    for (const [name, value] of Object.entries(defaults)) {
      const isList = Array.isArray(value);
      expect([name, documented[name]]).toEqual([name, isList ? undefined : String(value)]);
    }
  });
});
