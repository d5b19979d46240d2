import { aBlobCreated, anImagesReady, GUID } from '../builders.js';
import { listThumbnails, startApp } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { makeStorage } from './storage.js';

const later = cleanUpAfterwards();

describe('images of encoders that raise no job events', () => {
  it('are recorded after a marker blob or a Stillframe.ImagesReady event when the settings enable them', async () => {
    const storage = await makeStorage();
    const image = await makeJpeg('160x90', 1);
    await storage.putImages(`asset-${GUID}`, { 'Thumbnail000001.jpg': image, _done: Buffer.from('x') });
    await storage.putImages('asset-all', { 'cats/tom/a_000001.jpg': image, 'cats/tom/a_000002.jpg': image });
    const marker = aBlobCreated(`asset-${GUID}`, '_done');
    const event = { ...marker, topic: marker.topic.replace('contosomedia', storage.name) };
    const ready = anImagesReady({ videoId: 'tom', container: 'asset-all', prefix: 'cats/tom' });

    const off = await startApp(later, storage.settings);
    expect([await off.deliver(event), await off.deliver(ready)]).toEqual([202, 202]);
    expect((await off.get('Videos/tom/Thumbnails')).status).toBe(404);
    expect(off.output()).toContain('"IMAGES_READY is off"');

    const app = await startApp(later, { ...storage.settings, MARKER_BLOB: '_done', IMAGES_READY: 'on' });
    expect([await app.deliver(event), await app.deliver(ready), await app.deliver(ready)]).toEqual([202, 202, 202]);
    expect(await listThumbnails(app, GUID)).toMatchObject([{ Kind: 'Poster', Height: 90, Width: 160 }]);
    const listed = await listThumbnails(app, 'tom');
    expect(listed.map(({ Kind, Index }) => [Kind, Index])).toEqual([
      ['Thumbnail', 1],
      ['Thumbnail', 2],
    ]);
    for (const { Url } of listed) {
      expect(Url).toContain('/asset-all/cats/tom/a_00000');
      const fetched = await fetch(Url);
      expect([fetched.status, Buffer.from(await fetched.arrayBuffer()).equals(image)]).toEqual([200, true]);
    }
  });
});
