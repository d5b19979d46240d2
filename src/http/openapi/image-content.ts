import * as z from 'zod';
import { IMAGE_TYPES } from '../../domain/image-type.js';
import type { Success } from '../http-function.js';

const bytes = z.string().meta({ format: 'binary' });
const CONTENT_TYPES = [...IMAGE_TYPES.map(({ contentType }) => contentType), 'application/octet-stream'];

/** The image itself, where the app serves images itself (`IMAGE_DELIVERY=proxy`). */
export const imageContent: NonNullable<Success['content']> = Object.fromEntries(
  CONTENT_TYPES.map((type) => [type, { schema: bytes, example: '' }]),
);

/** Where it lies, where the app does not. */
export const imageRedirect: Success = {
  description: 'Where the image lies; may be cached for as long as that URL works, less a minute.',
  headers: ['Location', 'X-Url-Expires'],
};

/** Problems of images that the app serves itself. */
export const IMAGE_PROBLEMS = ['image-gone', 'image-too-large', 'too-many-images'] as const;
