import { readConfig } from '../../../src/config/config.js';

const account = 'AccountName=a;AccountKey=b';
const read = (connectionString: string) =>
  readConfig({
    MANIFEST_STORAGE_CONNECTION_STRING: connectionString,
    MEDIA_STORAGE_CONNECTION_STRING: connectionString,
  });

describe('a connection string', () => {
  it.each([
    'UseDevelopmentStorage=true',
    `DefaultEndpointsProtocol=https;${account};EndpointSuffix=core.windows.net`,
    `DefaultEndpointsProtocol=http;${account};BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://localhost:2/a`,
  ])('is accepted when its key stays on this machine or is sent by https: %s', (connectionString) => {
    expect(read(connectionString)).toHaveProperty('config');
  });

  it.each([
    `DefaultEndpointsProtocol=http;${account};EndpointSuffix=core.windows.net`,
    `DefaultEndpointsProtocol=https;${account};BlobEndpoint=http://storage.example/a`,
    `${account};BlobEndpoint=http://localhost:1@storage.example/a`,
    `${account};BlobEndpoint=nowhere`,
  ])('is refused when its key would be sent in the clear: %s', (connectionString) => {
    const reason = 'must name https endpoints (http on loopback only)';
    expect(read(connectionString)).toEqual({
      problems: [`MANIFEST_STORAGE_CONNECTION_STRING: ${reason}`, `MEDIA_STORAGE_CONNECTION_STRING: ${reason}`],
    });
  });
});

describe('container patterns', () => {
  const accounts = (MEDIA_STORAGE_ACCOUNTS: string) =>
    readConfig({ MANIFEST_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true', MEDIA_STORAGE_ACCOUNTS });

  it('apply once to each account', () => {
    expect(accounts('contoso, contoso=video-*')).toHaveProperty('problems', [expect.stringContaining('a second time')]);
  });

  it('allow a few wildcards, and no more than can be matched quickly', () => {
    expect(accounts('contoso=a*b*c*d*')).toHaveProperty('config');
    expect(accounts('contoso=a*b*c*d*e*')).toHaveProperty('problems', [expect.stringContaining('entry 1')]);
  });
});

describe('the signature version', () => {
  const version = (SAS_VERSION: string) =>
    readConfig({
      MANIFEST_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
      MEDIA_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
      SAS_VERSION,
    });

  it.each(['2020-12-06', '2025-11-05', '2026-04-06'])('is accepted when it signs all fields in use: %s', (text) => {
    expect(version(text)).toHaveProperty('config.signing.sasVersion', text);
  });

  it.each(['2012-02-12', '9999-99-99', '2025-11', 'newest'])('is refused when it does not: %s', (text) => {
    expect(version(text)).toHaveProperty('problems', [expect.stringContaining('SAS_VERSION')]);
  });
});
