import { createTokens } from '../../../local/media-services/rest/token.js';

const account = { subscriptionId: 'AAAA', apiKey: 'local' };
let now = new Date('2026-01-01T00:00:00Z');
const tokens = createTokens(account, () => now);

describe('a token of the encoder', () => {
  it('is a JWT for an hour, and is accepted as long', () => {
    now = new Date('2026-01-01T00:00:00Z');
    const token = tokens.issue('aaaa', 'local') ?? '';
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ exp: now.getTime() / 1_000 + 3_600 });
    now = new Date('2026-01-01T00:59:59Z');
    expect(tokens.isValid(token)).toBe(true);
    now = new Date('2026-01-01T01:00:00Z');
    expect(tokens.isValid(token)).toBe(false);
  });

  it('is not issued for another key or subscription', () => {
    expect(tokens.issue('AAAA', 'Local')).toBeUndefined();
    expect(tokens.issue('BBBB', 'local')).toBeUndefined();
  });

  it('is refused from another process, without a signature, or malformed', () => {
    const other = createTokens(account, () => now).issue('AAAA', 'local') ?? '';
    const unsigned = (tokens.issue('AAAA', 'local') ?? '').replace(/[^.]*$/, '');
    for (const token of [other, unsigned, '', '..', 'a.b.c']) expect(tokens.isValid(token)).toBe(false);
  });
});
