import { readConfig, type Config } from '../../../src/config/config.js';
import { TOMBSTONE_RETENTION_MS } from '../../../src/domain/deletion.js';
import { settingsSchema } from '../../../src/config/schema.js';

const LEAST = {
  MANIFEST_TABLE_ENDPOINT: 'https://contoso.table.core.windows.net/',
  MEDIA_STORAGE_ACCOUNTS: 'contosomedia',
};
const AMS = {
  MEDIA_SERVICES_SUBSCRIPTION_ID: 's',
  MEDIA_SERVICES_RESOURCE_GROUP: 'g',
  MEDIA_SERVICES_ACCOUNT: 'a',
};

function configOf(env: Record<string, string | undefined>): Config {
  const read = readConfig({ ...LEAST, ...env });
  if ('problems' in read) throw new Error(read.problems.join());
  return read.config;
}
function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  const read = readConfig({ ...LEAST, ...env });
  return 'problems' in read ? read.problems : [];
}

describe('the settings', () => {
  it('have a default each, except for storage', () => {
    expect(configOf({})).toEqual({
      manifests: { endpoint: 'https://contoso.table.core.windows.net', table: 'thumbnails' },
      media: {
        connectionString: undefined,
        accounts: [
          {
            name: 'contosomedia',
            endpoint: 'https://contosomedia.blob.core.windows.net',
            containerPatterns: ['asset-*'],
          },
        ],
      },
      mediaServices: undefined,
      events: { videoIdKey: 'videoId', marker: undefined, imagesReady: false },
      signing: {
        windowMs: 1_200_000,
        minimumLifeMs: 1_200_000,
        maximumLifeMs: 3_600_000,
        epochMinutes: 0,
        sasVersion: '2025-11-05',
      },
      httpAuthLevel: 'function',
      adminKeys: [],
      publicUrl: undefined,
      links: { keys: [], days: 30 },
      imageDelivery: 'redirect',
      corsAllowedOrigins: [],
      manifestCacheSeconds: 5,
      scan: { calls: 200, schedule: '0 17 * * * *' },
      managedIdentityClientId: undefined,
    });
  });

  it('count as absent when they are empty, and unknown ones are ignored', () => {
    expect(
      configOf({ ...Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, ' '])), ...LEAST }),
    ).toEqual(configOf({ PATH: '/bin', WEBSITE_SITE_NAME: undefined }));
  });

  it('become a frozen config', () => {
    expect(Object.isFrozen(configOf({}))).toBe(true);
  });

  it('name both storages when both are missing', () => {
    const read = readConfig({});
    expect('problems' in read && read.problems.map((problem) => problem.split(':')[0])).toEqual([
      'MANIFEST_TABLE_ENDPOINT',
      'MEDIA_STORAGE_ACCOUNTS',
    ]);
  });

  it('prefer a connection string to an endpoint', () => {
    const connectionString = 'UseDevelopmentStorage=true';
    expect(configOf({ MANIFEST_STORAGE_CONNECTION_STRING: connectionString }).manifests).toEqual({
      connectionString,
      table: 'thumbnails',
    });
    const read = readConfig({
      MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
      MEDIA_STORAGE_CONNECTION_STRING: connectionString,
    });
    expect(read).toHaveProperty('config.media', { connectionString, accounts: [] });
  });

  it('name a Media Services account completely or not at all', () => {
    expect(configOf({ ...AMS, MEDIA_SERVICES_API_KEY: 'k' }).mediaServices).toEqual({
      ...{
        endpoint: 'https://management.azure.com',
        subscriptionId: 's',
        resourceGroup: 'g',
        account: 'a',
        apiKey: 'k',
        scopes: ['https://management.azure.com/.default'],
        clientSecret: undefined,
      },
    });
    for (const name of Object.keys(AMS)) {
      expect(problemsOf({ ...AMS, [name]: undefined })).toEqual([expect.stringMatching(`^${name}: is missing`)]);
    }
  });

  it.each([
    ['https://management.usgovcloudapi.net/', undefined, ['https://management.usgovcloudapi.net/.default']],
    ['https://rms.example', 'api://ravnur/.default', ['api://ravnur/.default']],
    [
      'https://rms.example',
      ' https://a.example/x,  https://b.example/y ',
      ['https://a.example/x', 'https://b.example/y'],
    ],
  ])('request tokens of %s with the scope %j', (endpoint, scope, expected) => {
    const { mediaServices } = configOf({ ...AMS, MEDIA_SERVICES_ENDPOINT: endpoint, MEDIA_SERVICES_SCOPE: scope });
    expect(mediaServices?.scopes).toEqual(expected);
  });

  it('name a client secret completely or not at all, and no key beside it', () => {
    const secret = {
      MEDIA_SERVICES_TENANT_ID: 't',
      MEDIA_SERVICES_CLIENT_ID: 'c',
      MEDIA_SERVICES_CLIENT_SECRET: 'SECRET',
    };
    expect(configOf({ ...AMS, ...secret }).mediaServices?.clientSecret).toEqual({
      tenantId: 't',
      clientId: 'c',
      clientSecret: 'SECRET',
    });
    for (const name of Object.keys(secret)) {
      const problems = problemsOf({ ...AMS, ...secret, [name]: undefined });
      expect(problems).toEqual([expect.stringMatching(`^${name}: is missing`)]);
      expect(problems.join()).not.toContain(': SECRET');
    }
    const both = problemsOf({ ...AMS, ...secret, MEDIA_SERVICES_API_KEY: 'KEY' });
    expect(both).toEqual([
      expect.stringMatching('^MEDIA_SERVICES_API_KEY: is set beside MEDIA_SERVICES_CLIENT_SECRET'),
    ]);
  });

  it.each([
    ['MANIFEST_TABLE_ENDPOINT', 'SECRET'],
    ['MANIFEST_TABLE_ENDPOINT', 'http://SECRET.table.core.windows.net'],
    ['MANIFEST_TABLE_ENDPOINT', 'http://127.0.0.1.SECRET.com'],
    ['MANIFEST_TABLE_ENDPOINT', 'http://localhost:1@SECRET.com/'],
    ['MANIFEST_TABLE_ENDPOINT', 'ftp://SECRET'],
    ['MANIFEST_STORAGE_CONNECTION_STRING', 'SECRET'],
    ['MANIFEST_TABLE', 'SECRET-table'],
    ['MANIFEST_TABLE', '1SECRET'],
    ['MEDIA_STORAGE_ACCOUNTS', 'SECRET!'],
    ['MEDIA_STORAGE_CONNECTION_STRING', 'AccountKey=SECRET'],
    ['MEDIA_SERVICES_ENDPOINT', 'http://SECRET.example'],
    ['MEDIA_SERVICES_SCOPE', 'SECRET'],
    ['SIGNING_WINDOW_MINUTES', '0'],
    ['SIGNING_WINDOW_MINUTES', '1441'],
    ['SIGNING_WINDOW_MINUTES', '1.5'],
    ['SIGNING_WINDOW_MINUTES', 'SECRET'],
    ['SIGNING_MINIMUM_LIFE_MINUTES', '1'],
    ['SIGNING_MAXIMUM_LIFE_MINUTES', '1441'],
    ['SIGNING_EPOCH', '-1'],
    ['SAS_VERSION', 'SECRET'],
    ['HTTP_AUTH_LEVEL', 'SECRET'],
    ['HTTP_AUTH_LEVEL', 'admin'],
    ['ADMIN_KEYS', 'SECRET-of-31-characters-aaaaaaa'],
    ['ADMIN_KEYS', `${'a'.repeat(32)}, SECRET`],
    ['ADMIN_KEYS', `SECRET ${'a'.repeat(32)}`],
    ['ADMIN_KEYS', 'SECRET'.repeat(40)],
    ['PUBLIC_URL', 'SECRET'],
    ['PUBLIC_URL', 'http://SECRET.example'],
    ['PUBLIC_URL', 'https://user:SECRET@www.example.com'],
    ['PUBLIC_URL', 'https://www.example.com/?SECRET'],
    ['PUBLIC_URL', 'https://www.example.com/#SECRET'],
    ['PUBLIC_URL', 'https://www.example.com/SECRET?'],
    ['LINK_KEYS', 'SECRET'.repeat(8)],
    ['LINK_KEYS', 'a:SECRET-of-31-characters-aaaaaaa'],
    ['LINK_KEYS', `a b:SECRET${'a'.repeat(32)}`],
    ['LINK_KEYS', `:SECRET${'a'.repeat(32)}`],
    ['LINK_KEYS', `a:${'a'.repeat(32)},SECRET`],
    ['LINK_KEYS', `SECRET:${'a'.repeat(32)},SECRET:${'b'.repeat(32)}`],
    ['LINK_DAYS', '0'],
    ['LINK_DAYS', '61'],
    ['LINK_DAYS', '1.5'],
    ['IMAGE_DELIVERY', 'SECRET'],
    ['CORS_ALLOWED_ORIGINS', 'https://SECRET.example/'],
    ['CORS_ALLOWED_ORIGINS', 'https://*.SECRET.example'],
    ['CORS_ALLOWED_ORIGINS', 'https://SECRET.example:*'],
    ['CORS_ALLOWED_ORIGINS', 'ftp://SECRET.example'],
    ['MANIFEST_CACHE_SECONDS', '3601'],
    ['SCAN_CALLS', '19'],
    ['SCAN_CALLS', '-1'],
    ['SCAN_CALLS', '100001'],
    ['SCAN_CALLS', 'SECRET'],
    ['SCAN_SCHEDULE', 'SECRET'],
    ['SCAN_SCHEDULE', '0 * * * *'],
    ['MARKER_BLOB', '/SECRET'],
    ['MARKER_BLOB', 'SECRET/'],
    ['MARKER_BLOB', '{SECRET}'],
    ['MARKER_BLOB', '{videoId}/{videoId}/SECRET'],
    ['MARKER_BLOB', '*a*b*c*d*SECRET'],
    ['MARKER_BLOB', 'SECRET/_done'],
    ['MARKER_BLOB', '*/SECRET'],
    ['MARKER_BLOB', 'SECRET'.repeat(40)],
    ['IMAGES_READY', 'SECRET'],
  ])('are refused for %s=%s, by name and without the value', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: \\S`))]);
    expect(problems.join()).not.toContain('SECRET');
  });

  it.each([
    ['_done', '_done', undefined],
    ['*.ready', 'cat.ready', undefined],
    ['{videoId}.ready', 'cat (1).ready', 'cat (1)'],
    ['*/{videoId}.ready', 'x/cat.ready', 'cat'],
    ['{videoId}/thumbs/_done', 'cat/thumbs/_done', 'cat'],
    ['*/{videoId}/_done', '2026/cat/_done', 'cat'],
    ['a+b.(x)', 'a+b.(x)', undefined],
  ])('recognise by the pattern %j the marker %j', (pattern, path, videoId) => {
    expect(configOf({ MARKER_BLOB: pattern }).events.marker?.(path)).toEqual({ videoId });
  });

  it.each([
    ['_done', 'x_done'],
    ['_done', '_done/x'],
    ['_done', 'a/_done'],
    ['*.ready', 'x/cat.ready'],
    ['{videoId}.ready', 'x/cat.ready'],
    ['*.ready', 'ready'],
    ['{videoId}/_done', '_done'],
    ['{videoId}/_done', 'a/b/_done'],
    ['a+b', 'aab'],
    ['a.b', 'axb'],
  ])('do not recognise by the pattern %j the blob %j', (pattern, path) => {
    expect(configOf({ MARKER_BLOB: pattern }).events.marker?.(path)).toBeUndefined();
  });

  it('list admin keys by commas, and none where the platform could not resolve them', () => {
    const keys = ['a'.repeat(32), 'B-._~+/='.repeat(25)];
    expect(configOf({ ADMIN_KEYS: ` ${keys.join(' , ')},` }).adminKeys).toEqual(keys);
    expect(configOf({}).adminKeys).toEqual([]);
    const reference = '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/ADMIN-KEYS)';
    expect(configOf({ ADMIN_KEYS: reference }).adminKeys).toEqual([]);
  });

  it('list permalink keys by commas, the signing one first, and none where the platform could not resolve them', () => {
    const keys = [
      { id: '2026-11', secret: 'a'.repeat(32) },
      { id: 'b', secret: 'B-._~+/='.repeat(25) },
    ];
    const text = keys.map(({ id, secret }) => ` ${id}:${secret} `).join(',');
    expect(configOf({ LINK_KEYS: `${text},` }).links.keys).toEqual(keys);
    const reference = '@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/LINK-KEYS)';
    expect(configOf({ LINK_KEYS: reference }).links.keys).toEqual([]);
  });

  it.each([
    ['https://media.example.com/', undefined, 'https://media.example.com'],
    ['https://api.example.com/media/', 'func.azurewebsites.net', 'https://api.example.com/media'],
    ['http://127.0.0.1:7071', undefined, 'http://127.0.0.1:7071'],
    [undefined, 'func.azurewebsites.net', 'https://func.azurewebsites.net'],
    [undefined, 'localhost:7071', 'http://localhost:7071'],
    [undefined, '[::1]:7071', 'http://[::1]:7071'],
    [undefined, 'localhost.example.com', 'https://localhost.example.com'],
    [undefined, 'localhost:1@example.com', undefined],
    [undefined, 'example.com/path', undefined],
    [undefined, 'example.com:port', undefined],
    [undefined, undefined, undefined],
  ])('give our own URLs, with PUBLIC_URL %s and WEBSITE_HOSTNAME %s, the start %s', (url, hostname, publicUrl) => {
    expect(configOf({ PUBLIC_URL: url, WEBSITE_HOSTNAME: hostname }).publicUrl).toBe(publicUrl);
  });

  it('end a permalink before its tombstone', () => {
    const { days } = configOf({ LINK_DAYS: '60' }).links;
    expect((days + 1) * 24 * 60 * 60_000).toBeLessThan(TOMBSTONE_RETENTION_MS);
  });

  it.each([0, 20, 100_000])('allow %i calls to a scan', (calls) => {
    expect(configOf({ SCAN_CALLS: String(calls) }).scan.calls).toBe(calls);
  });

  it('list origins by commas, or allow any', () => {
    const text = ' https://www.example.com,http://localhost:3000 ,http://[::1]:*, ';
    const origins = ['https://www.example.com', 'http://localhost:3000', 'http://[::1]:*'];
    expect(configOf({ CORS_ALLOWED_ORIGINS: text }).corsAllowedOrigins).toEqual(origins);
    expect(configOf({ CORS_ALLOWED_ORIGINS: '*' }).corsAllowedOrigins).toEqual(['*']);
  });

  it('are refused all at once', () => {
    expect(problemsOf({ SIGNING_EPOCH: 'x', HTTP_AUTH_LEVEL: 'y', MANIFEST_TABLE: '1' })).toHaveLength(3);
  });

  it.each(['http://127.0.0.1:10002/devstoreaccount1', 'http://localhost:1', 'http://[::1]/', 'https://x.example'])(
    'accept the address %s',
    (address) => {
      expect(configOf({ MANIFEST_TABLE_ENDPOINT: address }).manifests).toHaveProperty(
        'endpoint',
        address.replace(/\/$/, ''),
      );
    },
  );
});

describe('MEDIA_STORAGE_ACCOUNTS', () => {
  it('accepts names and endpoints, each with patterns or the default', () => {
    const text =
      ' contoso , fabrikam=asset-*|video-* ,,https://name1.blob.core.chinacloudapi.cn/=x*,http://127.0.0.1:10000/devstoreaccount1';
    expect(configOf({ MEDIA_STORAGE_ACCOUNTS: text }).media.accounts).toEqual([
      { name: 'contoso', endpoint: 'https://contoso.blob.core.windows.net', containerPatterns: ['asset-*'] },
      {
        name: 'fabrikam',
        endpoint: 'https://fabrikam.blob.core.windows.net',
        containerPatterns: ['asset-*', 'video-*'],
      },
      { name: 'name1', endpoint: 'https://name1.blob.core.chinacloudapi.cn', containerPatterns: ['x*'] },
      { name: 'devstoreaccount1', endpoint: 'http://127.0.0.1:10000/devstoreaccount1', containerPatterns: ['asset-*'] },
    ]);
  });

  it.each([
    'Contoso',
    'ab',
    'a.b',
    'contoso=',
    'contoso=a=b',
    'contoso=A*',
    'http://contoso.blob.core.windows.net',
    'https://contoso.blob.core.windows.net?sv=SECRET',
    'https://',
  ])('refuses %j', (text) => {
    const problems = problemsOf({ MEDIA_STORAGE_ACCOUNTS: `good,${text}` });
    expect(problems).toEqual([expect.stringMatching(/^MEDIA_STORAGE_ACCOUNTS: entry 2 /)]);
  });
});
