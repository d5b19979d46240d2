import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../src/app.js';
import type { HttpFunction } from '../src/http/http-function.js';
import type { EventFunction, TimerFunction } from '../src/runtime.js';

type Declared = HttpFunction<App> | EventFunction | TimerFunction;

/** What every file of src/functions declares; loading it registers it (setup/functions-core.ts). */
export const FUNCTIONS: readonly Declared[] = readdirSync('src/functions').map((file) => {
  const module = jest.requireActual<Record<string, unknown>>(join(process.cwd(), 'src/functions', file));
  const [declared, ...others] = Object.values(module).filter(isDeclared);
  if (declared === undefined || others.length > 0) throw new Error(`${file} does not declare one function`);
  return declared;
});

export const HTTP_FUNCTIONS = FUNCTIONS.filter((one): one is HttpFunction<App> => 'route' in one);

export function httpFunctionNamed(name: string): HttpFunction<App> {
  const found = HTTP_FUNCTIONS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no function is named ${name}`);
  return found;
}

function isDeclared(value: unknown): value is Declared {
  return typeof value === 'object' && value !== null && 'name' in value && 'handler' in value;
}
