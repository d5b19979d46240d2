import { readFileSync } from 'node:fs';
import { IMAGE_TYPES } from '../../../src/domain/image-type.js';

it('docs/images.md lists the image types of the code', () => {
  const rows = readFileSync('docs/images.md', 'utf8').match(/^\| `image\/.*\|$/gm) ?? [];
  const listed = rows.map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text));
  expect(listed).toEqual(
    IMAGE_TYPES.map(({ contentType, extensions }) => [contentType, ...extensions.map((one) => `.${one}`)]),
  );
});
