import { BlobServiceClient } from '@azure/storage-blob';
import { TableClient } from '@azure/data-tables';
import { readConfig } from '../../../src/config/config.js';

const whole = {
  DefaultEndpointsProtocol: 'https',
  AccountName: 'contoso',
  AccountKey: Buffer.from('key').toString('base64'),
  EndpointSuffix: 'core.windows.net',
};
const text = (parts: Record<string, string>) =>
  Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
const without = (name: keyof typeof whole) => text({ ...whole, [name]: '' });
const problemsOf = (MANIFEST_STORAGE_CONNECTION_STRING: string, MEDIA_STORAGE_CONNECTION_STRING: string) => {
  const result = readConfig({ MANIFEST_STORAGE_CONNECTION_STRING, MEDIA_STORAGE_CONNECTION_STRING });
  return 'problems' in result ? result.problems : [];
};

describe('a connection string that the SDK would throw on', () => {
  it.each([
    'AccountName=contoso',
    'UseDevelopmentStorage=false;AccountName=contoso',
    'BlobEndpoint=https://contoso.blob.core.windows.net;AccountName=contoso;SharedAccessSignature=sv=1',
    ...(['DefaultEndpointsProtocol', 'AccountName', 'AccountKey', 'EndpointSuffix'] as const).map(without),
  ])('is a settings problem that names what is missing and shows no value: %s', (connectionString) => {
    const problems = problemsOf(connectionString, connectionString);
    expect(problems).toEqual([
      expect.stringMatching(/^MANIFEST_STORAGE_CONNECTION_STRING: must hold .*TableEndpoint$/),
      expect.stringMatching(/^MEDIA_STORAGE_CONNECTION_STRING: must hold .*BlobEndpoint$/),
    ]);
    expect(problems.join()).not.toContain('contoso');
  });

  it('is a settings problem when it is for another service', () => {
    const located = { ...whole, EndpointSuffix: '', BlobEndpoint: 'https://contoso.blob.core.windows.net' };
    expect(problemsOf(text(located), text(located))).toEqual([expect.stringContaining('MANIFEST_STORAGE')]);
  });

  it.each(['UseDevelopmentStorage=true', text(whole)])(
    'is not among those that are accepted: %s',
    (connectionString) => {
      expect(problemsOf(connectionString, connectionString)).toEqual([]);
      expect(BlobServiceClient.fromConnectionString(connectionString).accountName).not.toBe('');
      expect(TableClient.fromConnectionString(connectionString, 'thumbnails').url).not.toBe('');
    },
  );
});
