import { findChromium } from './find-chromium.js';

describe('the browser of the tests', () => {
  it('is the one that CHROMIUM names', () => {
    expect(findChromium({ CHROMIUM: '/opt/chrome' }, (path) => path === '/opt/chrome')).toBe('/opt/chrome');
  });

  it('is never another than the named one', () => {
    const find = () => findChromium({ CHROMIUM: '/opt/chrome' }, (path) => path === '/usr/bin/chromium');
    expect(find).toThrow('CHROMIUM names /opt/chrome, and there is no such file.');
  });

  it.each([undefined, ''])('is searched in the usual places when CHROMIUM is %p', (CHROMIUM) => {
    expect(findChromium({ CHROMIUM }, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
  });

  it('is asked for, with the way to install it, when there is none', () => {
    expect(() => findChromium({}, () => false)).toThrow(/apt-get install chromium.*brew install.*CHROMIUM/);
  });
});
