import type { Cue } from '../../domain/cues.js';
import { toGrids, type SheetGrid } from '../../domain/sheet-grid.js';
import type { Storyboard } from '../../domain/storyboard.js';
import type { Thumbnail } from '../../domain/thumbnail.js';

type UrlOf = (image: Thumbnail) => string;

/** An image, or a sheet, that shows for a while; the parts in between follow each other without a hole. */
interface Segment {
  lengthMs: number;
  lines: readonly string[];
}

/**
 * An image media playlist: HLS (RFC 8216) with images for segments, as https://github.com/image-media-playlist/spec has it.
 * Undefined for sheets that are no grids, or whose tiles do not show for equally long: it cannot say so.
 */
export function toPlaylist({ cues }: Storyboard, urlOf: UrlOf): string | undefined {
  const segments = segmentsOf(cues, urlOf);
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

function segmentsOf(cues: readonly Cue[], urlOf: UrlOf): Segment[] | undefined {
  const ofImage = ({ image, startMs, endMs }: Cue): Segment => ({ lengthMs: endMs - startMs, lines: [urlOf(image)] });
  const ofSheet = (grid: SheetGrid): Segment[] => {
    const url = urlOf(grid.image);
    const { leadMs, stepMs, lengthMs } = grid;
    // Cut off after its first tile, a sheet shows nothing but that.
    const lead = { lengthMs: leadMs, lines: [tilesTag(grid, leadMs), url] };
    return [...(leadMs > 0 ? [lead] : []), { lengthMs, lines: [tilesTag(grid, stepMs), url] }];
  };
  if (cues[0]?.image.kind !== 'Sprite') return cues.map(ofImage);
  return toGrids(cues)?.flatMap(ofSheet);
}

function tilesTag({ columns, rows, tileWidth, tileHeight }: SheetGrid, durationMs: number): string {
  const seconds = Number((durationMs / 1000).toFixed(6));
  return `#EXT-X-TILES:RESOLUTION=${tileWidth}x${tileHeight},LAYOUT=${columns}x${rows},DURATION=${seconds}`;
}
