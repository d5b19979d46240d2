import { readFile } from 'node:fs/promises';

/**
 * Reads the text of a map. Other encodings than UTF-8, which spreadsheets may write, are rejected, since their letters would be
 * read as other video ids.
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
