import { resolve } from 'node:path';
import { BACKFILL_HELP, readBackfillOptions } from '../../../tools/backfill/backfill-options.js';

function read(...args: string[]) {
  const options = readBackfillOptions(args);
  if (options === 'help') throw new Error('no help was asked for');
  return options;
}

describe('the options of a backfill', () => {
  it('have a default each', () => {
    expect(read()).toEqual({
      ...{ accounts: [], prefix: '', since: undefined, mapFile: undefined, checkpoint: undefined },
      ...{ singleImages: false, times: undefined, publish: false, dryRun: false, concurrency: 8, json: false },
      dataFolder: resolve('.stillframe'),
    });
  });

  it('name each account once, and resolve files from the current folder', () => {
    const args = ['--account', 'b', '--account=a', '--account', 'b', '--map', 'a.csv', '--checkpoint', 'b.json'];
    expect(read(...args)).toMatchObject({
      accounts: ['b', 'a'],
      mapFile: resolve('a.csv'),
      checkpoint: resolve('b.json'),
    });
  });

  it('are all in the help', () => {
    expect(readBackfillOptions(['--help', '--since', 'never'])).toBe('help');
    const names = Object.keys(read()).map(
      (name) =>
        ({
          ...{ accounts: 'account', mapFile: 'map', times: 'every', dryRun: 'dry-run' },
          ...{ singleImages: 'single-images', dataFolder: 'data' },
        })[name] ?? name,
    );
    for (const name of names) expect(BACKFILL_HELP).toMatch(new RegExp(`^  --${name} `, 'm'));
  });

  it('say when images were taken', () => {
    expect(read('--every', '5%', '--start=2.5s').times).toEqual({
      start: { unit: 'ms', value: 2500 },
      every: { unit: 'percent', value: 5 },
    });
    expect(() => read('--every', 'often')).toThrow("--every: 'often' is not a time such as 5, 2.5s, 0:01:30 or 5%.");
    expect(() => read('--start', '5')).toThrow('--start: it counts only with every.');
  });

  it.each([
    ['2024-06-30', '2024-06-30T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2024-06-30T12:00', '2024-06-30T12:00:00.000Z'],
    ['2024-06-30T12:00:00.1234567', '2024-06-30T12:00:00.123Z'],
    ['2024-06-30T12:00:00Z', '2024-06-30T12:00:00.000Z'],
    ['2024-06-30T01:30:00+02:00', '2024-06-29T23:30:00.000Z'],
  ])('read %s as %s, whatever the time zone is', (text, time) => {
    expect(read('--since', text).since).toEqual(new Date(time));
  });

  it.each([
    ...['2023-02-29', '2024-02-30', '2024-06-31T12:00:00Z', '2024-13-01', '2024-00-10', '2024-06-30T25:00:00Z'],
    ...['2024', '20240630', '30.06.2024', '2024-6-3', '2024-06-30 12:00', '2024-06-30T12:00:00+0200', '0', '', ' '],
    ...['2024-06-30T12:00:00+25:00', 'yesterday', '99999-01-01', '2024-06-30Z', '2024-06-30\n'],
  ])('refuse the date %j', (text) => {
    expect(() => read(`--since=${text}`)).toThrow(`--since: '${text}' is not a date such as 2024-06-30`);
  });

  it.each(['1', '64', '08'])('accept a concurrency of %s', (text) => {
    expect(read('--concurrency', text).concurrency).toBe(Number(text));
  });

  it.each(['0', '-1', '65', '1e1', '0x8', '1.5', ' 8', '', '٣', 'NaN', '99999999999999999999'])(
    'refuse a concurrency of %j',
    (text) => {
      expect(() => read(`--concurrency=${text}`)).toThrow(
        `--concurrency: '${text}' is not a whole number from 1 to 64.`,
      );
    },
  );

  it.each(['asset-', '$web', '$root'])('take the prefix %j', (prefix) => {
    expect(read(`--prefix=${prefix}`)).toMatchObject({ prefix });
  });

  it.each(['ASSET', '-a', 'a_b', '$logs', 'a/b', 'a*', 'a'.repeat(64)])('refuse the prefix %j', (prefix) => {
    expect(() => read(`--prefix=${prefix}`)).toThrow(`--prefix: no container's name begins with '${prefix}'.`);
  });

  it.each([[['asset-1']], [['--map']], [['--json=yes']], [['--dryrun']], [['--account', '--json']]])(
    'refuse %j',
    (args) => {
      expect(() => read(...args)).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^ERR_PARSE_ARGS/) as string }) as Error,
      );
    },
  );
});
