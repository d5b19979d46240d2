import { readFile } from 'node:fs/promises';

/**
 * The text of a map. Spreadsheets write other encodings too, in which every letter but those of English would become
 * another video's: they are refused.
 */
export async function readMapFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(`--map: ${file} cannot be read.`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`--map: ${file} is not UTF-8. A spreadsheet writes that as "CSV UTF-8".`, { cause });
  }
}
