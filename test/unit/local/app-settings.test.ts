import { appSettingsFor } from '../../../local/app-settings.js';

const surroundings = {
  connectionString: 'UseDevelopmentStorage=true',
  encoderUrl: 'http://127.0.0.1:10010',
  table: 'thumbnails',
};

describe('the settings of a local start', () => {
  it('are good for the app', () => {
    expect(appSettingsFor(surroundings)).toMatchObject({ MEDIA_SERVICES_ENDPOINT: 'http://127.0.0.1:10010' });
  });

  it('end the start when they are wrong, all of them named and no value shown', () => {
    const wrong = { SIGNING_WINDOW_MINUTES: 'often', HTTP_AUTH_LEVEL: 'nobody' };
    expect(() => appSettingsFor(surroundings, wrong)).toThrow(/SIGNING_WINDOW_MINUTES[^]*HTTP_AUTH_LEVEL/);
    expect(() => appSettingsFor(surroundings, wrong)).not.toThrow(/often|nobody/);
  });
});
