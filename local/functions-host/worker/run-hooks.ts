import type { AppContext, HookName } from './app-context.js';

/** Runs one kind of hook in the order of registration; the first that throws ends the row. */
export async function runHooks(app: AppContext, name: HookName, context: object): Promise<void> {
  for (const hook of app.hooks[name]) await hook(context);
}

/** The two data bags of a hook: hooks may fill them, but not put others in their place. */
export function hookBags(app: AppContext, hookData: Record<string, unknown>) {
  const fixed = (value: object): PropertyDescriptor => ({ enumerable: true, get: () => value, set: refuse });
  return Object.defineProperties({}, { hookData: fixed(hookData), appHookData: fixed(app.appHookData) });
}

function refuse(): never {
  throw new TypeError('hookData and appHookData are read-only references.');
}
