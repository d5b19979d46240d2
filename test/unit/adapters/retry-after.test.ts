import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { retryAfterMs } from '../../../src/adapters/retry.js';

const asked = (headers: Record<string, string>) => retryAfterMs({ headers: createHttpHeaders(headers) });

describe('the pause that a service asks for', () => {
  it.each([
    [{ 'Retry-After': '0' }, 0],
    [{ 'Retry-After': ' 7 ' }, 7000],
    [{ 'retry-after-ms': '250', 'Retry-After': '1' }, 250],
    [{ 'x-ms-retry-after-ms': '90' }, 90],
    [{ 'Retry-After': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    [{ 'Retry-After': 'soon' }, undefined],
    [{ 'Retry-After': '' }, undefined],
    [{}, undefined],
  ])('is, for %j, %s ms', (headers, ms) => {
    expect(asked(headers)).toBe(ms);
  });

  it('may be given as a date', () => {
    jest.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z') });
    expect(asked({ 'Retry-After': 'Fri, 20 Nov 2026 12:00:09 GMT' })).toBe(9000);
    jest.useRealTimers();
  });
});
