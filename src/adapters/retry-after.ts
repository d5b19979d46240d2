import type { PipelineResponse } from '@azure/core-rest-pipeline';

/** Some services of Azure send milliseconds too. */
const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'];

/**
 * The pause that a service asks for; undefined if it asks for none or the header cannot be read.
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
