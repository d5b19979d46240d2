import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** Event Grid's origins, by cloud; the first is the default. */
const publicOrigin = 'eventgrid.azure.net';
const origins = [
  publicOrigin,
  'eventgrid.azure.us',
  'eventgrid.azure.cn',
  'eventgrid.azure.eaglex.ic.gov',
  'eventgrid.azure.microsoft.scloud',
];

/**
 * The CloudEvents handshake: the allowed origin, for an OPTIONS request.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
export function allowedOrigin(headers: IncomingHttpHeaders): string {
  const asked = headers['webhook-request-origin'];
  return typeof asked === 'string' && origins.includes(asked.toLowerCase()) ? asked : publicOrigin;
}

const validation = z.object({ validationCode: z.string() });

/**
 * The Event Grid handshake: the code to return, in `data` of the first event of an array, or of an object whose `data` is
 * JSON text. Throws for anything else.
 * https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
export function readValidationCode(body: unknown): string {
  const event: unknown = Array.isArray(body) ? body[0] : body;
  const { data } = z.object({ data: z.unknown() }).parse(event);
  return validation.parse(typeof data === 'string' ? JSON.parse(data) : data).validationCode;
}
