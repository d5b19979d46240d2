import { imageSize } from 'image-size';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Thumbnail } from './app.js';
import { decode } from './clips.js';

/**
 * Fetches every image of a listing and throws for the first that is not what the listing says; of every series the first
 * image is decoded whole, of the others the header is read.
 */
export async function assertImages(folder: string, listed: readonly Thumbnail[]): Promise<void> {
  const decoded = new Set<string>();
  for (const { ID, Url, Kind, Height, Width } of listed) {
    const response = await fetch(Url);
    const image = Buffer.from(await response.arrayBuffer());
    const stated = { status: 200, type: 'image/jpeg', height: Height, width: Width };
    const { height, width } = response.ok ? imageSize(image) : { height: 0, width: 0 };
    expect({ status: response.status, type: response.headers.get('content-type'), height, width }).toEqual(stated);
    const series = `${Kind}-${Height}`;
    if (decoded.has(series)) continue;
    decoded.add(series);
    const file = join(folder, `${ID}.jpg`);
    await writeFile(file, image);
    expect(await decode(file)).toEqual({ height: Height, width: Width });
  }
}
