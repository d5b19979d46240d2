import type { JpgImage, StandardEncoderPreset } from '@azure/arm-mediaservices';
import { serialize } from 'tinyduration';
import type { EncodeOptions } from './encode-options.js';

type Wanted = Pick<EncodeOptions, 'everyMs' | 'heights' | 'spriteColumns'>;

/** Small enough for a sheet of many, large enough to see what is on it. */
const TILE_HEIGHT = '90';

/** A series from 0 at every step with one layer per height, a poster of the encoder's choice, and a sprite on request. */
export function thumbnailPreset({ everyMs, heights, spriteColumns }: Wanted): StandardEncoderPreset {
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

/** The encoder keeps the shape of the picture, so the width follows from the height. */
function layer(height: string, label: string) {
  return { height, quality: 85, label };
}

/** A name that says what the transform makes, so that the same wish finds the same transform again. */
export function transformName({ everyMs, heights, spriteColumns }: Wanted): string {
  return [
    `thumbnails-${everyMs}ms`,
    ...heights,
    ...(spriteColumns === undefined ? [] : [`sprite${spriteColumns}`]),
  ].join('-');
}
