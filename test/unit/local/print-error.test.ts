import { errorText } from '../../../local/print-error.js';

const anError = (code: string, message: string, path?: string) => Object.assign(new Error(message), { code, path });

describe('an error of a command', () => {
  it.each([
    ['EACCES', '/root/data: permission is denied.'],
    ['EEXIST', '/root/data: there is a file of this name.'],
    ['ENOSPC', '/root/data: the disk is full.'],
    ['EWHAT', 'EWHAT: raw'],
  ])('of code %s is "%s"', (code, text) => {
    expect(errorText(anError(code, `${code}: raw`, '/root/data'), 'HELP')).toBe(text);
  });

  it('names a wrong option and the command that lists them', () => {
    const error = anError('ERR_PARSE_ARGS_UNKNOWN_OPTION', "Unknown option '--colour'. To specify a positional …");
    expect(errorText(error, 'HELP')).toBe("Unknown option '--colour'. HELP lists the options.");
  });

  it('is its message where it has no path', () => {
    expect(errorText(anError('ENOENT', 'spawn ffmpeg ENOENT'), 'HELP')).toBe('spawn ffmpeg ENOENT');
  });
});
