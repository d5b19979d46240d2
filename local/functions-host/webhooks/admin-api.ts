import { z } from 'zod';
import type { HostFunction } from '../function-index.js';
import type { InvokeFunction } from '../invoke-function.js';
import type { RpcTypedData } from '../rpc.js';
import type { WebhookAnswer } from './event-grid-webhook.js';

const runBody = z.object({ input: z.string().nullish() });

/**
 * `POST /admin/functions/NAME {"input": "…"}`: starts a function that has no HTTP trigger and answers 202 at once.
 * The input is the trigger's value as text; timers need none.
 */
export function runFunction(
  functionName: string,
  bodyText: string,
  functions: readonly HostFunction[],
  invoke: InvokeFunction,
): WebhookAnswer {
  const target = functions.find(({ name }) => name.toLowerCase() === functionName.toLowerCase());
  if (!target) return { status: 404 };
  const body = parseRunBody(bodyText);
  if (!body) return { status: 400, text: 'The body must be JSON: {"input": "…"}.' };
  const type = target.trigger.type.toLowerCase();
  if (type === 'httptrigger') return { status: 400, text: 'Call an HTTP function by its own URL.' };
  const input = type === 'timertrigger' ? timerPayload(target) : { string: body.input ?? '' };
  void invoke(target, { input, reason: 'This function was programmatically called via the host APIs.' });
  return { status: 202 };
}

function parseRunBody(text: string): z.infer<typeof runBody> | undefined {
  try {
    return runBody.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A timer that is run by hand has no last run and is never past due. */
function timerPayload(target: HostFunction): RpcTypedData {
  const never = '0001-01-01T00:00:00+00:00';
  const hasStatus = target.trigger['useMonitor'] !== false;
  return {
    json: JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: hasStatus ? { Last: never, LastUpdated: never, Next: never } : null,
      IsPastDue: false,
    }),
  };
}
