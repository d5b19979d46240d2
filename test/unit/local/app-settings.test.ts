import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appSettingsFor } from '../../../local/app-settings.js';
import { openLinkKeys } from '../../../local/link-keys.js';
import { readConfig } from '../../../src/config/config.js';

const surroundings = {
  connectionString: 'UseDevelopmentStorage=true',
  encoderUrl: 'http://127.0.0.1:10010',
  table: 'thumbnails',
  linkKeys: `local:${'k'.repeat(32)}`,
};

describe('the settings of a local start', () => {
  it('are valid for the app', () => {
    expect(appSettingsFor(surroundings)).toMatchObject({ MEDIA_SERVICES_ENDPOINT: 'http://127.0.0.1:10010' });
  });

  it('let pages of this machine read the answers, and those of --cors', () => {
    const settings = appSettingsFor({ ...surroundings, corsOrigins: ['https://www.example.com'] });
    expect(readConfig(settings)).toHaveProperty('config.corsAllowedOrigins', [
      ...['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*'],
      'https://www.example.com',
    ]);
  });

  it('end the start when they are wrong, with every name and without values', () => {
    const wrong = { SIGNING_WINDOW_MINUTES: 'often', HTTP_AUTH_LEVEL: 'nobody' };
    expect(() => appSettingsFor(surroundings, wrong)).toThrow(/SIGNING_WINDOW_MINUTES[^]*HTTP_AUTH_LEVEL/);
    expect(() => appSettingsFor(surroundings, wrong)).not.toThrow(/often|nobody/);
  });
});

describe('the permalink key of this machine', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'stillframe-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is created at the first start, is valid for the app, and is reused', async () => {
    const data = join(folder, 'data');
    const made = await openLinkKeys(data);
    expect(readConfig({ ...appSettingsFor({ ...surroundings, linkKeys: made }) })).toHaveProperty('config.links.keys', [
      { id: 'local', secret: made.slice('local:'.length) },
    ]);
    expect(await openLinkKeys(data)).toBe(made);
    expect(await openLinkKeys(folder)).not.toBe(made);
    expect((await readFile(join(data, 'link-keys'), 'utf8')).trim()).toBe(made);
  });

  const withModes = process.platform === 'win32' ? it.skip : it;
  withModes('is read by its owner alone', async () => {
    await openLinkKeys(folder);
    expect((await stat(join(folder, 'link-keys'))).mode & 0o777).toBe(0o600);
  });

  it('is replaced by LINK_KEYS of the environment', () => {
    const own = `own:${'o'.repeat(32)}`;
    const before = process.env['LINK_KEYS'];
    try {
      process.env['LINK_KEYS'] = own;
      expect(appSettingsFor(surroundings)).toHaveProperty('LINK_KEYS', own);
      process.env['LINK_KEYS'] = ' ';
      expect(appSettingsFor(surroundings)).toHaveProperty('LINK_KEYS', surroundings.linkKeys);
    } finally {
      if (before === undefined) delete process.env['LINK_KEYS'];
      else process.env['LINK_KEYS'] = before;
    }
  });
});
