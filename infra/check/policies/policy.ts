import type { CodeFacts } from '../code-facts.js';
import type { Project } from '../project/project.js';
import type { Rendered } from '../render/render.js';
import { at, isObject, textOf, type Value, type ValueObject } from '../render/value.js';
import type { Played } from '../scenarios/play.js';

/** What must hold of everything that a scenario makes. */
export type Policy = (played: Played, code: CodeFacts, project: Project) => Fault[];

/** A fault of one resource, or of a file as a whole. */
export interface Fault {
  of: { file: string; line: number };
  message: string;
}

export function fault(of: Fault['of'], message: string): Fault {
  return { of, message };
}

/** Where a fault is that no resource has: something is not there. */
export const MAIN = { file: 'infra/main.bicep', line: 1 };
export const EVENTING = { file: 'infra/eventing.bicep', line: 1 };

/** What is made of one type. */
export function made(resources: readonly Rendered[], type: string): Rendered[] {
  return resources.filter((one) => !one.isExisting && one.type.toLowerCase() === type.toLowerCase());
}

export function properties(resource: Rendered | undefined): ValueObject {
  const found = at(resource?.body, 'properties');
  return found !== undefined && isObject(found) ? found : {};
}

/** A fault for each property that is not as it must be. A step of `path` that is a number is a place in a list. */
export function mustBe(resource: Rendered, path: string, ...allowed: Value[]): Fault[] {
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const value = at(resource.body, ...steps);
  if (value !== undefined && allowed.includes(value)) return [];
  const found = value === undefined ? 'missing' : textOf(value);
  return [fault(resource, `${path} must be ${allowed.map(textOf).join(' or ')}; it is ${found}`)];
}

export function app({ main }: Played): Rendered | undefined {
  return made(main.resources, 'Microsoft.Web/sites')[0];
}

/** The app settings that a scenario makes, by name. */
export function settingsOf({ main }: Played): { of: Fault['of']; values: Record<string, string> } {
  const config = made(main.resources, 'Microsoft.Web/sites/config').find(({ name }) => name.endsWith('/appsettings'));
  const values = Object.entries(properties(config)).map(([name, value]) => [name, textOf(value)]);
  return { of: config ?? MAIN, values: Object.fromEntries(values) as Record<string, string> };
}

/** The storage account that an endpoint leads to. */
export function accountOf(endpoint: string | undefined): string {
  return /^https:\/\/([a-z0-9]+)\./.exec(endpoint ?? '')?.[1] ?? '';
}
