import type { JpgImage, StandardEncoderPreset } from '@azure/arm-mediaservices';
import { serialize } from 'tinyduration';
import type { EncodeOptions } from './encode-options.js';

type PresetOptions = Pick<EncodeOptions, 'everyMs' | 'heights' | 'spriteColumns'>;

/** Small enough for many tiles on a sprite. */
const TILE_HEIGHT = '90';

/** A preset with a series of one layer per height, a `{Best}` poster, and an optional sprite. */
export function thumbnailPreset({ everyMs, heights, spriteColumns }: PresetOptions): StandardEncoderPreset {
  const step = serialize({ seconds: everyMs / 1000 });
  const series = { odataType: '#Microsoft.Media.JpgImage', start: 'PT0S', step, range: '100%' } as const;
  const codecs: JpgImage[] = [
    { ...series, layers: heights.map((height) => layer(String(height), `${height}p`)) },
    {
      odataType: '#Microsoft.Media.JpgImage',
      start: '{Best}',
      layers: [layer(String(Math.max(...heights)), 'poster')],
    },
    ...(spriteColumns === undefined
      ? []
      : [{ ...series, spriteColumn: spriteColumns, layers: [layer(TILE_HEIGHT, 'sprite')] }]),
  ];
  return {
    odataType: '#Microsoft.Media.StandardEncoderPreset',
    codecs,
    formats: [
      { odataType: '#Microsoft.Media.JpgFormat', filenamePattern: 'Thumbnail-{Basename}-{Label}-{Index}{Extension}' },
    ],
  };
}

/** The encoder keeps the aspect ratio, so the width follows from the height. */
function layer(height: string, label: string) {
  return { height, quality: 85, label };
}

/** A transform name that contains the options, so that equal options share a transform. */
export function transformName({ everyMs, heights, spriteColumns }: PresetOptions): string {
  return [
    `thumbnails-${everyMs}ms`,
    ...heights,
    ...(spriteColumns === undefined ? [] : [`sprite${spriteColumns}`]),
  ].join('-');
}
