import { createHash, randomBytes } from 'node:crypto';
import { createBlobImageReader } from '../../src/adapters/blob/blob-image-reader.js';
import { LIMITS } from '../../src/domain/limits.js';
import { accountForTests } from '../setup/shared-azurite.js';
import { aContainerOf } from './blob-container.js';

const { connectionString } = accountForTests();

async function someImages(blobs: Record<string, Uint8Array>, containerPatterns = ['*']) {
  const { account, location, container } = await aContainerOf(connectionString, blobs);
  return { reader: createBlobImageReader([{ ...account, containerPatterns }]), location, container };
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('an image read from Blob Storage', () => {
  it('is complete, whatever its name is, and has the tag of its blob', async () => {
    const names = ['a.jpg', "folder/it's (1) 100%#?&+ Ünï.jpg", 'largest.png'];
    const images = Object.fromEntries(
      names.map((name) => [name, randomBytes(name === 'largest.png' ? LIMITS.imageBytes : 1000)]),
    );
    const { reader, location, container } = await someImages(images);
    for (const [blobName, content] of Object.entries(images)) {
      const read = await reader.read({ location, blobName });
      if (typeof read === 'string') throw new Error(read);
      expect(sha256(read.bytes)).toBe(sha256(content));
      expect(read.etag).toMatch(/^"[^"]+"$/);
      expect(read.etag).toBe((await container.getBlobClient(blobName).getProperties()).etag);
    }
  });

  it('is not sent while the caller has it, and is sent after it was written again', async () => {
    const { reader, location, container } = await someImages({ 'a.jpg': randomBytes(1000) });
    const image = { location, blobName: 'a.jpg' };
    const { etag } = (await reader.read(image)) as { etag: string };
    expect(await reader.read(image, etag)).toBe('not-modified');
    expect(await reader.read(image, '"another"')).toHaveProperty('etag', etag);
    await container.getBlockBlobClient('a.jpg').uploadData(randomBytes(1000));
    expect(await reader.read(image, etag)).toHaveProperty('bytes.length', 1000);
  });

  it('is too large from the first byte over 8 MiB on', async () => {
    const { reader, location } = await someImages({ 'a.jpg': new Uint8Array(LIMITS.imageBytes + 1) });
    expect(await reader.read({ location, blobName: 'a.jpg' })).toBe('too-large');
  });

  it('is gone when the blob or its container is gone', async () => {
    const { reader, location } = await someImages({});
    expect(await reader.read({ location, blobName: 'a.jpg' })).toBe('gone');
    expect(await reader.read({ location: { ...location, container: 'asset-missing' }, blobName: 'a.jpg' })).toBe(
      'gone',
    );
  });

  it('is not read from a container that is no longer allowed, nor from an account outside the settings', async () => {
    const { reader, location } = await someImages({ 'a.jpg': randomBytes(10) }, ['video-*']);
    const denied = { code: 'access-denied' };
    await expect(reader.read({ location, blobName: 'a.jpg' })).rejects.toMatchObject(denied);
    await expect(reader.read({ location: { ...location, account: 'x' }, blobName: 'a.jpg' })).rejects.toMatchObject(
      denied,
    );
  });
});
