import { isImage } from '../../../src/domain/image-listing.js';

const image = (name: string, size = 1): boolean => isImage({ name, size });

describe('a blob', () => {
  it.each(['a.jpg', 'A.JPEG', 'x/y.png', 'a.webp', '...jpg', 'a..b.jpg', 'x/.hidden.jpg'])(
    'can be an image: %s',
    (name) => {
      expect(image(name)).toBe(true);
    },
  );

  it.each(['a.svg', 'a.mp4', 'a.jpg.txt', 'jpg'])('is no image, by its name: %s', (name) => {
    expect(image(name)).toBe(false);
  });

  it('is no image when it is empty', () => {
    expect(image('a.jpg', 0)).toBe(false);
  });

  it.each(['../a.jpg', 'x/../a.jpg', './a.jpg', 'x\\..\\a.jpg'])(
    'is left out when its URL would point outside the container: %s',
    (name) => {
      expect(image(name)).toBe(false);
    },
  );
});
