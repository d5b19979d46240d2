import fc from 'fast-check';
import { createSasSigner } from '../../../src/adapters/blob/sas-signer.js';
import type { MediaAccount } from '../../../src/adapters/blob/media-accounts.js';
import { signingWindow } from '../../../src/domain/signing-window.js';
import { listThumbnailsOf, type Thumbnail } from '../../../src/domain/thumbnail.js';
import { aManifest, aPoster, NOW } from '../../builders.js';
import { aDelegationKey, aKeyedAccount, anAccount, day, lentKeys } from './signing-fakes.js';

const POLICY = { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 };
const WINDOW = signingWindow(NOW, 'seed', POLICY);
const HTTPS = 'https://contosomedia.blob.core.windows.net';
const delegated = (bounds = day(20)) => anAccount(HTTPS, lentKeys(aDelegationKey('one', bounds)));

function image(blobName: string): Thumbnail {
  const [thumbnail] = listThumbnailsOf([aManifest({ series: [aPoster()] })], 0, 1);
  if (thumbnail === undefined) throw new Error('no poster');
  return { ...thumbnail, blobName };
}

async function urlOf(blobName: string, account: MediaAccount = delegated()): Promise<URL> {
  const signer = await createSasSigner([account], POLICY, '2025-11-05').forWindow('contosomedia', WINDOW);
  return new URL(signer.sign(image(blobName)));
}
const seconds = (date: Date) => date.toISOString().replace('.000Z', 'Z');

describe('a signed URL', () => {
  it('allows one image to be read over HTTPS, for the signing window', async () => {
    const query = Object.fromEntries((await urlOf('Poster.jpg')).searchParams);
    expect(query).toEqual({
      sv: '2025-11-05',
      sr: 'b',
      sp: 'r',
      spr: 'https',
      st: seconds(WINDOW.notBefore),
      se: seconds(WINDOW.expires),
      rsct: 'image/jpeg',
      rscd: 'inline',
      rscc: 'private, max-age=1140',
      skoid: '00000000-0000-0000-0000-0000000000aa',
      sktid: '00000000-0000-0000-0000-0000000000bb',
      skt: '2026-11-19T00:00:00Z',
      ske: '2026-11-23T00:00:00Z',
      sks: 'b',
      skv: '2025-11-05',
      sig: expect.stringMatching(/^.{44}$/) as string,
    });
  });

  it('is signed with the account key where there is one', async () => {
    const { searchParams } = await urlOf('Poster.jpg', aKeyedAccount());
    expect(searchParams.get('sig')).toMatch(/^.{44}$/);
    expect([...searchParams.keys()].filter((name) => name.startsWith('sk'))).toEqual([]);
  });

  it('allows plain HTTP only where the endpoint is plain HTTP', async () => {
    const url = await urlOf('Poster.jpg', aKeyedAccount('http://127.0.0.1:10000/contosomedia'));
    expect(url.searchParams.get('spr')).toBe('https,http');
    expect(url.pathname).toMatch(/^\/contosomedia\/asset-[^/]+\/Poster\.jpg$/);
  });

  it('is the same byte for byte in one window, and differs for another key', async () => {
    const [one, two, other] = await Promise.all([
      urlOf('a.jpg', aKeyedAccount()),
      urlOf('a.jpg', aKeyedAccount(HTTPS + '/')),
      urlOf('a.jpg', aKeyedAccount(HTTPS, 'another')),
    ]);
    expect(two.href).toBe(one.href);
    expect(other.searchParams.get('sig')).not.toBe(one.searchParams.get('sig'));
  });

  it('is cached by browsers for its shortest life, less a minute', async () => {
    const cacheOf = async (ttlSeconds: number) => {
      const window = signingWindow(NOW, 'seed', POLICY, { ttlSeconds });
      const signer = await createSasSigner([aKeyedAccount()], POLICY, '2025-11-05').forWindow('contosomedia', window);
      return new URL(signer.sign(image('a.jpg'))).searchParams.get('rscc');
    };
    expect(await cacheOf(1)).toBe('private, max-age=1140');
    expect(await cacheOf(3600)).toBe('private, max-age=3540');
  });

  it('has a key tag that changes with the key and does not reveal it', async () => {
    const tagOf = async (account: MediaAccount) =>
      (await createSasSigner([account], POLICY, '2025-11-05').forWindow('contosomedia', WINDOW)).keyTag;
    expect(await tagOf(aKeyedAccount())).toBe(await tagOf(aKeyedAccount()));
    expect(await tagOf(aKeyedAccount(HTTPS, 'another'))).not.toBe(await tagOf(aKeyedAccount()));
  });

  it.each([
    ['a b/c d.jpg', '/a%20b/c%20d.jpg'],
    ['100%.jpg', '/100%25.jpg'],
    ['a#b?c&d=e.jpg', '/a%23b%3Fc%26d%3De.jpg'],
    ['Ünïcode 名前.jpg', '/%C3%9Cn%C3%AFcode%20%E5%90%8D%E5%89%8D.jpg'],
    ["it's (1)!*.jpg", '/it%27s%20%281%29%21%2A.jpg'],
    ['a%2Fb.jpg', '/a%252Fb.jpg'],
    ['a\\b+c.jpg', '/a%5Cb%2Bc.jpg'],
    ['"><script>.jpg', '/%22%3E%3Cscript%3E.jpg'],
  ])('encodes the name %s', async (name, path) => {
    const url = await urlOf(name);
    expect(url.pathname.replace(/^\/asset-[^/]+/, '')).toBe(path);
    expect(url.hash).toBe('');
  });

  it('leads to the exact name that was listed, and contains nothing that ends an attribute or a cue', async () => {
    const signer = await createSasSigner([delegated()], POLICY, '2025-11-05').forWindow('contosomedia', WINDOW);
    const part = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.isWellFormed() && !/^\.+$/.test(text));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const name = parts.join('/').replace(/(^|\/)\.{1,2}(?=\/|$)/g, '$1x');
        const url = signer.sign(image(name));
        expect(decodeURIComponent(new URL(url).pathname)).toMatch(/^\/asset-/);
        expect(decodeURIComponent(new URL(url).pathname.split('/').slice(2).join('/'))).toBe(name);
        expect(url).toMatch(/^[^\s"'<>()\\^`{|}]+$/);
      }),
    );
  });

  it('is refused with an error by a key that expires before it', async () => {
    await expect(urlOf('a.jpg', delegated(day(16)))).rejects.toThrow('expire');
    await expect(urlOf('a.jpg', delegated({ start: day(20).start, expiry: WINDOW.expires }))).resolves.toBeInstanceOf(
      URL,
    );
  });

  it('is refused for an account outside the settings', async () => {
    const signer = createSasSigner([delegated()], POLICY, '2025-11-05');
    await expect(signer.forWindow('stranger', WINDOW)).rejects.toMatchObject({ code: 'access-denied' });
  });
});
