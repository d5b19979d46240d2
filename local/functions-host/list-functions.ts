import type { HostFunction } from './function-index.js';
import type { HttpFunction } from './http/http-routes.js';
import { isEventGrid } from './webhooks/event-grid-webhook.js';

/** A loaded function, as the host lists it. */
export interface ListedFunction {
  name: string;
  triggerType: string;
  disabled: boolean;
  /** HTTP functions only; empty means any method. */
  methods?: string[];
  /** HTTP functions and Event Grid webhooks only. */
  url?: string;
}

export function listFunctions(
  functions: readonly HostFunction[],
  httpFunctions: readonly HttpFunction[],
  url: string,
): ListedFunction[] {
  return functions.flatMap(({ name, trigger, disabled }) => {
    const listed = { name, triggerType: trigger.type, disabled };
    if (isEventGrid(trigger.type)) {
      return [{ ...listed, url: `${url}/runtime/webhooks/EventGrid?functionName=${encodeURIComponent(name)}` }];
    }
    if (trigger.type.toLowerCase() !== 'httptrigger') return [listed];
    const http = httpFunctions.find((candidate) => candidate.name === name);
    return http ? [{ ...listed, methods: http.methods, url: `${url}/${http.route}` }] : []; // Else its route is in error.
  });
}

/** The line that Core Tools prints for a function at startup: `name: [GET,POST] http://…`. */
export function describeFunction({ name, triggerType, disabled, methods, url }: ListedFunction): string {
  const suffix = disabled ? ' (disabled)' : '';
  if (methods) return `${name}: [${methods.join(',') || 'ANY'}] ${url ?? ''}${suffix}`;
  if (url !== undefined) return `${name}: ${triggerType} ${url}${suffix}`;
  const note =
    triggerType.toLowerCase() === 'timertrigger'
      ? `not scheduled locally; POST /admin/functions/${name} runs it`
      : `not supported locally; POST /admin/functions/${name} runs it with the given input`;
  return `${name}: ${triggerType} (${note})${suffix}`;
}
