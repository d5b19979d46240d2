import { READING, type Content } from '../http-function.js';

/** Examples for the OpenAPI document. */
export const EXAMPLE_URL =
  'https://contosomedia.blob.core.windows.net/asset-1/Thumbnail000001.jpg?sv=2025-11-05&sr=b&sp=r&sig=example';
export const EXAMPLE_CUE = `${EXAMPLE_URL}#xywh=0,0,640,360`;

export const STORYBOARD_PROBLEMS = [
  ...READING,
  ...(['pending', 'failed', 'no-thumbnails', 'no-timeline', 'format-not-supported'] as const),
];

/** What the functions of all formats answer. */
export function storyboardResponse(content: Record<string, Content>) {
  const description = 'One cue an image, or one a tile of a sprite.';
  return { 200: { description, headers: ['ETag', 'X-Url-Expires'], content } } as const;
}
