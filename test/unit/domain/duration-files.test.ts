import { durationFiles, durationFilesOf } from '../../../src/domain/duration-files.js';
import { inSlices } from '../../../src/in-slices.js';

const filesOf = async (sizes: Record<string, number>) =>
  inSlices(durationFiles(Object.entries(sizes).map(([name, size]) => ({ name, size }))));

describe('the files that say how long a video is', () => {
  it('are client manifests, then MP4 files, the largest first', async () => {
    const sizes = { 'a.mp4': 1, 'b.M4V': 3, 'c.mov': 2, 'd.ismc': 1, 'e.ism': 9, 'f.mp3': 9, 'g.mp4': 0, 'h.jpg': 9 };
    expect(await filesOf(sizes)).toEqual(['d.ismc', 'b.M4V', 'c.mov', 'a.mp4']);
  });

  it('are the likeliest thousand of very many', async () => {
    const others = Array.from({ length: 5000 }, (_, i) => [`${i}.mp4`, i + 1] as const);
    const files = await filesOf({ ...Object.fromEntries(others), 'last.ismc': 1 });
    expect([files.length, files[0], files[1], files.at(-1)]).toEqual([1000, 'last.ismc', '4999.mp4', '4001.mp4']);
  });

  it('are none that storage does not serve', async () => {
    const blobs = [{ name: 'a.mp4', size: 2, refusal: 'it is in the archive tier' }];
    expect(await inSlices(durationFiles([...blobs, { name: 'b.mp4', size: 1 }]))).toEqual(['b.mp4']);
  });

  it.each([
    ['cat/thumbs/t', ['cat/x.mp4']],
    ['dog/t', ['dog/y.mp4']],
    ['bird/t', ['cat/x.mp4', 'dog/y.mp4', 'z.mp4']],
    ['t', ['cat/x.mp4', 'dog/y.mp4', 'z.mp4']],
  ])('of images %s… lie in the nearest folder around them', (prefix, files) => {
    expect(durationFilesOf(['cat/x.mp4', 'dog/y.mp4', 'z.mp4'], prefix)).toEqual(files);
  });

  it.each([
    ['cat_', ['cat_720.mp4', 'cat.mp4']],
    ['Thumbnail-cat-', ['cat.mp4']],
    ['CAT_', ['cat_720.mp4', 'cat.mp4']],
    ['mycat_cat_', ['cat.mp4']],
    ['dog ', ['dog.mp4']],
    ['dog1_', ['dog1.mp4']],
    ['Thumbnail', ['cat_720.mp4', 'cat.mp4', 'dog.mp4', 'dog1.mp4']],
    ['', ['cat_720.mp4', 'cat.mp4', 'dog.mp4', 'dog1.mp4']],
  ])('of images %s… have their name where any has', (prefix, files) => {
    expect(durationFilesOf(['cat_720.mp4', 'cat.mp4', 'dog.mp4', 'dog1.mp4'], prefix)).toEqual(files);
  });
});
