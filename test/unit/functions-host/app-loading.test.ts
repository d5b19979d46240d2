import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAppSettings } from '../../../local/functions-host/app-settings.js';
import { parseHostJson, readHostJson } from '../../../local/functions-host/host-json.js';
import { findEntryPoints } from '../../../local/functions-host/worker/entry-points.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'functions-host-app-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text = ''): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe('the entry points of an app', () => {
  beforeEach(() => {
    for (const name of ['src/z.js', 'src/a/b.js', 'src/a/b/c.js', 'src/index.js', 'src/b.mjs', 'src/b.js.map'])
      write(name);
    for (const name of ['src/.hidden.js', 'src/.cache/x.js', 'src/a+b.js', 'main.js']) write(name);
  });

  it.each([
    ['main.js', ['main.js']],
    ['./main.js', ['main.js']],
    ['src/*.js', ['src/a+b.js', 'src/index.js', 'src/z.js']],
    ['src/**/*.js', ['src/a+b.js', 'src/index.js', 'src/z.js', 'src/a/b.js', 'src/a/b/c.js']],
    ['src/*.{js,mjs}', ['src/a+b.js', 'src/b.mjs', 'src/index.js', 'src/z.js']],
    ['src/{z,index}.js', ['src/index.js', 'src/z.js']],
    ['{main,src/z}.js', ['main.js', 'src/z.js']],
    ['src/a/?.js', ['src/a/b.js']],
    ['src/[a-z].js', ['src/z.js']],
    ['src/[!z]*.js', ['src/a+b.js', 'src/index.js']],
    ['src/a+b.js', ['src/a+b.js']],
    ['nowhere/*.js', []],
  ])('match for %s the files %j: files before subfolders, by name, without brace expansion', (pattern, expected) => {
    expect(findEntryPoints(folder, pattern)).toEqual(expected);
  });
});

describe('host.json', () => {
  it('needs version 2.0 alone', () => {
    const hostJson = parseHostJson('{"version":"2.0","extensionBundle":{}}', 'host.json');
    expect(hostJson).toEqual({
      version: '2.0',
      logging: { logLevel: {} },
      extensions: { http: { routePrefix: 'api' } },
    });
  });

  it('may set an empty route prefix, log levels and an allow list', () => {
    const text = `{"version":"2.0","functions":["a"],"logging":{"logLevel":{"default":"Error"}},
      "extensions":{"http":{"routePrefix":""}}}`;
    expect(parseHostJson(text, 'host.json')).toEqual({
      version: '2.0',
      functions: ['a'],
      logging: { logLevel: { default: 'Error' } },
      extensions: { http: { routePrefix: '' } },
    });
  });

  it.each([
    ['{}', 'host.json is not valid: it must have "version": "2.0".'],
    ['{"version":"1.0"}', 'it must have "version": "2.0"'],
    ['{', 'host.json is not valid JSON'],
    ['{"version":"2.0","functions":"a"}', 'functions: '],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseHostJson(text, 'host.json')).toThrow(message);
  });

  it('is named when it is missing', () => {
    expect(() => readHostJson(folder)).toThrow(`No host.json in ${folder}`);
  });
});

describe('app settings', () => {
  it('come from local.settings.json, and the real environment wins', () => {
    write('local.settings.json', '{"IsEncrypted":false,"Values":{"A":"file","B":"file","N":1,"T":true}}');
    expect(readAppSettings(folder, { B: 'env', C: 'env', D: undefined })).toEqual({
      AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsScriptRoot: folder,
      A: 'file',
      B: 'env',
      C: 'env',
      N: '1',
      T: 'true',
    });
  });

  it('do not need a file', () => {
    expect(readAppSettings(folder, {})).toHaveProperty('AZURE_FUNCTIONS_ENVIRONMENT', 'Development');
  });

  it.each(['{"Values":{"KEY":{"a":"hush"}}}', '{"Values":{"KEY":"hush"'])(
    'are not shown in the error for an invalid file: %s',
    (text) => {
      write('local.settings.json', text);
      const read = () => readAppSettings(folder, {});
      expect(read).toThrow(/local\.settings\.json cannot be read/);
      expect(read).not.toThrow(/hush/);
    },
  );

  it('are reported when they are encrypted', () => {
    write('local.settings.json', '{"IsEncrypted":true,"Values":{}}');
    expect(() => readAppSettings(folder, {})).toThrow('encrypted');
  });
});
