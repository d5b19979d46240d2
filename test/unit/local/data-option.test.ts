import { resolve } from 'node:path';
import { dataOption, fromCaller, readDataFolder } from '../../../local/data-option.js';

const called = process.env['INIT_CWD'];
beforeEach(() => void (process.env['INIT_CWD'] = resolve('docs')));
afterEach(() => {
  if (called === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = called;
});

describe('a data folder in a command that is suggested', () => {
  it.each([
    ['.stillframe', ''],
    ['docs/other/data', ' --data other/data'],
    ["docs/it's mine & more", ` --data 'it'\\''s mine & more'`],
  ])('%s', (folder, option) => {
    expect(dataOption(resolve(folder))).toBe(option);
  });
});

describe('a path of a command line', () => {
  it('is from the folder in which npm was called', () => {
    expect([fromCaller('map.csv'), readDataFolder('data')]).toEqual([resolve('docs/map.csv'), resolve('docs/data')]);
    expect(readDataFolder()).toBe(resolve('.stillframe'));
  });
});
