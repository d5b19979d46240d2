import { createSasSigner } from '../../../src/adapters/blob/sas-signer.js';
import { signingWindow } from '../../../src/domain/signing-window.js';
import { listThumbnailsOf } from '../../../src/domain/thumbnail.js';
import { aManifest, aLocation, aSeries, NOW } from '../../builders.js';
import { aKeyedAccount } from './signing-fakes.js';

const POLICY = { windowMs: 20 * 60_000, minimumLifeMs: 20 * 60_000, maximumLifeMs: 60 * 60_000, epochMinutes: 0 };
const signerFor = (...containerPatterns: string[]) =>
  createSasSigner([{ ...aKeyedAccount(), containerPatterns }], POLICY, '2025-11-05').forWindow(
    'contosomedia',
    signingWindow(NOW, '', POLICY),
  );
const imagesIn = (container: string) => listThumbnailsOf([aManifest({ location: aLocation({ container }) })], 0, 2);

describe('signing images of a recorded location', () => {
  it('is refused when the settings no longer allow the container', async () => {
    const [image] = imagesIn('asset-1');
    if (image === undefined) throw new Error('no image');
    expect((await signerFor('asset-*')).sign(image)).toContain('/asset-1/');
    const signer = await signerFor('video-*');
    expect(() => signer.sign(image)).toThrow(expect.objectContaining({ code: 'access-denied' }) as Error);
  });

  it('takes the container of a website where a pattern is its very name', async () => {
    const [image] = imagesIn('$web');
    if (image === undefined) throw new Error('no image');
    expect((await signerFor('$web')).sign(image)).toContain('/$web/');
  });

  it('checks the location of every image, not only of the first', async () => {
    const signer = await signerFor('asset-1');
    const images = [...imagesIn('asset-1'), ...imagesIn('asset-2')];
    expect(images.map((image) => tryTo(() => signer.sign(image)))).toEqual([true, true, false, false]);
  });

  it.each(['../secret/', 'x/../../secret/', './', 'x\\..\\'])(
    'is refused for a name that leads elsewhere, as an attacker might write into the table: %s',
    async (prefix) => {
      const [image] = listThumbnailsOf([aManifest({ series: [aSeries({ prefix })] })], 0, 1);
      if (image === undefined) throw new Error('no image');
      const signer = await signerFor('*');
      expect(() => signer.sign(image)).toThrow(expect.objectContaining({ code: 'access-denied' }) as Error);
    },
  );

  it.each(['asset-x/../secret', 'asset-', 'asset-%2e%2e', 'asset-a?b', 'asset-A', 'asset-a\\b'])(
    'is refused for a container %s, which is an impossible name',
    async (container) => {
      const signer = await signerFor('*');
      expect(imagesIn(container).map((image) => tryTo(() => signer.sign(image)))).toEqual([false, false]);
    },
  );
});

function tryTo(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
