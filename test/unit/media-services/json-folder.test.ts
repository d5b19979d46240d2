import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJsonFolder } from '../../../local/media-services/store/json-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'stillframe-json-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const lines: string[] = [];
const open = () => openJsonFolder<{ n: number }>(folder, (line) => lines.push(line));

it('a folder of JSON files keeps records over a restart, by name in any casing, with the last state', async () => {
  const records = await open();
  await Promise.all(Array.from({ length: 50 }, (_, n) => records.save('Küche #1', { n })));
  await records.save('gone', { n: 1 });
  await records.remove('GONE');
  expect((await open()).get('küche #1')).toEqual({ n: 49 });
  expect((await open()).values()).toHaveLength(1);
});

it('a folder of JSON files ignores half a file that a crash left behind', async () => {
  writeFileSync(join(folder, 'half.json.new'), '{"key":');
  writeFileSync(join(folder, 'torn.json'), '{"key":');
  expect((await open()).values()).toHaveLength(1);
  expect(lines.join()).toContain('torn.json');
  expect(readdirSync(folder)).toContain('torn.json');
});

it('a folder of JSON files has no new record that could not be written', async () => {
  const gone = mkdtempSync(join(tmpdir(), 'stillframe-json-'));
  const records = await openJsonFolder<{ n: number }>(gone, () => undefined);
  await records.save('kept', { n: 1 });
  rmSync(gone, { recursive: true });
  await expect(records.save('new', { n: 1 })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(records.save('kept', { n: 2 })).rejects.toMatchObject({ code: 'ENOENT' });
  expect([records.get('new'), records.get('kept')]).toEqual([undefined, { n: 2 }]);
});
