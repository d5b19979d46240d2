import type { AppContext, HookName } from './app-context.js';

/** Runs one kind of hook in the order of registration; the first that throws ends the row. */
export async function runHooks(app: AppContext, name: HookName, context: object): Promise<void> {
  for (const hook of app.hooks[name]) await hook(context);
}

/** The two data bags of a hook: hooks may fill them, but not put others in their place. */
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
