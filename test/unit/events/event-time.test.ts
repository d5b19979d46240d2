import fc from 'fast-check';
import { readEventTime } from '../../../src/events/envelope.js';

describe('the time of an event', () => {
  it.each([
    ['2018-10-12T16:25:56.4115495', '2018-10-12T16:25:56.411Z'],
    ['2018-10-12T16:25:56.4115495Z', '2018-10-12T16:25:56.411Z'],
    ['2018-10-12T16:25:56', '2018-10-12T16:25:56.000Z'],
    ['2018-10-12T16:25', '2018-10-12T16:25:00.000Z'],
    ['2018-10-12T16:25:56.4Z', '2018-10-12T16:25:56.400Z'],
    ['2018-10-12 16:25:56z', '2018-10-12T16:25:56.000Z'],
    [' 2018-10-12T16:25:56+02:00 ', '2018-10-12T14:25:56.000Z'],
    ['2018-10-12T16:25:56-0330', '2018-10-12T19:55:56.000Z'],
  ])('reads %j as %s', (text, expected) => {
    expect(readEventTime(text).toISOString()).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'yesterday',
    '2026-11-20T12:00:00+00:00Z',
    '2026-13-45T12:00:00Z',
    '2026-11-20',
    '1795176000',
    '0001-01-01T00:00:00',
    '1969-12-31T23:59:59.999Z',
  ])('treats %j as older than any known time', (text) => {
    expect(readEventTime(text)).toEqual(new Date(0));
  });

  it('keeps any instant, whatever the number of decimals', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.stringMatching(/^\d{0,4}$/), fc.boolean(), (instant, more, zoned) => {
        const text = instant.toISOString().replace('Z', more + (zoned ? 'Z' : ''));
        expect(readEventTime(text)).toEqual(instant);
      }),
    );
  });

  it('is never an invalid date, nor one that a table cannot hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/)), (text) => {
        expect(readEventTime(text).getTime()).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
