import { readStartOptions, START_HELP } from '../../../local/start-options.js';

describe('the options of npm start', () => {
  it('are the default ports and folder without arguments', () => {
    expect(readStartOptions([], {})).toMatchObject({
      ports: { api: 7071, encoder: 10010, blob: 10000, queue: 10001, table: 10002 },
      auth: false,
      sample: true,
    });
  });

  it('prefer a port of the command line to the environment', () => {
    const env = { STILLFRAME_PORT: '8001', STILLFRAME_BLOB_PORT: '8002' };
    expect(readStartOptions(['--port', '9001'], env)).toMatchObject({ ports: { api: 9001, blob: 8002 } });
  });

  it.each([
    [['--port', '0'], '--port'],
    [['--table-port', 'x'], '--table-port'],
    [['--bogus'], '--bogus'],
    [['--data', ''], '--data: a folder must be named'],
    [['--cors', 'https://www.example.com/page'], "--cors: 'https://www.example.com/page' is not an origin"],
  ])('are refused with a reason for %j', (args, named) => {
    expect(() => readStartOptions(args, {})).toThrow(named);
  });

  it('take several origins', () => {
    const args = ['--cors', 'https://a.example', '--cors', 'http://b.example:8080'];
    expect(readStartOptions(args, {})).toMatchObject({ corsOrigins: ['https://a.example', 'http://b.example:8080'] });
  });

  it('are all in the help', () => {
    for (const flag of ['--port', '--blob-port', '--data', '--cors', '--auth', '--verbose', '--no-sample']) {
      expect(START_HELP).toContain(flag);
    }
  });
});
