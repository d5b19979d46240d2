import type { AppContext, HookName } from './app-context.js';

/** Runs the hooks of one kind in the order of registration; stops at the first that throws. */
export async function runHooks(app: AppContext, name: HookName, context: object): Promise<void> {
  for (const hook of app.hooks[name]) await hook(context);
}

/** The two data objects of a hook: hooks may change their members, but not replace them. */
export function hookBags(app: AppContext, hookData: Record<string, unknown>) {
  return {
    get hookData() {
      return hookData;
    },
    set hookData(_other) {
      refuse();
    },
    get appHookData() {
      return app.appHookData;
    },
    set appHookData(_other) {
      refuse();
    },
  };
}

function refuse(): never {
  throw new TypeError('hookData and appHookData are read-only references.');
}
