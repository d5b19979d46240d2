import type { IncomingHttpHeaders } from 'node:http';
import type { HostFunction } from '../function-index.js';
import type { InvokeFunction } from '../invoke-function.js';
import type { RpcTypedData } from '../rpc.js';
import { allowedOrigin, readValidationCode } from './event-grid-handshakes.js';

export interface WebhookRequest {
  method: string;
  headers: IncomingHttpHeaders;
  /** From the query; case-sensitive. */
  functionName: string;
  readText(): Promise<string>;
}

export interface WebhookAnswer {
  status: number;
  text?: string;
  headers?: Record<string, string>;
}

/**
 * `/runtime/webhooks/EventGrid?functionName=NAME`: handshakes and deliveries. A delivery is answered with 202, or with 500
 * when any event failed: Event Grid then sends all of them again.
 */
export async function answerEventGrid(
  request: WebhookRequest,
  functions: readonly HostFunction[],
  invoke: InvokeFunction,
): Promise<WebhookAnswer> {
  const { functionName, headers } = request;
  const target = functions.find(({ name, trigger }) => name === functionName && isEventGrid(trigger.type));
  if (!target || target.disabled) return { status: 404, text: `cannot find function: '${functionName}'` };
  if (request.method === 'OPTIONS') {
    return { status: 200, headers: { 'Webhook-Allowed-Origin': allowedOrigin(headers) } };
  }
  switch (String(headers['aeg-event-type'] ?? '').toLowerCase()) {
    case 'subscriptionvalidation': {
      const validationResponse = readValidationCode(JSON.parse(await request.readText()));
      return { status: 200, text: JSON.stringify({ validationResponse }) };
    }
    case 'notification': {
      const isDelivered = await deliver(target, JSON.parse(await request.readText()), invoke);
      if (isDelivered) return { status: 202 };
      return { status: 500, text: `Exception while executing function: Functions.${target.name}` };
    }
    case 'unsubscribe':
      return { status: 202 };
    default:
      return { status: 400 };
  }
}

export function isEventGrid(triggerType: string): boolean {
  return triggerType.toLowerCase() === 'eventgridtrigger';
}

/** Invokes the function once for each event, all at the same time, unless the trigger has cardinality many. */
async function deliver(target: HostFunction, body: unknown, invoke: InvokeFunction): Promise<boolean> {
  const events: unknown[] = Array.isArray(body) ? body : [body];
  if (events.length === 0) return true;
  const isBatch = String(target.trigger['cardinality']).toLowerCase() === 'many';
  const inputs = isBatch ? [{ input: events, data: events.map(dataOf) }] : events.map(toSingleInput);
  const results = await Promise.all(
    inputs.map(({ input, data }) =>
      invoke(target, {
        input: { json: JSON.stringify(input) },
        ...(data !== undefined && { triggerMetadata: { data: toTypedData(data) } }),
        reason: `EventGrid trigger fired at ${new Date().toISOString()}`,
      }),
    ),
  );
  return results.every(({ succeeded }) => succeeded);
}

function toSingleInput(event: unknown): { input: unknown; data: unknown } {
  return { input: event, data: dataOf(event) };
}

function dataOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'data' in event ? event.data : undefined;
}

function toTypedData(data: unknown): RpcTypedData {
  return typeof data === 'string' ? { string: data } : { json: JSON.stringify(data) };
}
