import type { Instance } from './instance.js';

/**
 * What an expression comes to before anything is deployed. What only Azure knows is a text in guillemets, which shows
 * where it comes from: `«identity.properties.principalId»`.
 */
export type Value = string | number | boolean | null | Value[] | ValueObject | Instance | FunctionValue;
export interface ValueObject {
  [name: string]: Value;
}
export type FunctionValue = (...args: Value[]) => Value;

/** The template refuses what it was given, or cannot work with it. */
export class NotDeployable extends Error {
  readonly file: string;
  readonly line: number;

  constructor(message: string, file: string, line: number) {
    super(message);
    this.name = 'NotDeployable';
    this.file = file;
    this.line = line;
  }
}

export function unknown(label: string): string {
  return `«${label.replaceAll(/[«»]/g, '')}»`;
}

export function isUnknown(value: Value): value is string {
  return typeof value === 'string' && /^«[^«»]*»$/.test(value);
}

export function isObject(value: Value): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isInstance(value);
}

export function isInstance(value: Value): value is Instance {
  return typeof value === 'object' && value !== null && 'isInstance' in value;
}

export function textOf(value: Value): string {
  if (value === null) return '';
  if (isInstance(value)) return unknown(value.path);
  if (typeof value === 'function') return unknown('lambda');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Members of a value by path; undefined where there are none. */
export function at(value: Value | undefined, ...path: (string | number)[]): Value | undefined {
  let now = value;
  for (const step of path) {
    if (Array.isArray(now) && typeof step === 'number') now = now[step];
    else if (now !== undefined && isObject(now) && Object.hasOwn(now, step)) now = now[step];
    else return undefined;
  }
  return now;
}

export function listAt(value: Value | undefined, ...path: (string | number)[]): Value[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}
