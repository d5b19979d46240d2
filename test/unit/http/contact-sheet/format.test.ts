import { areClose, clockTime, counted, dateAndTime, size, spacing } from '../../../../src/http/contact-sheet/format.js';

describe('the text of a contact sheet', () => {
  it.each([
    [0, false, '0:00'],
    [12_999, false, '0:12'],
    [12_999, true, '0:12.9'],
    [61_000, false, '1:01'],
    [3_723_400, true, '1:02:03.4'],
    [360_000_000, false, '100:00:00'],
  ])('shows a moment as clocks do: %d ms', (timeMs, hasTenths, told) => {
    expect(clockTime(timeMs, hasTenths)).toBe(told);
  });

  it('shows dates and times in UTC, whatever the time zone of the server is', () => {
    expect(dateAndTime(new Date('2026-11-20T23:59:59.999Z'))).toBe('20\u00A0November\u00A02026, 23:59:59\u00A0UTC');
  });

  it.each([
    [1000, 'second'],
    [1500, '1.5 seconds'],
    [90_000, '90 seconds'],
    [120_000, '2 minutes'],
  ])('shows how far apart images are: %d ms', (ms, told) => {
    expect(spacing(ms)).toBe(told);
  });

  it.each([
    [0, '0 images'],
    [1, '1 image'],
    [100_000, '100,000 images'],
  ])('shows the count %d', (count, told) => {
    expect(counted(count, 'image')).toBe(told);
  });

  it('shows a size', () => {
    expect(size({ width: 640, height: 360 })).toBe('640 × 360');
  });

  it('shows tenths where two moments would look the same, and leaves out unknown values', () => {
    expect(areClose([0, 999])).toBe(true);
    expect(areClose([0, 1000, undefined, undefined])).toBe(false);
  });
});
