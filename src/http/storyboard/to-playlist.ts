import { toGrids, type SheetGrid } from '../../domain/sheet-grid.js';
import type { Storyboard } from '../../domain/storyboard.js';
import type { Thumbnail } from '../../domain/thumbnail.js';

/**
 * An image media playlist: HLS (RFC 8216) with images for segments, as https://github.com/image-media-playlist/spec has it.
 * Undefined for sheets that are no grids, or whose tiles do not show for equally long: it cannot say so.
 */
export function toPlaylist({ cues }: Storyboard, urlOf: (image: Thumbnail) => string): string | undefined {
  const isSprite = cues[0]?.image.kind === 'Sprite';
  const segments = isSprite
    ? toGrids(cues)?.flatMap((grid) => segmentsOf(grid, urlOf(grid.image)))
    : cues.map(({ image, startMs, endMs }) => ({ lengthMs: endMs - startMs, lines: [urlOf(image)] }));
  if (segments === undefined) return undefined;
  // Each length, rounded to a whole number, has to be at most the target (RFC 8216, 4.3.3.1).
  const target = segments.reduce((most, { lengthMs }) => Math.max(most, Math.round(lengthMs / 1000)), 1);
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-IMAGES-ONLY',
    ...segments.flatMap((one) => [`#EXTINF:${(one.lengthMs / 1000).toFixed(3)},`, ...one.lines]),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}

/** A sheet, after its first tile alone where that shows for longer: cut off after it, a sheet shows nothing but that. */
function segmentsOf({ columns, rows, tileWidth, tileHeight, leadMs, stepMs, lengthMs }: SheetGrid, url: string) {
  const segment = (length: number, durationMs: number) => {
    const tiles = `RESOLUTION=${tileWidth}x${tileHeight},LAYOUT=${columns}x${rows}`;
    const seconds = Number((durationMs / 1000).toFixed(6));
    return { lengthMs: length, lines: [`#EXT-X-TILES:${tiles},DURATION=${seconds}`, url] };
  };
  return [...(leadMs > 0 ? [segment(leadMs, leadMs)] : []), segment(lengthMs, stepMs)];
}
