import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccess, createKeyedAccess, type RequiredLevel } from '../../../local/functions-host/keys/access.js';
import { hostKeysSchema } from '../../../local/functions-host/keys/host-keys.js';
import { openKeyedAccess } from '../../../local/functions-host/keys/key-file.js';

const access = createKeyedAccess({
  masterKey: 'master',
  functionKeys: { default: 'host' },
  systemKeys: { eventgrid_extension: 'system' },
  functions: { mine: { default: 'own' }, other: { default: 'others' } },
});

describe('a key', () => {
  const webhook: RequiredLevel = { extension: 'eventgrid' };

  it.each<[RequiredLevel, string[]]>([
    ['anonymous', ['master', 'host', 'system', 'own', 'others', 'wrong', '']],
    ['function', ['master', 'host', 'own']],
    ['admin', ['master']],
    [webhook, ['master', 'system']],
  ])('of level %j opens %j alone', (required, accepted) => {
    for (const key of ['master', 'host', 'system', 'own', 'others', 'wrong', '']) {
      const isOpen = access.isOpen(required, { header: key, query: '' }, 'mine');
      expect([key, isOpen]).toEqual([key, accepted.includes(key)]);
    }
  });

  it('may be in the query', () => {
    expect(access.isOpen('function', { header: undefined, query: 'a=b&code=own' }, 'mine')).toBe(true);
    expect(access.isOpen('function', { header: undefined, query: '' }, 'mine')).toBe(false);
  });

  it('in the header takes precedence over one in the query', () => {
    expect(access.isOpen('function', { header: 'wrong', query: 'code=own' }, 'mine')).toBe(false);
  });

  it('of another extension does not open a webhook', () => {
    expect(access.isOpen({ extension: 'blobs' }, { header: 'system', query: '' })).toBe(false);
  });

  it('is not required when checks are off, and then no caller is an administrator', () => {
    expect(openAccess.isOpen('admin', { header: undefined, query: '' })).toBe(true);
    expect(openAccess.isAdmin({ header: 'master', query: '' })).toBe(false);
    expect(access.isAdmin({ header: 'master', query: '' })).toBe(true);
  });
});

describe('the key file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'functions-host-keys-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is created once, readable for its owner alone, and reused', () => {
    const data = join(folder, 'data');
    const lines: string[] = [];
    const log = { info: (line: string) => lines.push(line) };
    openKeyedAccess(data, log);
    const file = join(data, 'keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const { masterKey, functionKeys, systemKeys } = hostKeysSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const again = openKeyedAccess(data, log);
    expect(again.isOpen('admin', { header: masterKey, query: '' })).toBe(true);
    expect(again.isOpen('function', { header: functionKeys['default'], query: '' })).toBe(true);
    expect(again.isOpen({ extension: 'eventgrid' }, { header: systemKeys['eventgrid_extension'], query: '' })).toBe(
      true,
    );
    expect(lines).toEqual([expect.stringContaining(file), expect.stringContaining(file)]);
    expect(lines.join()).not.toContain(masterKey);
  });

  it('is reported without its content when it is damaged', () => {
    writeFileSync(join(folder, 'keys.json'), '{"masterKey":"secret"');
    const open = () => openKeyedAccess(folder, { info: () => undefined });
    expect(open).toThrow(/keys\.json.*delete it/);
    expect(open).not.toThrow(/secret/);
  });
});
