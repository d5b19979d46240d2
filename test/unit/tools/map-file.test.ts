import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapFile, readVideoMap } from '../../../tools/backfill/video-map.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillframe-map-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (bytes: Buffer | string) => {
  const file = join(folder, 'map.csv');
  await writeFile(file, bytes);
  return [...readVideoMap(await readMapFile(file), file)].map(([container, { videoId }]) => [container, videoId]);
};
const CSV = 'container;video id\r\nasset-cat;Café 猫\r\n';

describe('a map file', () => {
  it.each([
    ['with the mark that spreadsheets begin it with', `\uFEFF${CSV}`],
    ['without it', CSV],
    ['with lines that end as on old machines', CSV.replaceAll('\r\n', '\r')],
    ['with empty lines of spaces, semicolons and nothing', ` \r\n;\r\n${CSV}\r\n;\r\n`],
  ])('is read as %s', async (_, text) => {
    expect(await read(text)).toEqual([['asset-cat', 'Café 猫']]);
  });

  it.each([
    ['the code page of a spreadsheet', Buffer.from('asset-cat;Café', 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0x80])],
  ])('is refused in %s, rather than read with other letters', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(/^--map: .*map\.csv is not UTF-8/);
  });

  it('is named in the error when it does not exist', async () => {
    await expect(readMapFile(join(folder, 'none.csv'))).rejects.toThrow(/^--map: .*none\.csv cannot be read\.$/);
    await expect(readMapFile(folder)).rejects.toThrow('cannot be read');
  });
});
