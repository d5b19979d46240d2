import { isImage } from '../../../src/domain/image-listing.js';
import { idInImageName, imageNameOf } from '../../../src/domain/thumbnail.js';
import { isImageType } from '../../../src/domain/image-type.js';

const ID = '681fc5545c-8adec817-1';

describe('a type of image', () => {
  it.each([
    ['image/jpeg', 'jpg'],
    ['image/png', 'png'],
    ['image/webp', 'webp'],
    ['image/gif', 'gif'],
    ['image/bmp', 'bmp'],
    ['image/avif', 'avif'],
  ])('is listed, served and named by its extension: %s', (contentType, extension) => {
    expect(isImage({ name: `A.${extension.toUpperCase()}`, size: 1 })).toBe(true);
    expect(isImageType(contentType)).toBe(true);
    expect(imageNameOf({ id: ID, contentType })).toBe(`${ID}.${extension}`);
    expect(idInImageName(`${ID}.${extension}`)).toBe(ID);
  });

  it.each(['image/svg+xml', 'text/html', 'constructor', ''])(
    'is not one that browsers run or do not know: %s',
    (type) => {
      expect(isImageType(type)).toBe(false);
    },
  );

  it.each(['svg', 'jpeg', 'JPG', ''])('has one name in our URLs: %s is none', (extension) => {
    expect(idInImageName(`${ID}.${extension}`)).toBeUndefined();
  });
});

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
