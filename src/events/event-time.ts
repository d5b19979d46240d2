import { LIMITS } from '../domain/limits.js';

const TIME = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * An event's time. Media Services wrote it without a zone though it is UTC, and with seven decimals; both are taken. A
 * time that cannot be read, or none, is the epoch: older than any known time. So is one before it, such as the year 1
 * that .NET writes for "not set": no job ended then, and Table Storage holds nothing before 1601.
 */
export function readEventTime(text = ''): Date {
  const whole = text.length > LIMITS.valueCharacters ? '' : text.trim();
  const [, date, clock, fraction = '', zone = 'Z'] = TIME.exec(whole) ?? [];
  if (date === undefined || clock === undefined) return new Date(0);
  const time = new Date(
    `${date}T${clock.padEnd(8, ':00')}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.toUpperCase()}`,
  );
  return time.getTime() > 0 ? time : new Date(0);
}
