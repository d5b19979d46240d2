import { readOptions, usage } from '../../../local/media-services/command-line.js';

describe('the command line of the encoder', () => {
  it('has defaults for everything', () => {
    expect(readOptions([], {})).toMatchObject({
      port: 10_010,
      dataFolder: '.stillframe/encoder',
      storageConnectionString: 'UseDevelopmentStorage=true',
    });
  });

  it('reads secrets from the environment', () => {
    const env = {
      STORAGE_CONNECTION_STRING: 'secret',
      EVENT_WEBHOOK_URL: 'http://localhost/?code=hush',
      ENCODER_API_KEY: 'k',
    };
    expect(readOptions(['--port', '0', '--event-types', 'JobFinished,JobErrored'], env)).toMatchObject({
      port: 0,
      storageConnectionString: 'secret',
      webhookUrl: 'http://localhost/?code=hush',
      apiKey: 'k',
      includedEventTypes: ['JobFinished', 'JobErrored'],
    });
  });

  it('has help', () => {
    expect(readOptions(['--help'], {})).toBe('help');
    expect(usage).toContain('--port N');
  });

  it.each([
    [['--port', '70000'], /--port must be a number from 0 to 65535/],
    [['--port', '1.5'], /whole number/],
    [['--event-schema', 'Custom'], /EventGrid or CloudEvents/],
    [['--what'], /--what/],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message);
  });

  it('never prints the key of a webhook', () => {
    expect(() => readOptions([], { EVENT_WEBHOOK_URL: 'ftp://x/?code=hush' })).toThrow(/^(?!.*hush)/);
  });
});
