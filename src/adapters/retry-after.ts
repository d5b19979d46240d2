import type { PipelineResponse } from '@azure/core-rest-pipeline';

/** Some services of Azure say it in milliseconds too, which is more exact. */
const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'];

/**
 * How long a service asks to be left alone; undefined where it does not, or in words that nobody understands.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs({ headers }: Pick<PipelineResponse, 'headers'>): number | undefined {
  for (const name of IN_MS) {
    const ms = toNumber(headers.get(name));
    if (ms !== undefined) return ms;
  }
  const text = headers.get('retry-after');
  const seconds = toNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function toNumber(text: string | undefined): number | undefined {
  return /^\s*\d+\s*$/.test(text ?? '') ? Number(text) : undefined;
}
