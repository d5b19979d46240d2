import { findChromium } from './find-chromium.js';

describe('the browser to test with', () => {
  it('is the one that CHROMIUM names', () => {
    expect(findChromium({ CHROMIUM: '/opt/chrome' }, (path) => path === '/opt/chrome')).toBe('/opt/chrome');
  });

  it('is never another than the one that is named', () => {
    const find = () => findChromium({ CHROMIUM: '/opt/chrome' }, (path) => path === '/usr/bin/chromium');
    expect(find).toThrow('CHROMIUM names /opt/chrome, and there is no such file.');
  });

  it.each([undefined, ''])('is looked for where it usually lies when CHROMIUM is %p', (CHROMIUM) => {
    expect(findChromium({ CHROMIUM }, (path) => path === '/usr/bin/google-chrome')).toBe('/usr/bin/google-chrome');
  });

  it('is asked for, with the way to get it, when there is none', () => {
    expect(() => findChromium({}, () => false)).toThrow(/apt-get install chromium.*brew install.*CHROMIUM/);
  });
});
