import { readFileSync } from 'node:fs';
import { createShouldLog } from '../../../local/functions-host/log-levels.js';
import { FUNCTIONS } from '../../all-functions.js';

interface HostJson {
  logging: {
    logLevel: Record<string, string>;
    applicationInsights: { samplingSettings: { isEnabled: boolean; excludedTypes: string } };
  };
}

const { logging } = JSON.parse(readFileSync('host.json', 'utf8')) as HostJson;
const functions = FUNCTIONS.map(({ name }) => name);
const shouldLog = createShouldLog(logging.logLevel);

describe('host.json', () => {
  it.each(functions)('lets every line of %s through, and only warnings and errors of the host', (name) => {
    expect(shouldLog(`Function.${name}.User`, 'information')).toBe(true);
    expect(shouldLog(`Function.${name}`, 'information')).toBe(false);
    expect(shouldLog(`Function.${name}`, 'error')).toBe(true);
  });

  it('names only functions that exist', () => {
    const named = Object.keys(logging.logLevel).flatMap(
      (category) => /^Function\.(.+)\.User$/.exec(category)?.[1] ?? [],
    );
    expect(named.sort()).toEqual([...functions].sort());
  });

  it("keeps the requests, and samples neither them nor the app's lines", () => {
    expect(shouldLog('Host.Results', 'information')).toBe(true);
    const { isEnabled, excludedTypes } = logging.applicationInsights.samplingSettings;
    expect([isEnabled, excludedTypes.split(';').sort()]).toEqual([true, ['Exception', 'Request', 'Trace']]);
  });
});
