import { connectMediaAccounts } from '../../../src/adapters/blob/media-accounts.js';
import { DEFAULT_PATTERNS } from '../../../src/config/lists.js';
import { NOW } from '../../builders.js';

const KEYED = `DefaultEndpointsProtocol=https;AccountName=keyed;AccountKey=a2V5;EndpointSuffix=core.windows.net`;
const listed = (name: string, ...containerPatterns: string[]) => ({
  ...{ name, containerPatterns },
  endpoint: `https://${name}.blob.core.windows.net`,
});
const credential = { getToken: () => Promise.reject(new Error('nobody is asked')) };
const connect = (connectionString: string | undefined, ...accounts: ReturnType<typeof listed>[]) =>
  connectMediaAccounts(
    { connectionString, accounts, defaultPatterns: DEFAULT_PATTERNS },
    () => credential,
    () => NOW,
  );
const say = ({ name, containerPatterns }: { name: string; containerPatterns: readonly string[] }) =>
  `${name}=${containerPatterns.join('|')}`;

describe('the storage accounts of the settings', () => {
  it('keep their order, since the first is that of assets without an account', () => {
    const accounts = connect(KEYED, listed('first', 'a-*'), listed('keyed', 'b-*', 'c'), listed('last', '*'));
    expect(accounts.map(say)).toEqual(['first=a-*', 'keyed=b-*|c', 'last=*']);
  });

  it('include the account of the connection string, last where it is not listed', () => {
    expect(connect(KEYED, listed('first', 'a-*')).map(say)).toEqual(['first=a-*', 'keyed=asset-*']);
    expect(connect(KEYED).map(say)).toEqual(['keyed=asset-*']);
    expect(connect(undefined, listed('first', 'a-*')).map(say)).toEqual(['first=a-*']);
  });

  it('are signed for only with the key that belongs to them', async () => {
    const bounds = { start: NOW, expiry: NOW };
    const [first, keyed] = connect(KEYED, listed('first', '*'), listed('keyed', '*'));
    expect(await keyed?.keys.keyFor(bounds)).toHaveProperty('shared');
    await expect(first?.keys.keyFor(bounds)).rejects.toThrow('nobody is asked');
  });
});
