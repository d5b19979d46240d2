import { resolve } from 'node:path';
import { dataOption } from '../../../local/data-option.js';

describe('a data folder in a command that is suggested', () => {
  it.each([
    ['.stillframe', ''],
    ['other/data', ' --data other/data'],
    ["it's mine & more", ` --data 'it'\\''s mine & more'`],
  ])('%s', (folder, option) => {
    expect(dataOption(resolve(folder))).toBe(option);
  });
});
